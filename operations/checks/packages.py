"""Check the versions of Python and of the packages in requirements.txt."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from packaging.requirements import Requirement

from operations.checks import Problem

MIN_PYTHON = (3, 11)


class Packages:
    """The versions that this release was tested with."""

    slug, order = "packages", 1
    title = "Python and its packages"

    def run(self) -> Iterator[Problem]:
        """Yield the packages that are missing or have another version."""
        if sys.version_info < MIN_PYTHON:
            yield f"This is Python {sys.version.split()[0]}.", "Claimlight needs Python 3.11 or later."
        for line in (settings.BASE_DIR / "requirements.txt").read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            requirement = Requirement(line)
            if requirement.marker and not requirement.marker.evaluate():
                continue
            try:
                installed = version(requirement.name)
            except PackageNotFoundError:
                installed = "missing"
            if installed not in requirement.specifier:
                yield (
                    f"{requirement.name} is {installed}, not {requirement.specifier}.",
                    "Run: pip install -r requirements.txt",
                )

"""Python, and what stands in requirements.txt."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from packaging.requirements import Requirement

from operations.checks import Problem

OLDEST = (3, 11)


class Packages:
    """As this version was tested with."""

    slug, order = "packages", 1
    title = "Python and its packages"

    def look(self) -> Iterator[Problem]:
        """Those that are missing or other ones."""
        if sys.version_info < OLDEST:
            yield f"This is Python {sys.version.split()[0]}.", "Claimlight needs Python 3.11 or later."
        for line in (settings.BASE_DIR / "requirements.txt").read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            wanted = Requirement(line)
            if wanted.marker and not wanted.marker.evaluate():
                continue
            try:
                found = version(wanted.name)
            except PackageNotFoundError:
                found = "missing"
            if found not in wanted.specifier:
                yield (
                    f"{wanted.name} is {found}, not {wanted.specifier}.",
                    "Run: pip install -r requirements.txt",
                )

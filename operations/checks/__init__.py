"""System checks run by `manage.py doctor`: one module and class per check, discovered automatically.

A check has a ``title``; ``run`` yields its problems: a sentence on what is wrong and one on what to do.
"""

from collections.abc import Iterator
from typing import Protocol

from web.plugins import load_plugins

# (what is wrong, what to do)
Problem = tuple[str, str]


class Check(Protocol):
    """One check."""

    slug: str
    title: str

    def run(self) -> Iterator[Problem]:
        """Yield the problems; nothing if all is well."""


def checks() -> dict[str, Check]:
    """Return all checks in the order of their output: each relies on those before it."""
    return load_plugins(__name__)

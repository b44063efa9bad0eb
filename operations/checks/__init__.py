"""What ``manage.py doctor`` looks at: one file a matter, one class each, found by the registry.

A check has a ``title``, and ``look`` gives its problems: a sentence of what is wrong, and one of what to do.
"""

from collections.abc import Iterator
from typing import Protocol

from web.plugins import load_plugins

# (what is wrong, what to do)
Problem = tuple[str, str]


class Check(Protocol):
    """One matter."""

    slug: str
    title: str

    def look(self) -> Iterator[Problem]:
        """Nothing, where all is well."""


def checks() -> dict[str, Check]:
    """All, in the order in which they are told: each stands on those before it."""
    return load_plugins(__name__)

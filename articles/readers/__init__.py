"""Readers turn files into drafts: a module with one class for each format."""

from typing import Protocol

from articles.text.draft import Draft


class Reader(Protocol):
    """A reader of one format.

    A reader that is slow the first time also has a ``ready()``, which loads what reading needs. It is called once, in
    the process from which the sandbox forks.
    """

    slug: str
    title: str
    suffixes: tuple[str, ...]

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        ...

"""Readers turn bytes into a Draft: one file a format, one class each (slug, title, suffixes, read)."""

from typing import Protocol

from articles.text.draft import Draft


class Reader(Protocol):
    """What each file of this folder offers.

    A reader whose first reading takes longer than the next has a ``ready()``, which loads what reading loads: it is
    called once, in the process that readers are forked from.
    """

    slug: str
    title: str
    suffixes: tuple[str, ...]

    def read(self, data: bytes) -> Draft:
        """The article in ``data``; raises ``Unreadable``."""
        ...

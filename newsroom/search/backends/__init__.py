"""Full-text indexes of databases behind one interface: the same words give the same passages in the same order."""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection

from newsroom.search.backends.postgresql import PostgreSQL
from newsroom.search.backends.sqlite import SQLite

# Fields of a passage, each a list of words. Phrases do not reach from one field into the next.
Fields = Sequence[Sequence[str]]
# Phrases of words, all of which a passage must have.
Phrases = Sequence[Sequence[str]]


class Backend(Protocol):
    """A full-text index. Words are letters and digits alone, so that no word is an operator."""

    def encode(self, fields: Fields) -> str:
        """Return what ``Passage.tokens`` holds for the words of a passage."""
        ...

    def matching(self, choices: Sequence[Phrases], first: int, end: int, limit: int) -> list[int]:
        """Return the highest ids in [first, end) of passages with all phrases of one of ``choices``, highest first."""
        ...


def backend() -> Backend:
    """Return the index of the database in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()

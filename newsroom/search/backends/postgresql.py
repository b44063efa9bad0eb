"""The index of PostgreSQL: ``Passage.tokens`` is a ``tsvector`` that we make ourselves."""

from collections.abc import Sequence

from django.db import connection

MATCHING = (
    "SELECT id FROM newsroom_passage WHERE tokens @@ %s::tsquery "
    "AND id >= %s AND id < %s ORDER BY id DESC LIMIT %s"
)


class PostgreSQL:
    """Full-text search with a GIN index."""

    def encode(self, fields: Sequence[Sequence[str]]) -> str:
        """Return the words with their positions; after each field one is left out."""
        position, lexemes = 0, []
        for words in fields:
            for word in words:
                position += 1
                lexemes.append(f"'{word}':{position}")
            position += 1
        return " ".join(lexemes)

    def matching(
        self, choices: Sequence[Sequence[Sequence[str]]], first: int, end: int, limit: int
    ) -> list[int]:
        """Return the ids in [first, end) that match, highest first."""
        query = " | ".join(f"({_all(phrases)})" for phrases in choices)
        with connection.cursor() as cursor:
            cursor.execute(MATCHING, [query, first, end, limit])
            return [pk for (pk,) in cursor.fetchall()]


def _all(phrases: Sequence[Sequence[str]]) -> str:
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in phrases)

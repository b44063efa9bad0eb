"""The index of SQLite: an FTS5 table over ``Passage.tokens``, whose tokenizer only splits at spaces."""

from collections.abc import Sequence

from django.db import connection

# A word between two fields, which no text has: words in the index begin with the key of a team.
BETWEEN_FIELDS = " x "
MATCHING = (
    "SELECT rowid FROM newsroom_passage_words WHERE newsroom_passage_words MATCH %s "
    "AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
)


class SQLite:
    """Full-text search with FTS5."""

    def encode(self, fields: Sequence[Sequence[str]]) -> str:
        """Return the words with spaces between them."""
        return BETWEEN_FIELDS.join(" ".join(words) for words in fields if words)

    def matching(
        self, choices: Sequence[Sequence[Sequence[str]]], first: int, end: int, limit: int
    ) -> list[int]:
        """Return the ids in [first, end) that match, highest first."""
        query = " OR ".join(f"({_all(phrases)})" for phrases in choices)
        with connection.cursor() as cursor:
            cursor.execute(MATCHING, [query, first, end, limit])
            return [pk for (pk,) in cursor.fetchall()]


def _all(phrases: Sequence[Sequence[str]]) -> str:
    return " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)

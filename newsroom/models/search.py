"""The search index: the passages of articles as words, and which articles are in it.

Its rows are made of articles and annotations, and can be made again at any time. Who may see which of them is asked
whenever somebody searches (``newsroom/access.py``).
"""

from typing import Any

from django.db import models

from annotate.models import Annotation
from articles.models import Article

# An index that was made by other rules is made anew. Raise it whenever the same text would be indexed otherwise.
RULES = 1
# The id of a passage is that of its article, then so many bits: newer articles have higher ids.
PLACE_BITS = 36


class TokensField(models.TextField):
    """The words of a passage: a ``tsvector`` on PostgreSQL, which reads it faster than text."""

    def db_type(self, connection: Any) -> str | None:
        """Return the type of the column."""
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)


class Passage(models.Model):
    """The title of an article, a paragraph ``[start, end)`` of its newest text, or somebody's highlight.

    ``tokens`` are its words as the full-text index of the database takes them (``newsroom/search/backends/``). A row is
    never changed, but deleted and written anew: triggers copy it to the index of SQLite.
    """

    in_backups = False

    id = models.BigIntegerField(primary_key=True)
    # Without constraints: an annotation that is indexed in this moment does not keep anybody from erasing it.
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    annotation = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False
    )
    # The version of the annotation.
    version = models.PositiveIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    tokens = TokensField()

    def __str__(self) -> str:
        return f"Passage {self.start}–{self.end} of {self.article_id}"


class IndexedArticle(models.Model):
    """What an article was like when it was last indexed; if it differs now, it is indexed again.

    ``change_count`` is the number of changes in all rounds on the article; ``text_revision`` is 0 while it is under
    review. ``stemmed_as`` is the language in which its words are stemmed, "" for none: that of the article, or what its
    text seems to be in.
    """

    in_backups = False

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    rules = models.PositiveSmallIntegerField()
    team_key = models.BigIntegerField()
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=20)
    text_revision = models.PositiveIntegerField()
    change_count = models.PositiveBigIntegerField()
    stemmed_as = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return f"Search index of {self.article_id}"

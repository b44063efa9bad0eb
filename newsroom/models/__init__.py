"""The models of the newsroom, one file per feature."""

from newsroom.models.search import IndexedArticle, Passage

__all__ = ["IndexedArticle", "Passage"]

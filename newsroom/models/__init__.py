"""The models of the newsroom, one file per feature."""

from newsroom.models.publishing import (
    Publication,
    PublishedContent,
    PublishedReader,
    PublishedVersion,
    PublishingConsent,
)
from newsroom.models.search import IndexedArticle, Passage

__all__ = [
    "IndexedArticle",
    "Passage",
    "Publication",
    "PublishedContent",
    "PublishedReader",
    "PublishedVersion",
    "PublishingConsent",
]

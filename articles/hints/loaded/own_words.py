"""The words that a team has added to the lists."""

from articles.hints.document import Document
from articles.hints.loaded.groups import OWN
from articles.hints.loaded.lexicon import Entry, Index

# A word of a team has no part of speech: it is looked for in the forms of all of them.
PARTS = ("nouns", "verbs", "adjectives")


def index_own_words(document: Document) -> Index:
    """Return the forms of the team's own words."""
    return Index(
        (
            Entry(own.word.casefold(), part, OWN, (own.neutral,) if own.neutral else ())
            for own in document.own_words
            if own.word.strip()
            for part in PARTS
        ),
        document.language,
    )

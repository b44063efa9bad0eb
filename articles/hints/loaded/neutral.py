"""Neutral wordings for a passage that somebody has tagged as loaded language."""

from articles.hints.document import Document
from articles.hints.loaded.lexicon import index
from articles.hints.loaded.matching import matches
from articles.hints.words import LANGUAGES
from articles.text.language import primary_subtag

MOST = 6


def neutral_wordings(passage: str, language: str) -> tuple[str, ...]:
    """Return neutral wordings for the listed words in a passage, wherever they stand; () if the lists have none.

    Each is in the grammatical form of its word as far as it is known.
    """
    primary = primary_subtag(language)
    if primary not in LANGUAGES:
        return ()
    document = Document(passage, primary)
    wordings = (
        wording
        for match in matches(document, index(primary), lambda match: True)
        for wording in match.form.entry.neutral_in(match.form.form, primary)
    )
    return tuple(dict.fromkeys(wordings))[:MOST]

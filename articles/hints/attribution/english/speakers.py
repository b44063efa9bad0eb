"""Who speaks: the source of a verb group, before it, after it, or in the main clause."""

from typing import NamedTuple

from articles.hints.attribution.attribution import SourceKind
from articles.hints.attribution.english import classes as c
from articles.hints.attribution.english.lexicon import sources
from articles.hints.attribution.english.noun_phrases import Phrase, head, phrase_after, subject_before
from articles.hints.attribution.english.reading import REACH, Reading
from articles.hints.attribution.english.verb_groups import VerbGroup

WRITER = frozenset(("i", "we", "you", "there", "me", "us", "one", "let"))


class Source(NamedTuple):
    """The source of a cue: its phrase, and what it is."""

    phrase: Phrase
    kind: SourceKind


def source_of(reading: Reading, phrase: Phrase | None) -> Source | None:
    """Return a source for a phrase; None if it is the writer, or nobody who can say anything."""
    if phrase is None:
        return None
    word = reading.word(phrase.first)
    if reading.has(phrase.first, c.CONTRACTED):
        word = word.partition("'")[0]
    alone = phrase.first == phrase.last
    if alone and (word in WRITER or word in ("this", "that", "these", "those", "which", "what")):
        return None
    if alone and word in sources("pronouns"):
        return Source(phrase, SourceKind.PRONOUN)
    if is_document(reading, phrase):
        return Source(phrase, SourceKind.DOCUMENT)
    return Source(phrase, SourceKind.NAMED)


def is_document(reading: Reading, phrase: Phrase) -> bool:
    """Return whether a phrase names a document or data."""
    noun = head(reading, phrase)
    return reading.word(noun) in sources("documents") and not reading.has(noun, c.NAME)


def subject(reading: Reading, group: VerbGroup) -> Phrase | None:
    """Return the subject right before a verb group; None if there is none."""
    contracted = group.first - 1
    if reading.has(contracted, c.CONTRACTED) and reading.has(contracted, c.SUBJECT):
        return Phrase(contracted, contracted, contracted)
    return subject_before(reading, group.first)


def main_subject(reading: Reading, before: int, after: int = -1) -> Phrase | None:
    """Return the subject of the main clause that stands before a token, for “…, adding that” and “and warned that”.

    It stands behind the token ``after``.
    """
    first = max(reading.left_limit(before), after)
    for token in range(first + 1, before):
        if reading.is_finite(token) and not reading.has(token, c.CONTRACTED):
            start = token
            while (
                start > first + 1 and reading.has(start - 1, c.ADVERB) and not reading.has(start - 1, c.NAME)
            ):
                start -= 1
            phrase = subject_before(reading, start)
            if phrase and phrase.first > after:
                return phrase
        elif reading.has(token, c.CONTRACTED) and reading.has(token, c.SUBJECT):
            return Phrase(token, token, token)
    return None


def inverted(reading: Reading, group: VerbGroup) -> Phrase | None:
    """Return the speaker after the verb: “…,” said Oddvar. None if a clause follows instead."""
    phrase = phrase_after(reading, group.last + 1)
    if phrase is None or phrase.last - phrase.first > REACH:
        return None
    after = phrase.last + 1
    if (
        after <= reading.sentence_last[group.at]
        and reading.is_finite(after)
        and not reading.has(after, c.ING)
    ):
        return None
    return phrase

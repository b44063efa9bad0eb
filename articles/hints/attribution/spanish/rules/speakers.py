"""Who says something: the subject of a reporting verb, after it, before it, or of the main clause."""

from typing import NamedTuple

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.spanish.syntax.phrases import Phrase, make_phrase, phrase_at
from articles.hints.attribution.spanish.syntax.phrases_before import phrase_before
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.syntax.verb_groups import Shape, VerbGroup
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent

WHO = frozenset(("que", "quien", "quienes"))
# Words that join a verb to the one before it, whose subject it shares: "y añadió", "si bien admitió".
COORDINATION = frozenset(("y", "e", "pero", "ni", "aunque", "bien", ","))
# How far the main verb, and the comma after an opening clause, may stand.
REACH = 40


class Source(NamedTuple):
    """Who says something; without an extent nobody is named, or the subject is dropped."""

    extent: Extent | None
    kind: SourceKind
    speaks: bool


DROPPED = Source(None, SourceKind.PRONOUN, True)
NOBODY = Source(None, SourceKind.NOBODY, True)


def source_of(reading: Reading, phrase: Phrase | None) -> Source:
    """Return a phrase as a source; without a phrase the subject is dropped."""
    if phrase is None:
        return DROPPED
    speaks = phrase.speaks or phrase.kind is SourceKind.DOCUMENT
    return Source(reading.extent(phrase.first, phrase.last), phrase.kind, speaks)


def speaker(
    reading: Reading, group: VerbGroup, after: Phrase | None, previous: Attribution | None
) -> Source | None:
    """Return who says it; None if the subject is something that says nothing, so that the verb is no cue.

    ``after`` is the subject after the verb, ``previous`` the attribution before this one.
    """
    if after is not None:
        return source_of(reading, after)
    if group.shape in (Shape.GERUND, Shape.INFINITIVE):
        return _main_source(reading, group, previous)
    phrase = _subject_before(reading, group)
    impersonal = group.se and (phrase is None or not phrase.speaks)
    if impersonal or "impersonal" in group.verb.groups:
        return NOBODY
    if phrase is None:
        return _without_subject(reading, group, previous)
    source = source_of(reading, phrase)
    if reading.has(phrase.head, c.MUTE) and not phrase.speaks:
        return None
    needs_somebody = phrase.kind is SourceKind.PRONOUN or not group.verb.says_anyhow
    return None if needs_somebody and not source.speaks else source


def _without_subject(reading: Reading, group: VerbGroup, previous: Attribution | None) -> Source | None:
    before = group.first - 1
    if before < reading.first[group.first]:
        return DROPPED
    if reading.has(before, c.QUESTION | c.NEUTER):
        return None
    if reading.words[before] in WHO:
        return DROPPED if "clause" in group.verb.groups else None
    if reading.words[before] not in COORDINATION:
        return DROPPED
    shared = _shared_source(reading, group, previous)
    if shared is not DROPPED or reading.has(before, c.COMMA):
        return shared
    phrase = _main_subject(reading, group, reading.first[group.first], before)
    return source_of(reading, phrase) if phrase and phrase.speaks and phrase.agrees(group.plural) else DROPPED


def _subject_before(reading: Reading, group: VerbGroup) -> Phrase | None:
    """Return the subject to the left of a verb; of a relative clause, the noun that it belongs to."""
    first, start = group.first, reading.first[group.first]
    if reading.word(first - 1) in WHO and first - 1 > start:
        end = first - 1 - reading.has(first - 2, c.COMMA)
        if reading.has(end - 1, c.DETERMINER) and not reading.has(end - 1, c.NAME):
            return _cleft(reading, end - 1, start)
        if reading.has(end - 1, c.FINITE | c.PREPOSITION | c.CONJUNCTION | c.ADVERB | c.DETERMINER):
            return None
        phrase = phrase_before(reading, end, start, plural=group.plural, near=True)
        return phrase if phrase and phrase.agrees(group.plural) and phrase.speaks else None
    if reading.words[start] == "desde" or (reading.words[start] == "en" and group.plural):
        # "Desde el Ministerio aseguran que", "En el sector dicen que": the verb agrees with nothing.
        phrase = phrase_at(reading, start + 1, first)
        if phrase and phrase.last == first - 1:
            return phrase
    if reading.words[start] in ("quien", "quienes") and reading.has(first - 1, c.FINITE):
        return make_phrase(reading, start, first - 1, start, joined=False)
    phrase = phrase_before(reading, first, start, plural=group.plural)
    return phrase if phrase and phrase.agrees(group.plural) else None


def _cleft(reading: Reading, end: int, start: int) -> Phrase | None:
    """Return the phrase before "la que" in "Es la Unesco la que advierte"."""
    phrase = phrase_before(reading, end, start)
    return phrase if phrase and reading.has(phrase.first - 1, c.BE) else None


def _shared_source(reading: Reading, group: VerbGroup, previous: Attribution | None) -> Source:
    """Return the source of the cue before in the same sentence: "dijo que … y añadió que"."""
    if previous is None or previous.source_kind is SourceKind.NOBODY:
        return DROPPED
    if previous.cue[0] < reading.document.starts[reading.first[group.first]]:
        return DROPPED
    return Source(previous.source, previous.source_kind, True)


def _main_source(reading: Reading, group: VerbGroup, previous: Attribution | None) -> Source:
    """Return the source of a gerund or infinitive: the subject of the main clause."""
    shared = _shared_source(reading, group, previous)
    if shared.extent:
        return shared
    start, end = reading.first[group.first], reading.last[group.first]
    if group.shape is Shape.INFINITIVE and reading.begins(group.first - 1):
        commas = range(group.last, min(end - 1, group.last + REACH))
        comma = next((token for token in commas if reading.has(token, c.COMMA)), None)
        phrase = phrase_at(reading, comma + 1, end, plural=True) if comma else None
    else:
        phrase = _main_subject(reading, group, start, min(end, start + REACH))
    return source_of(reading, phrase) if phrase and phrase.speaks else DROPPED


def _main_subject(reading: Reading, group: VerbGroup, start: int, end: int) -> Phrase | None:
    """Return the subject of the first verb of the main clause, which is in no relative clause."""
    for token in range(start, end):
        outside = (
            reading.level[token] == reading.level[group.first] and not group.first <= token <= group.last
        )
        if not outside or not reading.has(token, c.FINITE | c.HAVE | c.BE):
            continue
        first = token
        while first > start and reading.has(first - 1, c.CLITIC | c.CUE_ADVERB):
            first -= 1
        if first > start and not reading.has(first - 1, c.RELATIVE):
            return phrase_before(reading, first, start)
    return None

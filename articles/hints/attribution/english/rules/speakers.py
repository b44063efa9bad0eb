"""Who speaks: the source of a verb group, before it, after it, or in the main clause."""

from typing import NamedTuple

from articles.hints.attribution.attribution import Attribution, SourceKind
from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.followers import phrase_after
from articles.hints.attribution.english.grammar.lexicon import listed, verb_forms_of
from articles.hints.attribution.english.grammar.noun_phrases import Phrase, head
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.subjects import phrase_before, subject_before
from articles.hints.attribution.english.grammar.verb_groups import VerbGroup, Voice
from articles.hints.hint import Extent

# Who is no source: the writer, the reader, and what only points at something.
NOBODY = frozenset(
    ("i", "we", "you", "there", "me", "us", "let", "this", "that", "these", "those", "which", "what")
)
# Words before a participle that has the subject of the main clause: “by saying”, “…, adding”.
BEFORE_PARTICIPLES = frozenset((",", "by", "in", "after", "before", "while", "and", "without", "for"))


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
    if phrase.first == phrase.last:
        if word in NOBODY:
            return None
        if word in listed("pronouns"):
            return Source(phrase, SourceKind.PRONOUN)
    noun = head(reading, phrase)
    known = not listed("documents").isdisjoint((reading.word(noun), reading.word(noun).removesuffix("s")))
    document = known and not reading.has(noun, c.NAME)
    return Source(phrase, SourceKind.DOCUMENT if document else SourceKind.NAMED)


def extent_of(reading: Reading, source: Source) -> Extent:
    """Return the extent of a source; of “she’s” only the pronoun."""
    first, last = source.phrase.first, source.phrase.last
    if first == last and reading.has(first, c.CONTRACTED):
        return reading.starts[first], reading.starts[first] + reading.raw[first].replace("’", "'").index("'")
    return reading.starts[first], reading.ends[last]


def speaker_before(reading: Reading, group: VerbGroup, previous: Attribution | None) -> Source | None:
    """Return the source of a verb group that stands before it; ``previous`` is the last attribution of the sentence."""
    before = group.first - 1
    if group.voice is Voice.INFINITIVE:
        return None
    if group.voice is Voice.PARTICIPLE:
        return _of_participle(reading, group, previous)
    if reading.word(before) in ("and", "but", "then", "or"):
        return _previous(reading, group, previous) or source_of(reading, main_subject(reading, before))
    phrase = subject(reading, group)
    if phrase is None and reading.word(before) == "," and not reading.closes_quotation(before - 1):
        return _previous(reading, group, previous)
    return source_of(reading, phrase)


def _of_participle(reading: Reading, group: VerbGroup, previous: Attribution | None) -> Source | None:
    """Return the source of “…, adding that” (the main clause’s) and of “a letter saying that” (the letter)."""
    before = group.first - 1
    if (issuing := issuing_verb(reading, group)) >= 0:
        return source_of(reading, subject_before(reading, issuing))
    if reading.is_nominal(before) and not reading.has(before, c.TIME):
        return source_of(reading, subject(reading, group))
    opens = group.first == reading.sentence_first[group.first]
    if reading.word(before) not in BEFORE_PARTICIPLES and not opens:
        return None
    source = _previous(reading, group, previous) or source_of(reading, main_subject(reading, group.first))
    if source is None and reading.word(before) == ",":
        # Marr, calling Pell a liar, left the stage.
        source = source_of(reading, phrase_before(reading, before))
    return source


def issuing_verb(reading: Reading, group: VerbGroup) -> int:
    """Return where the cue “issued a statement saying” begins; -1 if there is no such verb and noun."""
    noun = group.first - 1
    if group.voice is not Voice.PARTICIPLE or reading.word(noun) not in listed("documents"):
        return -1
    low = reading.sentence_first[noun]
    verb = noun - 1
    while verb > noun - 4 and reading.has(verb, c.DETERMINER | c.ADJECTIVE):
        verb -= 1
    if reading.word(verb) not in verb_forms_of("support") or verb < low:
        return -1
    while verb - 1 > low and reading.has(verb - 1, c.AUXILIARY | c.ADVERB):
        verb -= 1
    return verb


def _previous(reading: Reading, group: VerbGroup, previous: Attribution | None) -> Source | None:
    """Return the source of the last attribution of the sentence, which goes on speaking."""
    if previous is None or previous.source is None:
        return None
    first = reading.document.token_at(previous.source[0])
    last = reading.document.token_at(previous.source[1] - 1)
    return Source(Phrase(first, last, last), previous.source_kind) if last < group.first else None


def subject(reading: Reading, group: VerbGroup) -> Phrase | None:
    """Return the subject right before a verb group; None if there is none."""
    before = group.first - 1
    if reading.has(before, c.CONTRACTED) and reading.has(before, c.SUBJECT):
        return Phrase(before, before, before)
    return subject_before(reading, group.first)


def main_subject(reading: Reading, before: int, after: int = -1) -> Phrase | None:
    """Return the subject of the main clause between two tokens, for “…, adding that” and “and warned that”."""
    first = max(reading.left_limit(before), after)
    for token in range(first + 1, before):
        if reading.has(token, c.CONTRACTED):
            if reading.has(token, c.SUBJECT):
                return Phrase(token, token, token)
        elif reading.is_finite(token):
            start = token
            while (
                start > first + 1 and reading.has(start - 1, c.ADVERB) and not reading.has(start - 1, c.NAME)
            ):
                start -= 1
            phrase = subject_before(reading, start)
            if phrase and phrase.first > after:
                return phrase
    return None


def speaker_after(reading: Reading, group: VerbGroup) -> Phrase | None:
    """Return the speaker after the verb: “…,” said Oddvar. None if a clause follows instead."""
    phrase = phrase_after(reading, group.last + 1)
    if phrase is None:
        return None
    after = phrase.last + 1
    clause = after <= reading.sentence_last[group.at] and reading.is_finite(after)
    return None if clause and not reading.has(after, c.ING) else phrase

"""The verb group round a reporting verb: auxiliaries, negation and adverbs belong to the cue."""

from dataclasses import dataclass
from enum import Enum

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.lexicon import ReportingVerb, reporting_verbs, verb_forms_of
from articles.hints.attribution.english.grammar.noun_phrases import head
from articles.hints.attribution.english.grammar.reading import Reading
from articles.hints.attribution.english.grammar.subjects import subject_before

# The most words to the left of the verb that belong to its group.
MOST_BEFORE = 9
# Adverbs that tell when, not how, and stand outside.
TIME_WORDS = frozenset(
    (
        "later",
        "earlier",
        "now",
        "then",
        "recently",
        "afterwards",
        "afterward",
        "back",
        "here",
        "together",
        "away",
    )
)
# Words that may stand for people: "many say".
QUANTITIES = frozenset(("many", "some", "most", "several", "all", "both", "few", "those"))
# Adverbs that belong to what follows them: "said only one survived".
DEGREES = frozenset(
    [
        "only",
        "early",
        "nearly",
        "hardly",
        "barely",
        "roughly",
        "approximately",
        "mostly",
        "mainly",
        "exactly",
        "probably",
        "possibly",
        "certainly",
        "clearly",
    ]
)
LINKS = frozenset(("as", "too"))


class Voice(Enum):
    """Whether the subject speaks, is spoken of, or the verb is a participle or an infinitive without a subject."""

    ACTIVE = "active"
    PASSIVE = "passive"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The tokens ``[first, last]`` of a cue, the reporting verb in it and its place."""

    first: int
    last: int
    verb: ReportingVerb
    at: int
    voice: Voice


def verb_group(reading: Reading, at: int) -> VerbGroup | None:
    """Return the verb group of the reporting verb at a token; None if it is a noun or an adjective there."""
    verb = next(
        (
            verb
            for verb in reporting_verbs()[reading.words[at]]
            if tuple(reading.words[at + 1 : at + 1 + len(verb.rest)]) == verb.rest
        ),
        None,
    )
    if verb is None or reading.has(at, c.NAME) or _is_chained(reading, at):
        return None
    first, auxiliary = _extend_left(reading, at)
    voice = _voice(reading, at, first, auxiliary, verb)
    if voice is None:
        return None
    last = at + len(verb.rest)
    while (
        reading.has(last + 1, c.ADVERB)
        and reading.word(last + 1).endswith("ly")
        and reading.word(last + 1) not in DEGREES
        and not reading.has(last + 1, c.NAME)
    ):
        last += 1
    return VerbGroup(first, last, verb, at, voice)


def _is_chained(reading: Reading, at: int) -> bool:
    """Return whether a verb belongs to the cue of a later one: “declined to say”."""
    later = at + 2
    chained = reading.word(at) in verb_forms_of("chain") and reading.word(at + 1) == "to"
    return chained and any(
        verb.form & c.BASE and tuple(reading.words[later + 1 : later + 1 + len(verb.rest)]) == verb.rest
        for verb in reporting_verbs().get(reading.word(later), ())
    )


def _extend_left(reading: Reading, at: int) -> tuple[int, int]:
    """Return where the group begins and the token of its last auxiliary before the verb; -1 if it has none."""
    low = max(reading.left_limit(at), at - MOST_BEFORE)
    first, auxiliary, token = at, -1, at - 1
    while token >= low:
        tag, word = reading.tags[token], reading.word(token)
        if tag & c.NAME:
            break
        if tag & c.AUXILIARY:
            first, auxiliary = token, token if auxiliary < 0 else auxiliary
        elif (
            tag & c.NEGATION
            or (word in ("both", "all") and reading.has(token - 1, c.AUXILIARY))
            or (tag & c.ADVERB and word not in TIME_WORDS and _is_adverb_of(reading, token, first))
        ):
            first = token
        elif word == "to" and first == token + 1 and (chain := _chain(reading, token, low)) >= 0:
            first, token = chain, chain
            auxiliary = token if auxiliary < 0 else auxiliary
        else:
            break
        token -= 1
    while (
        first < at
        and reading.has(first, c.ADVERB)
        and not reading.has(first, c.AUXILIARY)
        and reading.word(first) in LINKS
    ):
        first += 1
    return first, auxiliary


def _is_adverb_of(reading: Reading, token: int, first: int) -> bool:
    """Return whether an adverb right before the verb belongs to it, and does not begin the sentence."""
    return token > reading.sentence_first[token] and first == token + 1


def _chain(reading: Reading, to: int, low: int) -> int:
    """Return the first word of a chain such as “went on” before “to say”; -1 if there is none."""
    for token in range(to - 1, max(low, to - 3) - 1, -1):
        if reading.word(token) in verb_forms_of("chain") and not reading.has(token, c.NAME | c.BE):
            return token
        if not reading.has(token, c.PREPOSITION | c.ADVERB):
            return -1
    return -1


def _voice(reading: Reading, at: int, first: int, auxiliary: int, verb: ReportingVerb) -> Voice | None:
    before = first - 1
    contracted = reading.has(before, c.CONTRACTED)
    if auxiliary >= 0 and reading.has(auxiliary, c.BE) and verb.form & c.PARTICIPLE:
        return Voice.PASSIVE
    if auxiliary >= 0 or contracted:
        return Voice.ACTIVE if not (contracted and auxiliary < 0 and verb.form & c.BASE) else None
    if verb.base == "accuse" and verb.form & c.PARTICIPLE and reading.word(at + 1) == "of":
        # "a man accused of fraud"
        return Voice.PASSIVE
    if verb.form & c.ING:
        return None if reading.has(before, c.DETERMINER | c.POSSESSIVE | c.ADJECTIVE) else Voice.PARTICIPLE
    if reading.word(before) == "to":
        return Voice.INFINITIVE
    nominal = reading.has(before, c.DETERMINER | c.POSSESSIVE | c.NUMBER | c.ADJECTIVE)
    if nominal and not reading.has(before, c.SUBJECT | c.OBJECT):
        return Voice.ACTIVE if _stands_for_noun(reading, at, before, verb) else None
    if reading.has(before, c.PREPOSITION) and not reading.has(before, c.ADVERB):
        return None
    if verb.form & (c.PAST | c.PARTICIPLE) or reading.closes_quotation(before):
        return Voice.ACTIVE
    return _present(reading, at, before, verb)


def _stands_for_noun(reading: Reading, at: int, before: int, verb: ReportingVerb) -> bool:
    """Return whether “many”, “two” or “the young” is the subject, and not part of “many reported cases”."""
    if reading.word(before) in QUANTITIES:
        return True
    if reading.has(before, c.DETERMINER | c.POSSESSIVE) or not verb.form & c.PAST:
        return False
    complements = c.DETERMINER | c.SUBJECT | c.POSSESSIVE | c.QUOTE | c.COMMA | c.STOP
    return verb.base in ("say", "tell") or reading.word(at + 1) == "that" or reading.has(at + 1, complements)


def _present(reading: Reading, at: int, before: int, verb: ReportingVerb) -> Voice | None:
    """Return ACTIVE if a form such as “claims” or “claim” is a verb here; None if it is a noun."""
    if verb.base in ("say", "tell", "think", "believe", "argue", "insist", "admit", "deny", "explain"):
        return Voice.ACTIVE
    if verb.form & c.THIRD:
        return (
            Voice.ACTIVE
            if reading.is_singular(before) and reading.starts_object(at + 1 + len(verb.rest))
            else None
        )
    if reading.word(before) == "that":
        # "groups that claim", but not "that claim"
        return Voice.ACTIVE if reading.is_plural(before - 1) else None
    if reading.is_plural(before) or reading.has(before, c.RELATIVE):
        return Voice.ACTIVE
    complements = c.DETERMINER | c.SUBJECT | c.POSSESSIVE | c.QUOTE
    follows = reading.word(at + 1) == "that" or reading.has(at + 1, complements)
    phrase = subject_before(reading, at) if follows and reading.is_nominal(before) else None
    return Voice.ACTIVE if phrase and reading.is_plural(head(reading, phrase)) else None

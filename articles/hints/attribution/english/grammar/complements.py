"""Find what follows a reporting verb: that-clause, quotation, colon, clause, question or infinitive."""

from enum import Enum
from typing import NamedTuple

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.adjuncts import is_medium, time_phrase_end
from articles.hints.attribution.english.grammar.lexicon import listed
from articles.hints.attribution.english.grammar.noun_phrases import begins_phrase, is_relative
from articles.hints.attribution.english.grammar.reading import Reading

# How far the walk over listeners, dates and media goes.
MOST_SKIPPED = 16
CLAUSE_REACH = 24
LONGEST_TITLE = 8
# Words before a number.
APPROXIMATE = frozenset(
    ("about", "around", "over", "under", "up", "more", "at", "nearly", "only", "fewer", "less")
)


class Shape(Enum):
    """The shape of what follows a cue."""

    QUOTATION = "quotation"
    COLON = "colon"
    THAT = "that"
    CLAUSE = "clause"
    QUESTION = "question"
    INFINITIVE = "infinitive"


class Complement(NamedTuple):
    """What follows a cue: its shape, its first token, and whether words were skipped before it."""

    shape: Shape
    first: int
    skipped: bool


def complement(reading: Reading, after: int, listener: bool) -> Complement | None:
    """Return what follows a cue that ends before ``after``, past the person told, dates and the medium.

    ``listener`` tells whether the verb may have the person told as its object.
    """
    token, last = after, reading.sentence_last[after - 1]
    if time_phrase_end(reading, after) > after and (later := _after_adjuncts(reading, after, last)):
        return later
    found = _at(reading, token)
    if found and not (listener and found.shape is Shape.CLAUSE):
        return Complement(found.shape, found.first, False)
    if listener and (start := _after_listener(reading, token, last)) is not None:
        token = start
        if found_after := _at(reading, token):
            return Complement(found_after.shape, found_after.first, True)
    elif found:
        return Complement(found.shape, found.first, False)
    return _after_adjuncts(reading, token, last)


def _at(reading: Reading, token: int) -> Complement | None:
    """Return the complement that begins exactly at a token."""
    if token >= len(reading):
        return None
    word = reading.word(token)
    if reading.opens_quotation(token):
        return Complement(Shape.QUOTATION, token, False)
    if word == ":":
        return Complement(Shape.COLON, token + 1, False) if token + 1 < len(reading) else None
    if word == "," and reading.opens_quotation(token + 1):
        return Complement(Shape.QUOTATION, token + 1, False)
    if word == "that":
        return Complement(Shape.THAT, token, False) if _is_complementizer(reading, token) else None
    if reading.has(token, c.QUESTION) and not reading.has(token, c.NAME):
        return Complement(Shape.QUESTION, token, False)
    if word == "to" and _is_infinitive(reading, token + 1):
        return Complement(Shape.INFINITIVE, token, False)
    if word in ("not", "never") and reading.word(token + 1) == "to":
        return Complement(Shape.INFINITIVE, token, False)
    return Complement(Shape.CLAUSE, token, False) if begins_clause(reading, token) else None


def _is_infinitive(reading: Reading, token: int) -> bool:
    """Return whether a verb follows “to”: one that is known, or a word with an object."""
    if reading.has(token, c.BASE | c.BE | c.HAVE | c.DO | c.ADVERB | c.QUOTE):
        return True
    unknown = token < len(reading) and not reading.tags[token] and not reading.word(token).endswith("s")
    return unknown and reading.has(token + 1, c.DETERMINER | c.POSSESSIVE | c.OBJECT)


def _is_complementizer(reading: Reading, that: int) -> bool:
    """Return whether “that” opens a clause, and is not a pronoun (“said that.”)."""
    after = that + 1
    if after >= len(reading) or reading.sentence_of[after] != reading.sentence_of[that]:
        return False
    if reading.has(after, c.TIME | c.TIME_UNIT) and not begins_clause(reading, after):
        return False
    return not reading.has(after, c.STOP) and reading.word(after) not in (".", ")", "and", "but", "to")


def begins_clause(reading: Reading, token: int) -> bool:
    """Return whether a clause without “that” begins at a token: a noun phrase and its finite verb."""
    if not _begins_noun_phrase(reading, token):
        return False
    if reading.has(token, c.CONTRACTED):
        return True
    last = min(reading.sentence_last[token], token + CLAUSE_REACH)
    infinitive, resumes = False, 0
    for at in range(token + 1, last + 1):
        if at < resumes:
            continue
        if reading.has(at, c.RELATIVE) and reading.has(at - 1, c.COMMA):
            # "the plan, which was old, had failed"
            resumes = next((mark + 1 for mark in range(at, last + 1) if reading.has(mark, c.COMMA)), last + 1)
            continue
        if reading.has(at, c.STOP):
            return False
        infinitive = infinitive or reading.word(at) == "to"
        if reading.is_finite(at) and (reading.has(at, c.AUXILIARY | c.PAST) or not infinitive):
            return True
    return False


def _begins_noun_phrase(reading: Reading, token: int) -> bool:
    tag = reading.tags[token]
    if tag & c.TIME:
        return False
    if is_approximate(reading, token):
        return True
    if tag & (c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.NAME | c.NUMBER | c.ADJECTIVE):
        return True
    if tag & (
        c.PREPOSITION
        | c.CONJUNCTION
        | c.OBJECT
        | c.AUXILIARY
        | c.BOUNDARY
        | c.STOP
        | c.BRACKET_CLOSE
        | c.SIGN
        | c.TIME
    ):
        return False
    if tag & c.SUBORDINATOR:
        return reading.word(token) in ("if", "when", "while", "although", "because")
    return not tag & c.ADVERB or reading.word(token) in ("only", "even", "almost", "just")


def is_approximate(reading: Reading, token: int) -> bool:
    """Return whether a number with “about”, “up to” or “more than” before it begins at a token."""
    if reading.word(token) not in APPROXIMATE:
        return False
    return any(reading.has(at, c.NUMBER) for at in (token + 1, token + 2)) or (
        reading.word(token) in ("about", "around", "nearly")
        and reading.word(token + 1) in ("a", "half", "all")
    )


def _after_listener(reading: Reading, token: int, last: int) -> int | None:
    """Return the token after the person told; None if there is none."""
    if token > last:
        return None
    if reading.has(token, c.OBJECT) and (
        not reading.has(token, c.POSSESSIVE)
        or reading.has(
            token + 1, c.DETERMINER | c.SUBJECT | c.QUOTE | c.STOP | c.COMMA | c.PREPOSITION | c.QUESTION
        )
        or reading.word(token + 1) in ("that", "to", "not")
    ):
        return token + 1
    if reading.word(token) in listed("listeners") and not begins_phrase_inside(reading, token):
        at = token + 1
        return at
    if not (
        reading.is_nominal(token) or reading.has(token, c.DETERMINER | c.POSSESSIVE | c.ADJECTIVE | c.NUMBER)
    ):
        return None
    title = -1
    for at in range(token + 1, min(last, token + MOST_SKIPPED) + 1):
        word = reading.word(at)
        title = max(title, _title_last(reading, at))
        if at <= title:
            continue
        if word in ("that", "to", ":", "whether", "how", "why", "what") or reading.has(at, c.QUOTE | c.COMMA):
            return at
        if reading.has(at, c.STOP):
            return None
        if begins_phrase(reading, at) or time_phrase_end(reading, at) > at or is_medium(reading, at):
            return at
        if reading.word(at - 1) in listed("listeners"):
            return at
        if reading.is_finite(at):
            return None
    return None


def _title_last(reading: Reading, token: int) -> int:
    """Return the last token of a title that begins at a token: told Norland One’s “Sunday Hour” that; -1 for none."""
    if not reading.opens_quotation(token) or not reading.raw[token - 1].endswith(("'s", "’s")):
        return -1
    last = reading.quotation_last(token)
    return last if last - token <= LONGEST_TITLE and last < reading.sentence_last[token] else -1


def begins_phrase_inside(reading: Reading, token: int) -> bool:
    """Return whether a plural noun goes on as a phrase: “members of the council”, “residents and officials”."""
    return reading.word(token + 1) in ("of", "and", "at", "from", "who", "with") or (
        reading.word(token + 1) == "in" and not is_medium(reading, token + 1)
    )


def _after_adjuncts(reading: Reading, token: int, last: int) -> Complement | None:
    """Return the complement after dates, the medium, and other adjuncts."""
    start = token
    for _ in range(5):
        if token > last:
            return None
        if token > start and (found := _at(reading, token)):
            return Complement(found.shape, found.first, True)
        if (after := time_phrase_end(reading, token)) > token:
            token = after
        elif reading.has(token, c.ADVERB) or reading.word(token) in ("more", "all", "so"):
            token += 1
        elif reading.has(token, c.COMMA):
            return _after_comma(reading, token, last)
        elif reading.has(token, c.PREPOSITION) and reading.word(token) != "than":
            end = _after_preposition(reading, token, last)
            if end is None:
                return None
            token = end
        else:
            return None
    return None


def _after_preposition(reading: Reading, token: int, last: int) -> int | None:
    """Return where a phrase such as “in a statement on Monday” ends before that, a quotation, or a new clause."""
    if reading.word(token) == "to" and reading.has(token + 1, c.BASE) and not reading.is_nominal(token + 1):
        return None
    if reading.word(token) == "by" and reading.has(token + 1, c.ING):
        return None
    title = -1
    for at in range(token + 1, min(last, token + MOST_SKIPPED) + 1):
        title = max(title, _title_last(reading, at))
        if at <= title:
            continue
        if (
            reading.word(at) == "that"
            and is_relative(reading, at)
            and "that" in reading.words[at + 1 : last + 1]
        ):
            return next(later for later in range(at + 1, last + 1) if reading.word(later) == "that")
        if reading.word(at) in ("that", ":") or reading.opens_quotation(at) or reading.has(at, c.COMMA):
            return at
        if reading.has(at, c.BRACKET_OPEN):
            title = next(
                (end for end in range(at, at + LONGEST_TITLE) if reading.has(end, c.BRACKET_CLOSE)), at
            )
            continue
        if reading.has(at, c.STOP):
            return None
        if at > token + 1 and (begins_phrase(reading, at) or _clause_after(reading, at, last)):
            return at
        if reading.is_finite(at) and not reading.has(at, c.PARTICIPLE):
            return None
    return None


def _clause_after(reading: Reading, at: int, last: int) -> bool:
    """Return whether a clause begins right after a day or a medium: “said on Monday two men …”."""
    time = reading.has(at - 1, c.TIME) and not reading.has(at, c.TIME | c.PREPOSITION)
    medium = reading.word(at - 1) in listed("media") and reading.word(at) not in listed("media")
    if not (time or medium) or reading.has(at, c.PARTICIPLE) or not begins_clause(reading, at):
        return False
    later = range(at + 1, min(last, at + MOST_SKIPPED) + 1)
    return not any(reading.word(then) in ("that", ":") or reading.opens_quotation(then) for then in later)


def _after_comma(reading: Reading, comma: int, last: int) -> Complement | None:
    """Return the complement after an aside between commas: “said, in a statement, that”."""
    found = _at(reading, comma)
    if found:
        return Complement(found.shape, found.first, True)
    for at in range(comma + 1, min(last, comma + MOST_SKIPPED) + 1):
        if reading.has(at, c.COMMA):
            after = _at(reading, at) or _at(reading, at + 1)
            shapes = (Shape.QUOTATION, Shape.THAT)
            return Complement(after.shape, after.first, True) if after and after.shape in shapes else None
        if reading.has(at, c.STOP | c.QUOTE):
            return None
        if reading.is_finite(at):
            return None
    return None

"""Noun phrases: where they begin and end, and what in them is the head, a participle or a relative clause."""

from typing import NamedTuple

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.adjuncts import time_phrase_end
from articles.hints.attribution.english.grammar.lexicon import listed
from articles.hints.attribution.english.grammar.reading import Reading

# What an apposition begins with, besides names and nouns.
APPOSITIVE = frozenset(("a", "an", "the", "another", "one", "both", "himself", "herself", "of", "jr", "sr"))


class Phrase(NamedTuple):
    """A noun phrase: its tokens from ``first`` to ``last``, and where its core without appositions ends."""

    first: int
    last: int
    core_last: int


def head(reading: Reading, phrase: Phrase) -> int:
    """Return the head noun of a phrase: the last word before its first preposition or mark."""
    result = phrase.first
    for token in range(phrase.first, phrase.core_last + 1):
        if (
            token > phrase.first
            and reading.has(
                token, c.PREPOSITION | c.BOUNDARY | c.STOP | c.RELATIVE | c.PARTICIPLE | c.BRACKET_OPEN
            )
            and not reading.has(token, c.NAME)
        ):
            break
        if reading.is_nominal(token) or reading.has(
            token, c.SUBJECT | c.OBJECT | c.POSSESSIVE | c.DETERMINER
        ):
            result = token
    return result


def begins_phrase(reading: Reading, token: int) -> bool:
    """Return whether a new noun phrase must begin at ``token``, because the word before it ends one."""
    if not reading.has(token, c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.NAME) or (
        reading.raw[token].endswith(("'s", "’s")) and (not reading.has(token, c.NAME))
    ):
        return False
    tag, before = reading.tags[token], token - 1
    if reading.word(before) == "." or reading.has(
        before, c.CONJUNCTION | c.PREPOSITION | c.DETERMINER | c.POSSESSIVE
    ):
        return False
    if reading.has(before, c.TIME):
        return not tag & c.TIME
    if reading.has(before, c.ING) and not reading.has(before, c.NOUN | c.NAME):
        return False
    if tag & c.NAME and not tag & c.TIME:
        lower = reading.raw[before][0].islower()
        return (
            lower
            and reading.is_nominal(before)
            and not reading.has(before, c.ADJECTIVE)
            and not is_office(reading, before)
        )
    return reading.is_nominal(before) or reading.has(before, c.OBJECT | c.NUMBER | c.ADVERB)


def is_office(reading: Reading, token: int) -> bool:
    """Return whether a noun may stand before the name of who holds it: “mayor Lind”, “spokesman Oddvar”."""
    word = reading.word(token).removesuffix("s")
    return word in listed("before_names") or word.endswith(tuple(listed("offices")))


def is_appositive(reading: Reading, token: int) -> bool:
    """Return whether what begins at ``token``, after a comma, may be an apposition: an age, an office, a place."""
    if token >= len(reading) or reading.has(token, c.TIME):
        return False
    tag, word = reading.tags[token], reading.word(token)
    if tag & c.NUMBER or word in APPOSITIVE:
        return True
    if tag & (c.NAME | c.POSSESSIVE):
        return True
    return (reading.is_nominal(token) or bool(tag & c.ADJECTIVE)) and not tag & (
        c.ING | c.SUBJECT | c.OBJECT | c.PAST | c.THIRD
    )


def is_nickname(reading: Reading, token: int) -> bool:
    """Return whether a quotation that ends at a token is part of a name: Mirel “Ox” Oddvar."""
    first = reading.quotation_first(token)
    return token - first <= 4 and reading.has(first - 1, c.NAME) and reading.has(token + 1, c.NAME)


def is_relative(reading: Reading, token: int) -> bool:
    """Return whether “that” follows a noun and is followed by a verb: “the groups that oppose it”."""
    return (
        reading.is_nominal(token - 1)
        and reading.has(token + 1, c.AUXILIARY | c.PAST | c.THIRD | c.BASE)
        and not reading.has(token - 1, c.PAST | c.THIRD | c.TIME)
    )


def is_reduced(reading: Reading, token: int) -> bool:
    """Return whether a form such as “accused” may be a participle after its noun: “a man accused of fraud”."""
    if (
        reading.has(token, c.BASE | c.THIRD)
        and not reading.has(token, c.PAST)
        and reading.has(token + 1, c.PREPOSITION)
    ):
        return True
    if reading.word(token) in listed("naming_participles") and reading.is_nominal(token - 1):
        return True
    return (
        reading.has(token, c.PARTICIPLE)
        and not reading.has(token, c.AUXILIARY)
        and reading.is_nominal(token - 1)
        and (
            reading.has(token + 1, c.PREPOSITION | c.TIME | c.TIME_UNIT)
            or reading.word(token + 1) in ("last", "this", "not")
        )
    )


def relative_before(reading: Reading, low: int, verb: int) -> int:
    """Return the relative pronoun that a verb belongs to; -1 if there is none."""
    for token in range(verb - 1, max(low, verb - 7) - 1, -1):
        tag = reading.tags[token]
        if tag & (c.BOUNDARY | c.STOP):
            return -1
        if (tag & c.RELATIVE or reading.word(token) in ("that", "where")) and reading.is_nominal(token - 1):
            return token
        if token < verb - 1 and reading.is_finite(token) and not tag & c.AUXILIARY:
            return -1
    return -1


def without_trailing_time(reading: Reading, first: int, end: int) -> int:
    """Return the end of a phrase without “on Tuesday” or “last week” at its end."""
    for start in range(max(first + 1, end - 4), end + 1):
        if time_phrase_end(reading, start) == end + 1:
            # "a poll released last week"
            return end if reading.has(start - 1, c.PARTICIPLE) else start - 1
    return end

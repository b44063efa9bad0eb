"""Appositions: what stands between commas after a noun and tells who it is."""

from dataclasses import replace

from articles.hints.attribution.spanish.syntax.phrases import (
    AND,
    LONGEST,
    LONGEST_QUOTATION,
    Phrase,
    is_plain_time,
    past_determiners,
)
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c

MOST = 3
NO_NOUN = (
    c.RELATIVE
    | c.ADVERB
    | c.TIME
    | c.CLITIC
    | c.FINITE
    | c.HAVE
    | c.BE
    | c.GERUND
    | c.INFINITIVE
    | c.PARTICIPLE
)
# Words at which an apposition ends.
ENDING = frozenset(("que", "quien", "quienes", "cuando", "mientras", "donde", "tras", "durante", ")"))
AGES = frozenset(("años", "meses", "año"))


def with_apposition(reading: Reading, phrase: Phrase, end: int, most: int = MOST) -> Phrase:
    """Return a phrase with the appositions after it, ``most`` at most."""
    last = phrase.last
    for _ in range(most):
        start = last + 2
        if start >= end or not reading.has(last + 1, c.COMMA) or not may_be_apposition(reading, start, end):
            break
        stop = apposition_end(reading, start, end)
        if stop is None or (stop == start and not reading.has(start, c.NAME | c.PERSON)):
            break
        last = stop
    return replace(phrase, last=last)


def may_be_apposition(reading: Reading, token: int, end: int) -> bool:
    """Return whether an apposition may begin at a token: a noun, a name, or an age."""
    if reading.level[token] != reading.level[token - 1]:
        return False
    if reading.words[token] == "de" and reading.has(token + 1, c.NUMBER) and reading.word(token + 2) in AGES:
        return True
    if reading.has(token, c.DETERMINER):
        after = past_determiners(reading, token, end)
        noun = reading.has(after, c.CONTENT) and not reading.has(after, c.DETERMINER)
        return (noun or reading.has(after, c.NUMBER)) and not is_plain_time(reading, after)
    if reading.has(token, c.NAME | c.PERSON):
        return True
    return reading.has(token, c.CONTENT) and not reading.has(token, NO_NOUN)


def is_age(reading: Reading, token: int) -> bool:
    """Return whether an age ends at a token: "de 34 años"."""
    return (
        reading.words[token] in AGES and reading.has(token - 1, c.NUMBER) and reading.word(token - 2) == "de"
    )


def apposition_end(reading: Reading, start: int, end: int) -> int | None:
    """Return the last token before the next comma or stop; None if a verb shows that a clause begins there."""
    token, level, verb = start, reading.level[start], c.FINITE | c.HAVE | c.BE
    while token < min(end, start + LONGEST):
        if reading.level[token] != level:
            after = reading.after_quotation(token)
            if after - token > LONGEST_QUOTATION:
                return token - 1
            token = after
            continue
        if reading.has(token, c.COMMA | c.STOP | c.DASH) or reading.words[token] in ENDING:
            return token - 1
        if reading.words[token] in AND and reading.has(token + 1, verb | c.ADVERB):
            return token - 1
        if reading.has(token, verb):
            return None
        token += 1
    return token - 1 if token >= end else None

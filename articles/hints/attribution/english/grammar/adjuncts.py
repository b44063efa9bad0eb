"""Phrases of time and medium, which belong neither to the source nor to what is said."""

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.lexicon import listed
from articles.hints.attribution.english.grammar.reading import Reading


def time_phrase_end(reading: Reading, token: int) -> int:
    """Return the token after the time phrase that begins at a token, such as “on Tuesday”; that token if none does."""
    at, named = token, False
    if reading.word(token) == "that" and not reading.has(token + 1, c.TIME_UNIT | c.TIME):
        return token
    last = min(reading.sentence_last[token], token + 6) if token < len(reading) else -1
    while at <= last:
        if _names_time(reading, at, token):
            named = True
        elif not (
            _goes_on(reading, at) if named else reading.has(at, c.TIME_MODIFIER | c.NUMBER)
        ) or reading.has(at, c.NAME):
            break
        at += 1
    return at if named else token


def _names_time(reading: Reading, at: int, first: int) -> bool:
    """Return whether a token names a time: a day, a month, “week” after “last”, a year after “in”."""
    tag, before = reading.tags[at], reading.tags[at - 1] if at > first else 0
    if tag & c.TIME:
        return True
    if tag & c.TIME_UNIT and before & (c.TIME_MODIFIER | c.NUMBER | c.TIME | c.DETERMINER):
        return True
    word = reading.word(at)
    year = len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")
    return year and reading.word(at - 1) in ("in", "since", "late", "early", "by")


def _goes_on(reading: Reading, at: int) -> bool:
    """Return whether a time phrase goes on after the time itself: “Tuesday night”, “May 4”, “three days ago”."""
    day = len(reading.word(at)) in (1, 2, 4) and reading.word(at).isdecimal() and reading.has(at - 1, c.TIME)
    return day or reading.has(at, c.TIME_UNIT) or reading.word(at) in ("ago", "later", "earlier")


def is_medium(reading: Reading, token: int) -> bool:
    """Return whether a preposition begins a phrase such as “in a statement” or “at a news conference”."""
    if reading.word(token) not in ("in", "at", "on", "during", "by", "through", "over", "via", "to", "under"):
        return False
    for at in range(token + 1, min(token + 7, reading.sentence_last[token] + 1)):
        if reading.word(at) in listed("media"):
            return True
        if reading.has(at, c.BOUNDARY | c.STOP | c.PREPOSITION | c.AUXILIARY):
            return False
    return False

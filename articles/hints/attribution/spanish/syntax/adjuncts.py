"""Times, places and people told, which stand between a verb and what it reports."""

from articles.hints.attribution.spanish.syntax.phrases import phrase_at
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c

REACH, YEAR = 18, 4
# Where something is said, not what.
MEDIA = frozenset(
    [
        "declaraciones",
        "entrevista",
        "rueda",
        "conferencia",
        "comunicado",
        "diálogo",
        "conversación",
        "mensaje",
        "redes",
        "red",
        "twitter",
        "carta",
        "nota",
        "programa",
        "intervención",
        "discurso",
        "radio",
        "televisión",
        "cadena",
    ]
)
LAST = frozenset(("pasado", "pasada", "mismo", "misma", "próximo", "próxima", "último", "última"))
BEFORE_TIMES = frozenset(("por", "en", "durante", "a", "desde"))


def names_medium(reading: Reading, at: int) -> bool:
    """Return whether a preposition begins "en declaraciones a la radio" and the like."""
    return any(reading.word(token) in MEDIA for token in range(at + 1, at + 4))


def after_time(reading: Reading, at: int, end: int) -> int:
    """Return the token after adverbs and a time that begin here: "ayer", "este lunes", "el 3 de mayo"."""
    while at < end and reading.has(at, c.ADVERB) and reading.words[at] != "no":
        at += 1
    if at >= end:
        return at
    start = token = at + (reading.words[at] in BEFORE_TIMES)
    while token < min(end, start + 3) and (reading.has(token, c.DETERMINER) or reading.word(token) in LAST):
        token += 1
        if reading.has(token - 1, c.NUMBER):
            break
    numbered = token > start and reading.has(token - 1, c.NUMBER)
    month = numbered and reading.word(token) == "de" and reading.has(token + 1, c.TIME)
    if token >= end or not (reading.has(token, c.TIME) or month):
        year = numbered and token == start + 1 and at < start and len(reading.words[start]) == YEAR
        return token if year else at
    while token < end and _goes_on(reading, token):
        token += 1
    return token


def _goes_on(reading: Reading, token: int) -> bool:
    """Return whether a time goes on with a token: "de mayo", "por la tarde", "pasado"."""
    if reading.has(token, c.TIME | c.NUMBER) or reading.words[token] in LAST:
        return True
    if reading.words[token] in ("de", "por", "del"):
        return reading.has(token + 1, c.TIME | c.NUMBER) or reading.has(token + 2, c.TIME)
    return reading.words[token - 1] in ("por", "del", "de") and reading.has(token, c.DETERMINER)


def after_prepositional(reading: Reading, at: int, end: int) -> int | None:
    """Return the token after a preposition and its phrase: "a los periodistas", "en rueda de prensa"."""
    start = at + (3 if (reading.words[at], reading.word(at + 1)) == ("a", "través") else 1)
    if start < end and reading.has(start, c.INFINITIVE):
        start += 1
    if start >= end:
        return None
    phrase = phrase_at(reading, start, end)
    if phrase:
        return phrase.last + 1
    return bare_end(reading, start, end) + 1 if reading.has(start, c.CONTENT) else None


def bare_end(reading: Reading, start: int, end: int) -> int:
    """Return the last token of a phrase without article: "rueda de prensa"."""
    token = start
    while token + 1 < min(end, start + REACH):
        after, joins = token + 1, reading.words[token] in ("de", "del")
        if reading.words[after] in ("de", "del", "y"):
            goes_on = reading.has(after + 1, c.CONTENT | c.DETERMINER)
        else:
            goes_on = reading.has(after, c.CONTENT) or (joins and reading.has(after, c.DETERMINER))
        if not goes_on:
            break
        token = after
    return token

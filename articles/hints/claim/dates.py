"""Dates: years, months, days of the week."""

from collections.abc import Iterator, Sequence

from articles.hints.claim.numbers import is_year
from articles.hints.claim.rules import ClaimRules
from articles.hints.document import Document
from articles.hints.sentences.signal import Signal

DATE, EVENT = "date", "event"
# Words before a name of a month or the like that may belong to the date: "on 3 May", "el 3 de mayo".
MOST_BEFORE = 3
WITH_FIGURE = 1.5


def dates(document: Document, words: Sequence[str], rules: ClaimRules) -> Iterator[Signal]:
    """Return the dates, with the prepositions before them and the numbers around them."""
    token = 0
    while token < len(words):
        weight = _weight(document, words, token, rules)
        if not weight:
            token += 1
            continue
        first = last = token
        start = max(0, token - MOST_BEFORE)
        while first > start and (words[first - 1] in rules.before_dates or _is_day(words[first - 1])):
            first -= 1
            if _is_day(words[first]):
                weight = WITH_FIGURE
        while last + 1 < len(words) and _goes_on(document, words, last + 1, rules):
            last += 1
            weight = max(weight, WITH_FIGURE if words[last][:1].isdecimal() else 1.0)
        yield Signal(DATE, EVENT, weight, first, last)
        token = last + 1


def _weight(document: Document, words: Sequence[str], token: int, rules: ClaimRules) -> float:
    word = words[token]
    if word in rules.months:
        near = words[max(0, token - 1)], words[min(token + 1, len(words) - 1)]
        if any(_is_day(other) or is_year(other) for other in near):
            return WITH_FIGURE
        return 1.0 if near[0] in rules.before_dates and _is_name_of_month(document, token) else 0.0
    if word in rules.weekdays:
        return 1.0
    return WITH_FIGURE if is_year(word) and token > 0 and words[token - 1] in rules.before_dates else 0.0


def _goes_on(document: Document, words: Sequence[str], token: int, rules: ClaimRules) -> bool:
    word = words[token]
    if _is_day(word) or is_year(word) or word in rules.months:
        return True
    # "March 18, 2020", "18 de marzo de 2020" and "between 2016 and 2018".
    is_joint = word in (",", "de", "del", "and", "y")
    return (
        is_joint
        and token + 1 < len(words)
        and (is_year(words[token + 1]) or words[token + 1] in rules.months)
    )


def _is_day(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2


def _is_name_of_month(document: Document, token: int) -> bool:
    """Return whether "may" is a month; in English months have a capital."""
    return document.language != "en" or document.is_capitalized(token)

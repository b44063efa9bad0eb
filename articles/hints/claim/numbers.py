"""Numbers with a unit, percentages and sums of money."""

from collections.abc import Iterator, Sequence

from articles.hints.claim.rules import NumberWords
from articles.hints.document import Document
from articles.hints.sentences.signal import Signal

NUMBER = "number"
# So many words may stand between a number and its unit: "11 new wooden bridges".
BETWEEN = 2
# Endings of words that are no plurals: "across", "famous", "crisis".
NO_PLURALS = ("ss", "us", "is")
LIKELY_YEARS = range(1500, 2100)


def numbers(document: Document, words: Sequence[str], listed: NumberWords) -> Iterator[Signal]:
    """Return the numbers that count or measure something."""
    token = 0
    while token < len(words):
        first, weight = token, _weight(words[token], listed)
        token += 1
        if not weight:
            continue
        while token < len(words) and (words[token] in listed.magnitudes or _weight(words[token], listed)):
            weight, token = 2.0, token + 1
        if (last := _unit(document, words, first, token, listed)) is not None:
            has_sign = first > 0 and words[first - 1] in listed.signs
            yield Signal(NUMBER, NUMBER, weight, first - has_sign, last)
            token = last + 1


def _weight(word: str, listed: NumberWords) -> float:
    first = word.partition("-")[0]
    if word[:1].isdecimal() or first in listed.large:
        return 2.0
    return 1.0 if first in listed.small else 0.0


def _unit(
    document: Document, words: Sequence[str], first: int, after: int, listed: NumberWords
) -> int | None:
    """Return the last token of a number with its unit; None if it has no unit."""
    if first > 0 and words[first - 1] in listed.signs:
        return after - 1
    if after < len(words) and words[after] in listed.signs:
        return after
    for phrase in listed.percent:
        if tuple(words[after : after + len(phrase)]) == phrase:
            return after + len(phrase) - 1
    if after == first + 1 and is_year(words[first]):
        return None
    for token in range(after, min(after + BETWEEN + 1, len(words))):
        is_same = document.sentence_of[token] == document.sentence_of[first]
        if not is_same or not words[token] or not document.is_word(token):
            break
        if _is_unit(document, token, words[token], listed):
            return token
    return None


def _is_unit(document: Document, token: int, word: str, listed: NumberWords) -> bool:
    if word in listed.currencies or word in listed.units:
        return True
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(NO_PLURALS)
    is_plural = is_plural and word not in listed.not_units
    return is_plural and not document.is_capitalized(token)


def is_year(word: str) -> bool:
    """Return whether a number is likely to be a year."""
    return word.isdecimal() and len(word) == 4 and int(word) in LIKELY_YEARS

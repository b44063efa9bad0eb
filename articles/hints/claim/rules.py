"""The word list of claims, ready for use."""

from dataclasses import dataclass
from functools import cache

from articles.hints.sentences.patterns import Patterns
from articles.hints.words import word_list

NEVER, RELATIVE_DATE = "never", "relative date"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words in and around numbers."""

    large: frozenset[str]
    small: frozenset[str]
    magnitudes: frozenset[str]
    currencies: frozenset[str]
    signs: frozenset[str]
    units: frozenset[str]
    not_units: frozenset[str]
    percent: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """What the list says: code and weight of each group, where its words are, and the words of numbers and dates."""

    groups: dict[str, tuple[str, float]]
    patterns: Patterns
    numbers: NumberWords
    months: frozenset[str]
    weekdays: frozenset[str]
    before_dates: frozenset[str]
    trailing: frozenset[str]
    past: frozenset[str]
    past_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    not_future: frozenset[str]


@cache
def claim_rules(language: str) -> ClaimRules:
    """Return the rules for a language."""
    content = word_list(language, "claims")
    groups, dates = content["groups"], content["dates"]
    listed = {name: table["words"] for name, table in groups.items()}
    phrases = {NEVER: content[NEVER]["words"], RELATIVE_DATE: dates["relative"]}
    return ClaimRules(
        groups={name: (table["code"], table["weight"]) for name, table in groups.items()},
        patterns=Patterns(phrases | listed, content["traps"]["words"]),
        numbers=_number_words(content["numbers"]),
        months=frozenset(dates["months"]),
        weekdays=frozenset(dates["weekdays"]),
        before_dates=frozenset(dates["before"]),
        trailing=frozenset(content["trailing"]["words"]),
        past=frozenset(content["past"]["words"]),
        past_endings=tuple(content["past"]["endings"]),
        future_endings=tuple(content[NEVER]["endings"]),
        not_future=frozenset(content[NEVER]["not_endings"]),
    )


def _number_words(lists: dict[str, list[str]]) -> NumberWords:
    percent = tuple(tuple(phrase.split()) for phrase in lists["percent"])
    return NumberWords(
        percent=percent, **{name: frozenset(words) for name, words in lists.items() if name != "percent"}
    )

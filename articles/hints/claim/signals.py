"""The signs of a claim that stand in the writer's own words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.hints.claim.dates import DATE, dates
from articles.hints.claim.numbers import NUMBER, numbers
from articles.hints.claim.rules import NEVER, RELATIVE_DATE, ClaimRules, claim_rules
from articles.hints.document import Document
from articles.hints.sentences.signal import Signal

# So many words are shown with a sign: before a date, after a sign of another kind. A number is whole.
BEFORE, AFTER = 2, 4


def claim_signals(document: Document, words: list[str]) -> dict[int, list[Signal]]:
    """Return the signs of each sentence in ``words``, by its number. One of the group ``NEVER`` speaks against it."""
    rules = claim_rules(document.language)
    result: dict[int, list[Signal]] = {}
    for signal in (
        *numbers(document, words, rules.numbers),
        *dates(document, words, rules),
        *_listed(document, words, rules),
    ):
        result.setdefault(document.sentence_of[signal.first], []).append(signal)
    return result


def _listed(document: Document, words: list[str], rules: ClaimRules) -> Iterator[Signal]:
    for match in rules.patterns.find(document, words):
        if match.group == NEVER:
            if _is_month(document, words[match.first], match.first, rules):
                continue
            yield Signal(NEVER, "", 0.0, match.first, match.last)
        elif match.group == RELATIVE_DATE:
            yield Signal(DATE, "event", 1.0, match.first, match.last)
        else:
            code, weight = rules.groups[match.group]
            yield Signal(match.group, code, weight, match.first, match.last)


def _is_month(document: Document, word: str, token: int, rules: ClaimRules) -> bool:
    """Return whether a word such as "may" is the month, which has a capital."""
    return word in rules.months and document.is_capitalized(token) and not document.starts_sentence(token)


def is_past(document: Document, words: list[str], tokens: Iterable[int]) -> bool:
    """Return whether one of the words is a verb in the past, as far as endings tell."""
    rules = claim_rules(document.language)
    return any(words[token] in rules.past or words[token].endswith(rules.past_endings) for token in tokens)


def is_future(document: Document, words: list[str], tokens: range) -> bool:
    """Return whether a word of the sentence has the ending of a future or conditional."""
    rules = claim_rules(document.language)
    return any(
        words[token].endswith(rules.future_endings)
        and words[token] not in rules.not_future
        and not document.is_capitalized(token)
        for token in tokens
    )


def with_words_around(document: Document, words: list[str], signal: Signal) -> Signal:
    """Return the sign with a few words around it, so that its reason tells what it is about."""
    if signal.group == NUMBER:
        return signal
    if signal.group == DATE:
        return replace(signal, first=_first_before(document, words, signal.first))
    rules = claim_rules(document.language)
    trailing = rules.trailing | rules.numbers.small
    last = signal.last
    for token in range(signal.last + 1, min(signal.last + 1 + AFTER, len(words))):
        is_same = document.sentence_of[token] == document.sentence_of[signal.last]
        if not is_same or not words[token] or not document.is_word(token):
            break
        if words[token] not in trailing and not _is_cut_off(document, words, token):
            last = token
    return replace(signal, last=last)


def _is_cut_off(document: Document, words: list[str], token: int) -> bool:
    """Return whether a number goes on with the next word: "on 1 September"."""
    after = token + 1
    return words[token].isdigit() and after < len(words) and bool(words[after]) and document.is_word(after)


def _first_before(document: Document, words: list[str], token: int) -> int:
    """Return the first of a few words before ``token`` in its sentence."""
    trailing = claim_rules(document.language).trailing
    first = token
    for before in range(token - 1, max(-1, token - 1 - BEFORE), -1):
        is_same = document.sentence_of[before] == document.sentence_of[token]
        if not is_same or not words[before] or not document.is_word(before):
            break
        if words[before] not in trailing:
            first = before
    return first

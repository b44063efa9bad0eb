"""Which hints a reader sees first: unfiltered rules give more than anybody reads."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from articles.hints.hint import Hint

MOST_PER_1000_WORDS = 15
# Of the reasons for allegations, those that ask for more than who is speaking come first, in this order.
TELLING = ("no-source", "cue-distance", "cue-vouch", "document")


def first_hints(hints: Sequence[Hint], words: int) -> tuple[Hint, ...]:
    """Return the hints to show before anybody asks for more, sorted by start.

    They are sure, at most ``MOST_PER_1000_WORDS`` (one at least), of each kind in turn, and within a kind of each
    reason in turn, so that the many that are alike ("said") do not push out the rest. The same sentence comes a second
    time only after all others.
    """
    new: dict[str, Hint] = {}
    repeated = []
    for hint in sorted(hints, key=lambda hint: (_place(hint), -hint.strength)):
        if hint.sure and new.setdefault(hint.reason, hint) is not hint:
            repeated.append(hint)
    most = max(1, words * MOST_PER_1000_WORDS // 1000)
    turns = [*_by_kind(new.values()), *_by_kind(repeated)]
    return tuple(sorted(turns[:most], key=lambda hint: (hint.start, hint.end, hint.tag, hint.reason.code)))


def _by_kind(hints: Iterable[Hint]) -> list[Hint]:
    """Return hints of each kind in turn, and within a kind of each reason in turn."""
    rows: dict[str, dict[str, list[Hint]]] = {}
    for hint in hints:
        rows.setdefault(hint.kind, {}).setdefault(hint.reason.code, []).append(hint)
    return _in_turn(_in_turn(rows[kind].values()) for kind in sorted(rows))


def _place(hint: Hint) -> int:
    """Return the place of the reason among the telling ones; the others come after them."""
    code = hint.reason.code
    return TELLING.index(code) if code in TELLING else len(TELLING)


def _in_turn(rows: Iterable[Iterable[Hint]]) -> list[Hint]:
    """Return the first of every row, then the second of every row, and so on."""
    return [hint for turn in zip_longest(*rows) for hint in turn if hint]

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
    reason in turn, so that the many that are alike ("said") do not push out the rest.
    """
    by_kind: dict[str, dict[str, list[Hint]]] = {}
    for hint in sorted(hints, key=lambda hint: (_place(hint), -hint.strength)):
        if hint.sure:
            by_kind.setdefault(hint.kind, {}).setdefault(hint.reason.code, []).append(hint)
    most = max(1, words * MOST_PER_1000_WORDS // 1000)
    turns = _in_turn(_in_turn(by_kind[kind].values()) for kind in sorted(by_kind))
    return tuple(sorted(turns[:most], key=lambda hint: (hint.start, hint.end, hint.tag, hint.reason.code)))


def _place(hint: Hint) -> int:
    """Return the place of the reason among the telling ones; the others come after them."""
    code = hint.reason.code
    return TELLING.index(code) if code in TELLING else len(TELLING)


def _in_turn(rows: Iterable[Iterable[Hint]]) -> list[Hint]:
    """Return the first of every row, then the second of every row, and so on."""
    return [hint for turn in zip_longest(*rows) for hint in turn if hint]

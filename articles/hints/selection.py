"""Which hints a reader sees first: unfiltered rules give more than anybody reads."""

from collections.abc import Sequence
from itertools import zip_longest

from articles.hints.hint import Hint

MOST_PER_1000_WORDS = 15


def first_hints(hints: Sequence[Hint], words: int) -> tuple[Hint, ...]:
    """Return the hints to show before anybody asks for more, sorted by start.

    They are sure, at most ``MOST_PER_1000_WORDS`` (one at least), and the strongest of each kind in turn.
    """
    by_kind: dict[str, list[Hint]] = {}
    for hint in sorted(hints, key=lambda hint: -hint.strength):
        if hint.sure:
            by_kind.setdefault(hint.kind, []).append(hint)
    most = max(1, words * MOST_PER_1000_WORDS // 1000)
    turns = [
        hint for turn in zip_longest(*(by_kind[kind] for kind in sorted(by_kind))) for hint in turn if hint
    ]
    return tuple(sorted(turns[:most], key=lambda hint: (hint.start, hint.end, hint.tag, hint.reason.code)))

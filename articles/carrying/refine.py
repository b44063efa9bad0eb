"""Make an edit script finer: what an edit says anew in the same words does not count as changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from rapidfuzz.distance import Indel

from articles.editing.text_edit import TextEdit

# Pairs of parts that all comparisons may take together, which is about a second of work, and one of them
# alone, which is some 50 MB of memory.
MAX_PAIRS, MAX_PAIRS_AT_ONCE = 8_000_000_000, 400_000_000
Split = Callable[[str], Sequence[str]]


def split_lines(text: str) -> Sequence[str]:
    """Return the lines of a text, each with its end."""
    return text.splitlines(keepends=True)


def split_words(text: str) -> Sequence[str]:
    """Return runs of letters and digits, and each other character by itself."""
    return [
        part
        for is_word, run in groupby(text, str.isalnum)
        for part in (["".join(run)] if is_word else list(run))
    ]


LEVELS: tuple[Split, ...] = (split_lines, split_words, list)


@dataclass
class Budget:
    """How many pairs of parts may still be compared. Scripts that are refined for one request share one."""

    pairs: int = MAX_PAIRS


def refine_edits(text: str, edits: Sequence[TextEdit], budget: Budget | None = None) -> tuple[TextEdit, ...]:
    """Return edits with the same result that leave alone the lines, then words, then letters both sides share.

    The time is limited: beyond the ``budget`` edits stay as they are.
    """
    budget = budget or Budget()
    fine: list[TextEdit] = []
    for edit in edits:
        fine += _refine(edit.start, text[edit.start : edit.end], edit.replacement, LEVELS, budget)
    return tuple(fine)


def _refine(start: int, old: str, new: str, levels: Sequence[Split], budget: Budget) -> Iterator[TextEdit]:
    if not old or not new or not levels:
        yield TextEdit(start, start + len(old), new)
        return
    split, *finer = levels
    old_parts, new_parts = split(old), split(new)
    pairs = len(old_parts) * len(new_parts)
    if pairs > min(budget.pairs, MAX_PAIRS_AT_ONCE):
        yield TextEdit(start, start + len(old), new)
        return
    budget.pairs -= pairs
    old_at, new_at = (list(accumulate(map(len, parts), initial=0)) for parts in (old_parts, new_parts))
    for old_from, old_to, new_from, new_to in _changed(old_parts, new_parts):
        removed = old[old_at[old_from] : old_at[old_to]]
        inserted = new[new_at[new_from] : new_at[new_to]]
        yield from _refine(start + old_at[old_from], removed, inserted, finer, budget)


def _changed(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return ``(old_from, old_to, new_from, new_to)`` of each run of parts that is not in both."""
    runs: list[tuple[int, int, int, int]] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        if runs and runs[-1][1] == code.src_start and runs[-1][3] == code.dest_start:
            runs[-1] = (runs[-1][0], code.src_end, runs[-1][2], code.dest_end)
        else:
            runs.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
    return runs

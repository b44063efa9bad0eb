"""Find running heads of scans: what is read a little differently, and stands a little elsewhere, on each page."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import islice

from articles.parsing.pdf.line import Line, rows

# Rows from the top and the foot of a page that are looked at, and the letters of each.
DEPTH, MAX_LETTERS = 2, 120
MIN_LETTERS, ALIKE = 6, 0.85
# A running head may be on every other page only.
REACH = 2


def running_heads(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Return the lines at the edges of the pages that are nearly the same as on one of the pages before or after."""
    edges = [_edges(page) for page in pages]
    found: set[Line] = set()
    for number, page in enumerate(edges):
        for other in edges[number + 1 : number + 1 + REACH]:
            for at_top, letters, row in page:
                for other_at_top, other_letters, other_row in other:
                    if at_top == other_at_top and _alike(letters, other_letters):
                        found.update(row, other_row)
    return found


def _edges(page: Sequence[Line]) -> list[tuple[bool, str, list[Line]]]:
    """Return (is at the top, letters, lines) of the outermost rows."""
    all_rows = list(rows(page))
    if len(all_rows) <= 2 * DEPTH:
        return []
    outermost = [(True, row) for row in islice(all_rows, DEPTH)]
    outermost += [(False, row) for row in islice(reversed(all_rows), DEPTH)]
    return [(at_top, _letters(row), row) for at_top, row in outermost]


def _letters(row: Sequence[Line]) -> str:
    text = "".join(line.text for line in row)[: 2 * MAX_LETTERS]
    return "".join(filter(str.isalpha, text))[:MAX_LETTERS].casefold()


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < MIN_LETTERS:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > ALIKE

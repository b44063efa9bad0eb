"""The reading order of a page: columns one after the other, in bands between the lines that span them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from articles.parsing.pdf.line import Line, merged, rows, usual_height

MIN_LINES = 3
MAX_CANDIDATES = 12
# In heights of a line: the least width of a gutter, an indent, the least usual width of a column, and how far lines
# beside each other may be from the same height.
GUTTER, INDENT, COLUMN, BESIDE = 0.4, 3.0, 4.5, 0.8

# The least part of a row that has text on it, even if it is justified.
FILLED = 0.6

Band = list[list[Line]]


def bands(pieces: Sequence[Line]) -> list[Band]:
    """Return the bands of the page from the top, each with the lines of its columns in reading order.

    Pieces of one line are joined unless a gutter lies between them.
    """
    gutters = _gutters(pieces)
    if not gutters:
        return [[_joined_rows(pieces)]]
    result: list[Band] = []
    spans_before = None
    for piece in (piece for row in rows(pieces) for piece in row):
        spans = any(piece.left < gutter - 1 and piece.right > gutter + 1 for gutter in gutters)
        if spans != spans_before:
            result.append([[] for _ in range(1 if spans else len(gutters) + 1)])
            spans_before = spans
        column = 0 if spans else bisect_left(gutters, piece.left + 1)
        result[-1][column].append(piece)
    return [[lines for column in band if (lines := _joined_rows(column))] for band in result]


def columns_in_order(lines: Iterable[Line]) -> Band:
    """Return lines that are in reading order as columns: one ends where the next line stands higher on the page."""
    columns: Band = []
    last = None
    for line in lines:
        if last is None or line.baseline >= last.baseline:
            columns.append([])
        columns[-1].append(line)
        last = line
    return columns


def _joined_rows(column: Iterable[Line]) -> list[Line]:
    return [line for row in rows(column) for line in merged(row)]


def _gutters(pieces: Sequence[Line]) -> list[float]:
    """Return where columns begin, apart from the first: places that no line crosses beside which text stands."""
    if len(pieces) < 2 * MIN_LINES:
        return []
    height = usual_height(pieces)
    lefts = Counter(round(piece.left / 2) for piece in pieces)
    gutters: list[float] = []
    for place, _ in lefts.most_common(MAX_CANDIDATES):
        left = 2.0 * place - 3
        far = all(abs(left - other) > COLUMN * height for other in gutters)
        if far and _begins_column(left, pieces, height):
            gutters.append(left)
    return sorted(gutters)


def _begins_column(gutter: float, pieces: Sequence[Line], height: float) -> bool:
    """Return whether lines that begin here stand beside lines that end before, as in columns, not as in a table."""
    # Text may be a little wider than its font says.
    before = [n for n, piece in enumerate(pieces) if piece.right <= gutter + 3 - GUTTER * height]
    beyond = [n for n, piece in enumerate(pieces) if gutter <= piece.left < gutter + INDENT * height]
    pairs = list(_neighbours(before, beyond, pieces, height))
    # Most lines begin at the same place; words of justified lines do by chance.
    exact = sum(pieces[n].left < gutter + 6 for _, n in pairs)
    # A short last column is known by having been drawn after the others.
    later = (
        bool(pairs) and len(before) >= MIN_LINES and all(right - left > MIN_LINES for left, right in pairs)
    )
    if exact < max(1 if later else MIN_LINES, len(pairs) / 2):
        return False
    beside = [pieces[n] for _, n in pairs]
    top, bottom = max(line.top for line in beside), min(line.bottom for line in beside)
    crossing = sum(
        piece.left < gutter < piece.right - 1 and bottom < piece.baseline < top for piece in pieces
    )
    if crossing > len(pairs) / 3:
        return False
    # The cells of a table are short, unless they were drawn one below the other.
    apart = sum(abs(first - second) > 1 for first, second in pairs)
    if apart > len(pairs) / 2:
        return True
    left_rows = {round(pieces[n].baseline) for n, _ in pairs}
    right_rows = {round(piece.baseline) for piece in beside}
    return _are_text(left_rows, (pieces[n] for n in before), height) and _are_text(
        right_rows, (piece for piece in pieces if piece.left >= gutter), height
    )


def _are_text(rows_: set[int], pieces: Iterable[Line], height: float) -> bool:
    """Return whether the rows are as long as those of a column, and have no gaps as between cells."""
    found: dict[int, list[Line]] = {}
    for piece in pieces:
        if round(piece.baseline) in rows_:
            found.setdefault(round(piece.baseline), []).append(piece)
    printed = [sum(piece.right - piece.left for piece in row) for row in found.values()]
    filled = [
        ink / max(max(piece.right for piece in row) - min(piece.left for piece in row), 1)
        for ink, row in zip(printed, found.values(), strict=True)
    ]
    return bool(printed) and median(printed) > COLUMN * height and median(filled) > FILLED


def _neighbours(
    lefts: Iterable[int], rights: Iterable[int], pieces: Sequence[Line], height: float
) -> Iterator[tuple[int, int]]:
    """Yield those of ``rights`` that have one of ``lefts`` at about the same height of the page, after that."""
    order = sorted(lefts, key=lambda n: (pieces[n].baseline, -pieces[n].right))
    baselines = [pieces[n].baseline for n in order]
    for right in rights:
        at = bisect_left(baselines, pieces[right].baseline - BESIDE * height)
        if at < len(order) and baselines[at] < pieces[right].baseline + BESIDE * height:
            yield order[at], right

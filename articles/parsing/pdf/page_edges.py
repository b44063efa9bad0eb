"""What is printed at the top and foot of pages beside the article: running heads, page numbers, a browser's lines."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.parsing.pdf.line import Line, rows, usual_height
from web.i18n.lazy_message import Message

RUNNING_HEAD = Message("repeated at the edge of pages")
PAGE_NUMBER = Message("page number")
BROWSER = Message("printed by the browser")

# Rows from the edge of a page that are looked at.
DEPTH = 3
NUMBER = re.compile(r"\d+")
ADDRESS = re.compile(r"(?:https?://|file:///|www\.)\S+|about:blank", re.IGNORECASE)
OF_PAGES = re.compile(r"(?:^|\s)(\d{1,4})(?:/| of | von | de | sur | di )(\d{1,4})(?=\s|$)")
PRINTED_AT = re.compile(
    r"(?:^|\s)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}),?\s+\d{1,2}[:.]\d\d(?!\d)"
)
BARE_NUMBER = re.compile(
    r"(?:(?:page|seite|página|pág\.|p\.)\s*)?(?:[–—-]\s*)?\d{1,4}(?:\s*[–—-])?", re.IGNORECASE
)


class Edge(NamedTuple):
    """A row at the edge of a page that is not part of the article."""

    lines: list[Line]
    reason: Message
    at_top: bool


class _Row(NamedTuple):
    lines: list[Line]
    text: str
    place: int
    separate: bool
    at_top: bool
    page: int

    @property
    def key(self) -> tuple[str, int]:
        return NUMBER.sub("#", self.text), self.place

    @property
    def first_page(self) -> tuple[int, int]:
        """Return which number the first page has if this row is the number of its page, and where it stands."""
        number = NUMBER.search(self.text)
        return int(number[0][:9]) - self.page if number else 0, self.place


def edges(pages: Sequence[Sequence[Line]], running: Container[Line] = frozenset()) -> list[list[Edge]]:
    """Return what is not part of the article at the edges of each page, from the top.

    ``running`` are lines that are known to be repeated on several pages.
    """
    found = [list(_edge_rows(number, page)) for number, page in enumerate(pages)]
    repeated = Counter(key for page in found for key in {row.key for row in page if row.separate})
    numbered = Counter(row.first_page for page in found for row in page if BARE_NUMBER.fullmatch(row.text))
    return [list(_edges(page, repeated, numbered, running, len(pages))) for page in found]


def _edges(
    page: Sequence[_Row],
    repeated: Counter[tuple[str, int]],
    numbered: Counter[tuple[int, int]],
    running: Container[Line],
    pages: int,
) -> Iterator[Edge]:
    browser = _is_printed_by_browser(page, pages)
    for at_top in (True, False):
        side: list[Edge] = []
        for row in (row for row in page if row.at_top == at_top):
            reason = _reason(row, browser, repeated, pages)
            # Page numbers may stand as near to the text as any line.
            if not reason and not side and BARE_NUMBER.fullmatch(row.text) and numbered[row.first_page] > 1:
                reason = PAGE_NUMBER
            if not reason and any(line in running for line in row.lines):
                reason = RUNNING_HEAD
            # Text above a running head is one as well, or the line is no running head.
            if not reason:
                break
            side.append(Edge(row.lines, reason, at_top))
        yield from side if at_top else reversed(side)


def _reason(row: _Row, browser: bool, repeated: Counter[tuple[str, int]], pages: int) -> Message | None:
    if browser and (PRINTED_AT.search(row.text) or ADDRESS.search(row.text) or OF_PAGES.search(row.text)):
        return BROWSER
    if not row.separate:
        return None
    if BARE_NUMBER.fullmatch(row.text) or _counts_pages(row, pages):
        return PAGE_NUMBER if pages > 1 or not row.at_top else None
    return RUNNING_HEAD if repeated[row.key] > 1 else None


def _is_printed_by_browser(rows_: Sequence[_Row], pages: int) -> bool:
    """Return whether two of these stand at the edges: the time of printing, the address, "page n of all"."""
    address = any(ADDRESS.search(row.text) for row in rows_)
    printed = any(PRINTED_AT.search(row.text) for row in rows_)
    counted = any(_counts_pages(row, pages) for row in rows_)
    return address + printed + counted > 1


def _counts_pages(row: _Row, pages: int) -> bool:
    match = OF_PAGES.search(row.text)
    return bool(match and int(match[1]) == row.page + 1 and int(match[2]) >= pages and len(row.text) < 200)


def _edge_rows(number: int, page: Sequence[Line]) -> Iterator[_Row]:
    """Yield the outermost rows, from the top inwards, then from the foot inwards."""
    all_rows = list(rows(page))
    height = usual_height(page)
    usual_step = 1.35 * min(_step(all_rows), 2 * height)
    for at_top in (True, False):
        side = all_rows if at_top else all_rows[::-1]
        for row, inner in pairwise(side[: DEPTH + 1]):
            size = max(line.height for line in row)
            gap = abs(row[0].baseline - inner[0].baseline)
            other_size = abs(size - max(line.height for line in inner)) > 0.15 * size and gap > 0.9 * size
            text = " ".join(line.text for line in row)
            separate = gap > usual_step or other_size
            # A headline is larger than the text; it may also be repeated.
            if size < 1.5 * height:
                yield _Row(row, text, round(row[0].baseline / 4), separate, at_top, number)


def _step(all_rows: Sequence[Sequence[Line]]) -> float:
    steps = sorted(upper[0].baseline - lower[0].baseline for upper, lower in pairwise(all_rows))
    return steps[(len(steps) - 1) // 2] if steps else 0.0

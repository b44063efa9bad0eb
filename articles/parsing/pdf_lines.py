"""Join the lines of PDF pages into paragraphs, by their gaps, indents, sizes and last words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

HYPHENS = "\ufffe\x02\xad-"
SENTENCE_END = re.compile(r"[.!?:…]['\"”’»)\]]*$")
BULLET = re.compile(r"[•◦▪‣*–-]\s|\d{1,3}[.)]\s")
OPENING = "“\"'‘«„("
NUMBER = re.compile(r"\d+")
LARGER = 1.2
MAX_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Positions are in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Return the height of the font's box, which depends on the font size only."""
        return max(self.top - self.bottom, 0.1)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of all pages in order; a paragraph may continue on the next page.

    Running headers and footers within such a paragraph come after it: nothing is left out.
    """
    result: list[list[str]] = []
    postponed: list[str] = []
    last = None
    headers = _running_headers(pages)
    for page in pages:
        column = _Column(page)
        body = [line for line in page if id(line) not in headers]
        for line in body:
            if last is None or (_ended(last, line) if line is body[0] else column.starts(last, line)):
                result += [*([text] for text in postponed), [line.text]]
                postponed.clear()
            else:
                # Join the last two characters only: copying a long paragraph for each line would be quadratic.
                end = result[-1].pop()
                result[-1] += [end[:-2], joined(end[-2:], line.text)]
            last = line
        postponed += [line.text for line in page if id(line) in headers]
    return ["".join(pieces) for pieces in result] + postponed


def _running_headers(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Return the ids of separate first and last lines that recur on other pages, whatever their page number."""
    edges = [line for page in pages for line in _separate_edges(page)]
    counts = Counter(NUMBER.sub("#", line.text) for line in edges)
    return {id(line) for line in edges if counts[NUMBER.sub("#", line.text)] > 1}


def _separate_edges(page: Sequence[Line]) -> list[Line]:
    column = _Column(page)
    edges = [(page[0], page[0], page[1]), (page[-1], page[-2], page[-1])] if len(page) > 1 else []
    return [edge for edge, upper, lower in edges if column.separates(upper, lower)]


def joined(before: str, after: str) -> str:
    """Join two lines. A hyphen between them is removed if it is between small letters, as in a hyphenated word."""
    if before[-1:] not in tuple(HYPHENS) or before[-2:-1] in ("", " "):
        return f"{before} {after}"
    hyphenated = before[-2].islower() and after[:1].islower()
    return before[:-1] + ("" if hyphenated else "-") + after


def headline(page: Sequence[Line]) -> tuple[int, int]:
    """Return the range of lines on the first page that are clearly larger than the others; it may be empty."""
    if len(page) < 2:
        return 0, 0
    largest = max(line.height for line in page)
    if largest < LARGER * median(line.height for line in page):
        return 0, 0
    large = [line.height > 0.95 * largest for line in page]
    start = large.index(True)
    end = [*large[start:], False].index(False) + start
    text = sum(len(line.text) for line in page[start:end])
    return (start, end) if 3 < text <= MAX_HEADLINE else (0, 0)


class _Column:
    """The usual measures of a page: the step from line to line, and where lines end."""

    def __init__(self, page: Sequence[Line]) -> None:
        steps = [step for step in _steps(page) if step > 0]
        self.step = median(steps) if steps else 0.0
        self.ends: dict[int, float] = {}
        for line in page:
            column = self.column_of(line)
            self.ends[column] = max(self.ends.get(column, 0), line.right)

    def column_of(self, line: Line) -> int:
        """Return the number of the column, by the inch in which its lines start."""
        return int(line.left // 72)

    def separates(self, upper: Line, lower: Line) -> bool:
        """Return whether the font sizes differ, or the gap between the lines is wider than usual."""
        if abs(upper.height - lower.height) > 0.15 * max(upper.height, lower.height):
            return True
        return upper.top - lower.top > 1.35 * self.step

    def starts(self, last: Line, line: Line) -> bool:
        """Return whether ``line`` begins a paragraph after ``last`` on this page."""
        if self.separates(last, line) or BULLET.match(line.text):
            return True
        if line.top >= last.top:
            # The next column, or the same line after a gap.
            return _ended(last, line)
        indent = (line.left - last.left) / line.height
        if 0.6 < indent < 5 and not BULLET.match(last.text):
            return True
        end = self.ends[self.column_of(last)]
        return last.right < end - 0.15 * (end - last.left) and _ended(last, line)


def _steps(page: Sequence[Line]) -> Iterator[float]:
    for last, line in pairwise(page):
        yield last.top - line.top


def _ended(last: Line, line: Line) -> bool:
    return bool(SENTENCE_END.search(last.text)) or not line.text.lstrip(OPENING)[:1].islower()

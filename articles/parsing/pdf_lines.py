"""Lines as a PDF page places them become paragraphs, by their gaps, indents, sizes and last words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

HYPHENS = "\ufffe\x02\xad-"
ENDED = re.compile(r"[.!?:…]['\"”’»)\]]*$")
BULLET = re.compile(r"[•◦▪‣*–-]\s|\d{1,3}[.)]\s")
OPENING = "“\"'‘«„("
NUMBER = re.compile(r"\d+")
LARGER = 1.2
MAX_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, in points from its lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of the font's box: it grows with the size of the letters, whichever they are."""
        return max(self.top - self.bottom, 0.1)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of all pages in order; one that runs over the end of a page is one.

    A running head or foot that fell into such a paragraph comes after it: nothing is left out.
    """
    found: list[list[str]] = []
    waiting: list[str] = []
    last = None
    furniture = _running_headers(pages)
    for page in pages:
        column = _Column(page)
        body = [line for line in page if id(line) not in furniture]
        for line in body:
            if last is None or (_ended(last, line) if line is body[0] else column.starts(last, line)):
                found += [*([text] for text in waiting), [line.text]]
                waiting.clear()
            else:
                # A paragraph of a hundred thousand lines must not be copied with each of them.
                end = found[-1].pop()
                found[-1] += [end[:-2], joined(end[-2:], line.text)]
            last = line
        waiting += [line.text for line in page if id(line) in furniture]
    return ["".join(pieces) for pieces in found] + waiting


def _running_headers(pages: Sequence[Sequence[Line]]) -> set[int]:
    """First and last lines that stand apart and come again on other pages, but for the page number."""
    edges = [line for page in pages for line in _apart(page)]
    often = Counter(NUMBER.sub("#", line.text) for line in edges)
    return {id(line) for line in edges if often[NUMBER.sub("#", line.text)] > 1}


def _apart(page: Sequence[Line]) -> list[Line]:
    column = _Column(page)
    edges = [(page[0], page[0], page[1]), (page[-1], page[-2], page[-1])] if len(page) > 1 else []
    return [edge for edge, upper, lower in edges if column.parted(upper, lower)]


def joined(before: str, after: str) -> str:
    """Two lines as one. A hyphen at the line's end goes where a word was cut: between small letters."""
    if before[-1:] not in tuple(HYPHENS) or before[-2:-1] in ("", " "):
        return f"{before} {after}"
    cut = before[-2].islower() and after[:1].islower()
    return before[:-1] + ("" if cut else "-") + after


def headline(page: Sequence[Line]) -> tuple[int, int]:
    """The lines of a first page clearly larger than the rest, as a range that may be empty."""
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
    """What is usual on one page: the step from line to line, and where lines end."""

    def __init__(self, page: Sequence[Line]) -> None:
        steps = [step for step in _steps(page) if step > 0]
        self.step = median(steps) if steps else 0.0
        self.ends: dict[int, float] = {}
        for line in page:
            place = self.place(line)
            self.ends[place] = max(self.ends.get(place, 0), line.right)

    def place(self, line: Line) -> int:
        """Lines that start within an inch of one another are of one column."""
        return int(line.left // 72)

    def parted(self, upper: Line, lower: Line) -> bool:
        """Whether the letters differ in size or the gap between the two lines is wider than usual."""
        if abs(upper.height - lower.height) > 0.15 * max(upper.height, lower.height):
            return True
        return upper.top - lower.top > 1.35 * self.step

    def starts(self, last: Line, line: Line) -> bool:
        """Whether ``line`` begins a paragraph after ``last``, both on this page."""
        if self.parted(last, line) or BULLET.match(line.text):
            return True
        if line.top >= last.top:
            # The next column, or the same line again after a gap.
            return _ended(last, line)
        indent = (line.left - last.left) / line.height
        if 0.6 < indent < 5 and not BULLET.match(last.text):
            return True
        end = self.ends[self.place(last)]
        return last.right < end - 0.15 * (end - last.left) and _ended(last, line)


def _steps(page: Sequence[Line]) -> Iterator[float]:
    for last, line in pairwise(page):
        yield last.top - line.top


def _ended(last: Line, line: Line) -> bool:
    return bool(ENDED.search(last.text)) or not line.text.lstrip(OPENING)[:1].islower()

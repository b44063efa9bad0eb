"""Where paragraphs begin: the gaps, indents, sizes and last words of lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from articles.parsing.pdf.line import Line

SENTENCE_END = re.compile(r"[.!?:…。！？؟।]['\"”’»)\]」』]*[¹²³⁰⁴-⁹]*$")
BULLET = re.compile(r"[•◦▪‣*–-]\s|\d{1,3}[.)]\s")
OPENING = "“\"'‘«„("
INDENT, MAX_INDENT = 0.6, 5
# More of the lines of a text begin no paragraph.
MOST_INDENTED = 0.6
MIN_LINES = 4
# In steps from line to line: no sentence goes on over a gap that is wider.
MAX_GAP = 2.2


class Layout:
    """The usual measures of each column: the step from line to line, where lines begin and where they end."""

    def __init__(self, pages: Sequence[Sequence[Sequence[Line]]]) -> None:
        self._measures: dict[int, _Measures] = {}
        indented = lines = 0
        for page in pages:
            steps = [step for step in _steps(page) if step > 0]
            step = median(steps) if steps else 0.0
            for column in page:
                measures: dict[tuple[float, int], _Measures] = {}
                lefts: dict[int, Counter[int]] = {}
                for line in column:
                    # Lines of other sizes, like a headline, may be longer, and so may those that start elsewhere.
                    size = round(line.height)
                    left = lefts.setdefault(size, Counter())
                    left[round(line.left)] += 1
                    own = measures.setdefault((line.left // 72, size), _Measures(step))
                    own.end = max(own.end, line.right)
                    own.lines += 1
                    self._measures[id(line)] = own
                usual = {size: max(left, key=lambda n: (left[n], -n)) for size, left in lefts.items()}
                for (_, size), own in measures.items():
                    own.left = usual[size]
                indented += sum(INDENT < self._indent(line) < MAX_INDENT for line in column)
                lines += len(column)
        self._uses_indents = 0 < indented < MOST_INDENTED * lines

    def starts_paragraph(self, last: Line, line: Line) -> bool:
        """Return whether ``line``, which follows ``last``, begins a paragraph."""
        if _differ(last, line) or BULLET.match(line.text):
            return True
        if line.baseline >= last.baseline or line.left > last.right:
            return self._starts_elsewhere(last, line)
        gap = (last.baseline - line.baseline) / (self._measures[id(line)].step or 1)
        # Below a large initial, the lines of a sentence may stand further apart.
        if gap > (1.35 if _ended(last, line) or self._had_room(last, line) else MAX_GAP):
            return True
        indent = (line.left - last.left) / line.height
        if INDENT < indent < MAX_INDENT and not BULLET.match(last.text):
            return True
        return _ended(last, line) and self._had_room(last, line)

    def _starts_elsewhere(self, last: Line, line: Line) -> bool:
        """Return whether ``line`` begins a paragraph at the top of another column or page."""
        if self._uses_indents and INDENT < self._indent(line) < MAX_INDENT:
            return True
        if self._had_room(last, line):
            return _ended(last, line)
        # A full line seldom ends a paragraph, even if it ends a sentence. Few lines do not show what a full line is.
        few = self._measures[id(last)].lines < MIN_LINES
        return few and not self._uses_indents and bool(SENTENCE_END.search(last.text))

    def _indent(self, line: Line) -> float:
        return (line.left - self._measures[id(line)].left) / line.height

    def _had_room(self, last: Line, line: Line) -> bool:
        """Return whether the first word of ``line`` could have stood at the end of ``last``."""
        word = len(line.text.split(None, 1)[0]) + 1
        width = (line.right - line.left) * word / max(len(line.text), 1)
        return self._measures[id(last)].end - last.right > width


@dataclass(slots=True)
class _Measures:
    """The step between the lines of a page, where most of those of a column begin, and where the longest ends."""

    step: float
    left: float = 0.0
    end: float = float("-inf")
    lines: int = 0


def _differ(last: Line, line: Line) -> bool:
    return abs(last.height - line.height) > 0.15 * max(last.height, line.height)


def _steps(page: Sequence[Sequence[Line]]) -> Iterator[float]:
    for column in page:
        for last, line in pairwise(column):
            yield last.baseline - line.baseline


def _ended(last: Line, line: Line) -> bool:
    """Return whether a sentence ends with ``last``, or ``line`` begins as only a sentence does."""
    if SENTENCE_END.search(last.text):
        return True
    first = line.text.lstrip(OPENING)[:1]
    # Letters of scripts without capitals, like Arabic and Chinese, tell nothing.
    return not first.islower() and not (first.isalpha() and not first.isupper())

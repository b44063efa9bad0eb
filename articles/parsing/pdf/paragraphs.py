"""Join the lines of PDF pages into paragraphs, by their gaps, indents, sizes and last words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from articles.parsing.pdf.hyphens import MAX_WORD, Words, joined, without_soft_hyphens
from articles.parsing.pdf.line import Line
from web.i18n.lazy_message import Message

SENTENCE_END = re.compile(r"[.!?:…。！？؟।]['\"”’»)\]」』]*[¹²³⁰⁴-⁹]*$")
BULLET = re.compile(r"[•◦▪‣*–-]\s|\d{1,3}[.)]\s")
OPENING = "“\"'‘«„("


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; with a ``reason`` if it is not part of the article."""

    text: str
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and what stands above and below them without being part of them."""

    lines: list[Line]
    above: list[Block] = field(default_factory=list)
    below: list[Block] = field(default_factory=list)


def paragraphs(pages: Sequence[Page], words: Words) -> list[Block]:
    """Return the paragraphs of all pages in order; a paragraph may continue on the next page.

    What stands between the pages comes after such a paragraph.
    """
    result: list[Block | list[str]] = []
    postponed: list[Block] = []
    pieces: list[str] = []
    last = None
    for page in pages:
        column = _Column(page.lines)
        postponed += page.above
        for line in page.lines:
            first = line is page.lines[0]
            if last is None or (_ended(last, line) if first else column.starts(last, line)):
                result += postponed
                postponed.clear()
                pieces = [without_soft_hyphens(line.text)]
                result.append(pieces)
            else:
                # Join the last word only: copying a long paragraph for each line would be quadratic.
                end = pieces.pop()
                word = joined(end[-MAX_WORD:], without_soft_hyphens(line.text), words)
                pieces += [end[:-MAX_WORD], word]
            last = line
        postponed += page.below
    return [Block("".join(item)) if isinstance(item, list) else item for item in [*result, *postponed]]


def one_paragraph(lines: Iterable[Line], words: Words) -> str:
    """Return the lines joined."""
    text = ""
    for line in lines:
        text = (
            joined(text, without_soft_hyphens(line.text), words) if text else without_soft_hyphens(line.text)
        )
    return text


class _Column:
    """The usual measures of a page: the step from line to line, and where lines end."""

    def __init__(self, page: Sequence[Line]) -> None:
        steps = [step for step in _steps(page) if step > 0]
        self.step = median(steps) if steps else 0.0
        self.ends: dict[int, float] = {}
        for line in page:
            column = self.column_of(line)
            self.ends[column] = max(self.ends.get(column, line.right), line.right)

    def column_of(self, line: Line) -> int:
        """Return the number of the column, by the inch in which its lines start."""
        return int(line.left // 72)

    def separates(self, upper: Line, lower: Line) -> bool:
        """Return whether the font sizes differ, or the gap between the lines is wider than usual."""
        if abs(upper.height - lower.height) > 0.15 * max(upper.height, lower.height):
            return True
        return upper.baseline - lower.baseline > 1.35 * self.step

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
        yield last.baseline - line.baseline


def _ended(last: Line, line: Line) -> bool:
    """Return whether a sentence ends with ``last``, or ``line`` begins as only a sentence does."""
    if SENTENCE_END.search(last.text):
        return True
    first = line.text.lstrip(OPENING)[:1]
    # Letters of scripts without capitals, like Arabic and Chinese, tell nothing.
    return not first.islower() and not (first.isalpha() and not first.isupper())

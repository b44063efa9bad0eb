"""Join the lines of PDF pages into paragraphs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from articles.parsing.pdf.hyphens import MAX_WORD, Words, joined, without_soft_hyphens
from articles.parsing.pdf.layout import Layout
from articles.parsing.pdf.line import Line
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; with a ``reason`` if it is not part of the article."""

    text: str
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The columns of a page in reading order, and what stands above and below them without being part of them."""

    columns: list[list[Line]]
    above: list[Block] = field(default_factory=list)
    below: list[Block] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Return the lines of all columns."""
        return [line for column in self.columns for line in column]

    def without(self, lines: Iterable[Line]) -> "Page":
        """Return the page without some of its lines."""
        left_out = {id(line) for line in lines}
        return replace(self, columns=[[line for line in c if id(line) not in left_out] for c in self.columns])


def paragraphs(pages: Sequence[Page], words: Words) -> list[Block]:
    """Return the paragraphs of all pages in order; a paragraph may continue on the next page.

    What stands between the pages comes after such a paragraph.
    """
    result: list[Block | list[str]] = []
    postponed: list[Block] = []
    pieces: list[str] = []
    last = None
    layout = Layout([page.columns for page in pages])
    for page in pages:
        postponed += page.above
        for line in page.lines:
            if last is None or layout.starts_paragraph(last, line):
                result += postponed
                postponed.clear()
                pieces = []
                result.append(pieces)
            _append(pieces, line, words)
            last = line
        postponed += page.below
    return [Block("".join(item)) if isinstance(item, list) else item for item in [*result, *postponed]]


def one_paragraph(lines: Iterable[Line], words: Words) -> str:
    """Return the lines joined."""
    pieces: list[str] = []
    for line in lines:
        _append(pieces, line, words)
    return "".join(pieces)


def _append(pieces: list[str], line: Line, words: Words) -> None:
    text = without_soft_hyphens(line.text)
    if pieces:
        # Join the last word only: copying a long paragraph for each line would be quadratic.
        end = pieces.pop()
        pieces.append(end[:-MAX_WORD])
        text = joined(end[-MAX_WORD:], text, words)
    pieces.append(text)

"""Quotations that belong to what is said: those that it touches, and those that go on in the next sentences."""

from bisect import bisect_right

from articles.hints.document import Document, Quotation
from articles.hints.hint import Extent


class Quotations:
    """The quotations of a document, asked by offset."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.all = document.quotations
        self.starts = [quotation.start for quotation in self.all]
        self.paragraph_starts = [start for start, _ in document.paragraphs]

    def at(self, offset: int) -> Quotation | None:
        """Return the quotation that ``offset`` is in, its marks included."""
        number = bisect_right(self.starts, offset) - 1
        return self.all[number] if number >= 0 and offset < self.all[number].end else None

    def widened(self, extent: Extent) -> Extent:
        """Return an extent with the whole of each quotation that it touches, also over several sentences."""
        start, end = extent
        first, last = self.at(start), self.at(end - 1)
        return first.start if first else start, last.end if last else end

    def after(self, offset: int) -> Quotation | None:
        """Return the quotation that begins right after ``offset``, with at most white space before it."""
        number = bisect_right(self.starts, offset - 1)
        if number < len(self.all) and not self.text[offset : self.all[number].start].strip():
            return self.all[number]
        return None

    def same_paragraph(self, one: int, other: int) -> bool:
        """Return whether two offsets are in the same paragraph."""
        return bisect_right(self.paragraph_starts, one) == bisect_right(self.paragraph_starts, other)

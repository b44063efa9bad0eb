"""The draft of a scan: the lines that Tesseract found become paragraphs, with marks on the words it is not sure of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.parsing.pdf.line import Line
from articles.parsing.scan.hocr import ScanLine, usual_size
from articles.text.draft import Clutter, Draft, Formatting, normalize_formatting
from web.i18n.lazy_message import Message

# Words below this confidence are to be checked; lines below the other are taken for pictures, stains and handwriting.
SURE, LEGIBLE = 75, 40
# The size of most of the text of a page, in points, and the part of it that is below the baseline.
BODY, BELOW = 10.0, 0.25
HYPHENS = "-\u2010\u2011\xad"
# Where a line is looked for first: so many characters behind the line before.
NEAR = 400
ILLEGIBLE = Message("hardly legible")


def page_lines(lines: Sequence[ScanLine]) -> list[Line]:
    """Return the lines in points from the lower left corner, as those of a PDF."""
    scale = BODY / usual_size(lines)
    foot = max((line.bottom for line in lines), default=0)

    def placed(line: ScanLine) -> Line:
        baseline, size = (foot - line.bottom) * scale, line.size * scale
        bottom = baseline - BELOW * size
        return Line(line.text, line.left * scale, line.right * scale, bottom, bottom + size, baseline)

    return [placed(line) for line in lines]


def confidence(lines: Iterable[ScanLine]) -> int:
    """Return Tesseract's mean confidence in the words, in percent; 0 without any."""
    values = [word.confidence for line in lines for word in line.words]
    return round(sum(values) / len(values)) if values else 0


def with_marks(draft: Draft, lines: Iterable[ScanLine]) -> Draft:
    """Return the draft with marks where Tesseract is not sure of a word, and with lines that are no text as clutter.

    The text was made from the lines, perhaps in another order. A line that is not found in it gets no marks.
    """
    words: list[Formatting] = []
    clutter: list[Clutter] = []
    near = 0
    for line in lines:
        whole = line.text.rstrip(HYPHENS)
        start = draft.text.find(whole, near, near + NEAR + len(whole))
        if start < 0:
            start = draft.text.find(whole)
        if start < 0 or not whole:
            continue
        near = start + len(whole)
        if confidence([line]) < LEGIBLE:
            clutter.append(Clutter(start, near, ILLEGIBLE))
        else:
            words += _unsure(line, start, near)
    return replace(
        draft,
        formatting=normalize_formatting([*draft.formatting, *words]),
        clutter=tuple(_without_overlaps([*draft.clutter, *clutter])),
    )


def _unsure(line: ScanLine, start: int, end: int) -> Iterator[Formatting]:
    """Yield a mark for each word of the line, which is at ``start``, that Tesseract is not sure of."""
    for word in line.words:
        last = min(start + len(word.text), end)
        if word.confidence < SURE and start < last and any(map(str.isalnum, word.text)):
            yield Formatting(start, last, "uncertain", str(word.confidence))
        start += len(word.text) + 1


def _without_overlaps(clutter: Iterable[Clutter]) -> Iterator[Clutter]:
    end = 0
    for item in sorted(clutter):
        if item.start >= end:
            yield item
            end = item.end

"""The characters of a PDF page and where pdfium says they are. Each look-up is slow, so few are made."""

from collections.abc import Sequence
from ctypes import byref, c_double
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage


# Left, bottom, right and top, in points from the lower left corner of the page.
Box = tuple[float, float, float, float]


class Characters:
    """The text of a page, as ``text``, and the place of each character, by its index in UTF-16."""

    def __init__(self, page: "PdfTextPage") -> None:
        from pypdfium2 import raw

        self.raw, self.page = raw, page.raw
        self.text = page.get_text_range()
        self.count = raw.FPDFText_CountChars(page.raw)
        units = len(self.text.encode("utf-16-le", "surrogatepass")) // 2
        self._all_short, self._same_index = units == len(self.text), units == self.count
        self._box, self._ink, self._origin = (
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_GetCharBox,
            raw.FPDFText_GetCharOrigin,
        )
        # What pdfium writes its answers into. Making references once is faster than for each look-up.
        self._rectangle = raw.FS_RECTF()
        self._numbers = [c_double() for _ in range(4)]
        self._rectangle_reference = byref(self._rectangle)
        self._references = [byref(number) for number in self._numbers]

    def _index(self, text_index: int) -> int:
        if self._same_index:
            return text_index
        return int(max(self.raw.FPDFText_GetCharIndexFromTextIndex(self.page, text_index), 0))

    def length(self, text: str) -> int:
        """Return the length of some text of the page in UTF-16, in which pdfium counts."""
        return len(text) if self._all_short else len(text) + sum(c > "\uffff" for c in text)

    def offsets(self, text: str) -> Sequence[int]:
        """Return where each character of some text of the page begins in UTF-16, and where the last one ends."""
        if self._all_short:
            return range(len(text) + 1)
        return [0, *accumulate(1 + (character > "\uffff") for character in text)]

    def box(self, index: int) -> Box:
        """Return the box of the font around the character: as high as the font is, as wide as the character."""
        box = self._rectangle
        self._box(self.page, self._index(index), self._rectangle_reference)
        return box.left, box.bottom, box.right, box.top

    def ink(self, index: int) -> tuple[float, float]:
        """Return the bottom and top of what is printed of the character."""
        self._ink(self.page, self._index(index), *self._references)
        return self._numbers[2].value, self._numbers[3].value

    def baseline(self, index: int) -> float:
        """Return the height of the baseline that the character stands on."""
        self._origin(self.page, self._index(index), *self._references[:2])
        return self._numbers[1].value

    def font_size(self, index: int) -> float:
        """Return the size of the font, which may be of any unit."""
        return float(self.raw.FPDFText_GetFontSize(self.page, self._index(index)))

    def unreadable(self) -> int:
        """Return how many characters are drawn without saying which they are."""
        if self._same_index:
            return 0
        return sum(self.raw.FPDFText_GetUnicode(self.page, index) == 0 for index in range(self.count))

    def text_objects(self) -> int:
        """Return in how many pieces the text was drawn."""
        return int(self.raw.FPDFText_CountRects(self.page, 0, -1))

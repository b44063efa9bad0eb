"""The pictures on the pages of a PDF, and where they stand in its text."""

import io
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from articles.parsing.pdf.line import Line
from articles.text.draft import Picture
from articles.text.pictures import MAX_SIDE, paragraph_offsets

if TYPE_CHECKING:
    from pypdfium2 import PdfImage, PdfPage

# In points: smaller pictures are signs and logos. A picture of nearly the whole page is its background, or a scan.
MIN_SIDE, MAX_SHARE = 50, 0.8
MAX_PIXELS = 20_000_000
# Limits for the whole document, so that the text is read in time.
MAX_IMAGES, MAX_OBJECTS, MAX_SECONDS = 60, 100_000, 3
# A line is looked for by its first characters; shorter lines are too common.
KEY, SHORTEST = 40, 12


class PagePicture(NamedTuple):
    """A picture as a file, and the line below it, or else the one above it; "" for a page without such lines."""

    content: bytes
    below: str
    above: str


class PictureFinder:
    """Finds the pictures of a document, page by page."""

    def __init__(self, data: bytes) -> None:
        self.has_images = b"/Image" in data
        self.pages: list[tuple[str, list[PagePicture]]] = []
        self._images = self._objects = 0
        self._seconds = 0.0

    def add(self, page: "PdfPage", lines: Sequence[Line]) -> None:
        """Take the pictures of the next page, from top to bottom, together with its first line."""
        started = monotonic()
        if self.has_images and self._seconds < MAX_SECONDS:
            boxes = sorted(self._boxes(page), key=lambda item: -item[0][3])
            pictures = [
                PagePicture(content, _nearest(lines, box, below=True), _nearest(lines, box, below=False))
                for box, image in boxes
                if self._seconds + monotonic() - started < MAX_SECONDS and (content := _content(image))
            ]
            if pictures:
                self.pages.append((next(map(_key, lines), ""), pictures))
        self._seconds += monotonic() - started

    def _boxes(self, page: "PdfPage") -> "Iterator[tuple[tuple[float, float, float, float], PdfImage]]":
        from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDFPage_CountObjects

        self._objects += FPDFPage_CountObjects(page)
        if self._objects > MAX_OBJECTS:
            return
        size = page.get_width() * page.get_height()
        for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, bottom, right, top = image.get_bounds()
            width, height = right - left, top - bottom
            if min(width, height) >= MIN_SIDE and width * height < MAX_SHARE * size:
                self._images += 1
                if self._images > MAX_IMAGES:
                    return
                yield (left, bottom, right, top), image

    def placed(self, text: str) -> tuple[Picture, ...]:
        """Return the pictures at their places in the text of the document."""
        places: list[tuple[int, bytes]] = []
        start = 0
        for first, pictures in self.pages:
            start = max(start, text.find(first, start))
            for content, below, above in pictures:
                at = text.find(below, start) if below else -1
                if at < 0 and above and (found := text.find(above, start)) >= 0:
                    end = text.find("\n\n", found)
                    at = end + 2 if end >= 0 else len(text)
                places.append((start if at < 0 else at, content))
        offsets = paragraph_offsets(text, [at for at, _ in places])
        pictures_ = (Picture(at, content) for at, (_, content) in zip(offsets, places, strict=True))
        return tuple(sorted(pictures_, key=lambda picture: picture.offset))


def _nearest(lines: Sequence[Line], box: tuple[float, float, float, float], below: bool) -> str:
    """Return the beginning of the line nearest to the picture that is below or above it, and not beside it."""
    left, bottom, right, top = box
    distances = [
        (bottom - line.top if below else line.bottom - top, number)
        for number, line in enumerate(lines)
        # On pages that are read from right to left, places are measured otherwise.
        if len(line.text) >= SHORTEST and (line.left < 0 or (line.left < right and line.right > left))
    ]
    # Letters may reach a little into the picture.
    near = [item for item in distances if item[0] > -3]
    return _key(lines[min(near)[1]]) if near else ""


def _key(line: Line) -> str:
    return line.text.strip()[:KEY].rstrip("-\u00ad")


def _content(image: "PdfImage") -> bytes:
    """Return the picture as a file; b"" if it cannot be decoded within the limits."""
    from pypdfium2 import PdfiumError

    metadata = image.get_metadata()
    if metadata.width * metadata.height > MAX_PIXELS:
        return b""
    out = io.BytesIO()
    try:
        picture = image.get_bitmap().to_pil().convert("RGB")
        picture.thumbnail((MAX_SIDE, MAX_SIDE))
        picture.save(out, "JPEG", quality=92)
    except (PdfiumError, ValueError, MemoryError):
        return b""
    return out.getvalue()

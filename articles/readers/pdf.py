"""Read PDF files with pypdfium2: the lines of each page are joined into paragraphs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.markup import FORBIDDEN
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.pdf_lines import HYPHENS, Line, headline, joined, paragraphs
from articles.text.draft import Draft, Formatting
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MAX_PAGES = 1_000
TOO_MANY = Message("This PDF has {pages} pages. Up to {most} are allowed. Upload only the part you need.")
LOCKED = Message(
    "This PDF is protected with a password. Save it without the password (print it to a new PDF, for "
    "example) and upload that, or paste the text."
)
PAGES_EMPTY = Message("No text was found on page {pages}. Scanned pages have no text.")
MORE_EMPTY = Message("No text was found on page {pages} and others. Scanned pages have no text.")
SCAN = Message(
    "This PDF is a scan: it contains pictures of pages, but no text. Use text recognition "
    "(OCR) first, or paste the text."
)
# pdfium writes U+FFFE instead of a hyphen and a line break where a word is hyphenated.
ONE_LINE = re.compile(r"[^\r\n\ufffe]*(?:\ufffe|[\r\n]+|$)")


class PdfReader:
    """``.pdf``"""

    slug = "pdf"
    title = Message("PDF")
    suffixes = (".pdf",)

    def ready(self) -> None:
        """Load the library."""
        import pypdfium2.raw  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        with translate_parser_errors(Message("PDF")):
            document = _open(data)
            try:
                return _draft(document)
            finally:
                document.close()


def _open(data: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise Unreadable(LOCKED) from error
        raise
    if len(document) > MAX_PAGES:
        message = TOO_MANY.format(pages=len(document), most=MAX_PAGES)
        document.close()
        raise Unreadable(message)
    return document


def _draft(document: "PdfDocument") -> Draft:
    pages = [_lines(document, number) for number in range(len(document))]
    if not any(pages):
        raise Unreadable(SCAN)
    metadata = document.get_metadata_dict()
    start, end = headline(pages[0])
    title = pages[0][start:end]
    pages[0] = pages[0][:start] + pages[0][end:]
    heading = title[0].text if title else ""
    for line in title[1:]:
        heading = joined(heading, line.text)
    heading = FORBIDDEN.sub("", heading).strip()
    blocks = [heading, *(FORBIDDEN.sub("", block).strip() for block in paragraphs(pages))]
    text = "\n\n".join(filter(None, blocks))
    if not text:
        raise Unreadable(SCAN)
    return Draft(
        text,
        title=clean_metadata(metadata.get("Title")) or heading,
        byline=clean_metadata(metadata.get("Author")),
        published=parse_date(metadata.get("CreationDate")),
        formatting=(Formatting(0, len(heading), "heading", "1"),) if heading else (),
        notes=tuple(_notes(pages)),
    )


def _notes(pages: list[list[Line]]) -> Iterator[Message]:
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if empty:
        yield (PAGES_EMPTY if len(empty) <= 10 else MORE_EMPTY).format(pages=", ".join(empty[:10]))


def _lines(document: "PdfDocument", number: int) -> list[Line]:
    page = document[number]
    text = page.get_textpage()
    try:
        return list(_positioned_lines(text))
    finally:
        text.close()
        page.close()


def _positioned_lines(page: "PdfTextPage") -> Iterator[Line]:
    """Yield the lines with their positions, taken from the first and last character: each look-up is slow."""
    offset = 0
    for match in ONE_LINE.finditer(page.get_text_range()):
        line = match[0].rstrip("\r\n")
        words = line.strip()
        if words.strip(HYPHENS):
            start = offset + len(line) - len(line.lstrip())
            first = _box(page, start)
            last = _box(page, start + _utf16_length(words) - 1)
            yield Line(words, first[0], last[2], first[1], first[3])
        offset += _utf16_length(match[0])


def _utf16_length(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def _box(page: "PdfTextPage", text_index: int) -> Any:
    from pypdfium2.raw import FPDFText_GetCharIndexFromTextIndex

    index = FPDFText_GetCharIndexFromTextIndex(page, text_index)
    return page.get_charbox(max(index, 0), loose=True)

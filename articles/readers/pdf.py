"""Read PDF files with pypdfium2: the lines of each page are put in reading order and joined into paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from articles.errors import NeedsTextRecognition, Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.pdf.characters import Characters
from articles.parsing.pdf.document import article
from articles.parsing.pdf.draft import as_draft
from articles.parsing.pdf.line import Line
from articles.parsing.pdf.lines import lines
from articles.parsing.pdf.pictures import PictureFinder
from articles.parsing.pdf.right_to_left import is_out_of_order, is_right_to_left, right_to_left_lines
from articles.parsing.scan.running_heads import running_heads
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 1_000
TOO_MANY = Message("This PDF has {pages} pages. Up to {most} are allowed. Upload only the part you need.")
LOCKED = Message(
    "This PDF is protected with a password. Save it without the password (print it to a new PDF, for "
    "example) and upload that, or paste the text."
)
PAGES_EMPTY = Message("No text was found on page {pages}. Scanned pages have no text.")
MORE_EMPTY = Message("No text was found on page {pages} and others. Scanned pages have no text.")
OUT_OF_ORDER = Message(
    "The letters of this PDF are not stored in the order in which they are read, so words may be wrong. "
    "Copy the text from where it was published and paste it instead."
)
UNREADABLE = Message(
    "This PDF does not say which letters {count} of its signs are, so letters may be missing. Compare the text "
    "with the PDF."
)
SCAN = Message(
    "This PDF is a scan: it contains pictures of pages, but no text. Upload it by itself: recognising its text takes a "
    "while."
)


class PdfReader:
    """``.pdf``"""

    slug = "pdf"
    title = Message("PDF")
    suffixes = (".pdf",)

    def ready(self) -> None:
        """Load the libraries."""
        import pypdfium2.raw  # noqa: F401

        import articles.cleaning.stated_facts  # noqa: F401

    def read(self, data: bytes, scanned: Mapping[int, Sequence[Line]] | None = None) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``.

        ``scanned`` are the lines of scanned pages by the number of the page, in reading order.
        """
        with translate_parser_errors(Message("PDF")):
            document = _open(data)
            try:
                return _draft(document, scanned or {}, PictureFinder(data))
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


def _draft(document: "PdfDocument", scanned: Mapping[int, Sequence[Line]], pictures: PictureFinder) -> Draft:
    from articles.cleaning.stated_facts import with_stated_facts

    pages, unreadable = _pages(document, pictures)
    for number, page in scanned.items():
        pages[number - 1] = list(page)
    metadata = document.get_metadata_dict()
    title = clean_metadata(metadata.get("Title"))
    found = article(pages, title, {number - 1 for number in scanned}, running_heads(list(scanned.values())))
    draft = as_draft(found)
    if draft is None:
        raise NeedsTextRecognition(SCAN, len(document))
    empty = [number for number, page in enumerate(pages, 1) if not page and number not in scanned]
    return with_stated_facts(
        replace(
            draft,
            title=draft.title or title,
            byline=clean_metadata(metadata.get("Author")),
            url=found.address,
            published=None if found.printed_by_browser else parse_date(metadata.get("CreationDate")),
            notes=tuple(_notes(empty, draft.text, unreadable)),
            scanned_pages=tuple(empty),
            pictures=pictures.placed(draft.text),
        )
    )


def _notes(empty: Sequence[int], text: str, unreadable: int) -> Iterator[Message]:
    if empty:
        pages = ", ".join(map(str, empty[:10]))
        yield (PAGES_EMPTY if len(empty) <= 10 else MORE_EMPTY).format(pages=pages)
    if is_out_of_order(text):
        yield OUT_OF_ORDER
    if unreadable:
        yield UNREADABLE.format(count=unreadable)


def _pages(document: "PdfDocument", pictures: PictureFinder) -> tuple[list[list[Line]], int]:
    """Return the lines of each page, and the number of characters that cannot be read; find the pictures."""
    pages, unreadable = [], 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        try:
            characters = Characters(text)
            read = right_to_left_lines if is_right_to_left(characters.text) else lines
            pages.append(read(characters))
            unreadable += characters.unreadable()
            pictures.add(page, pages[-1])
        finally:
            text.close()
            page.close()
    return pages, unreadable

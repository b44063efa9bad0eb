"""Read PDF files with pypdfium2: the lines of each page are put in reading order and joined into paragraphs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.html.markup import FORBIDDEN
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.pdf.characters import Characters
from articles.parsing.pdf.document import Article, article
from articles.parsing.pdf.line import Line
from articles.parsing.pdf.lines import lines
from articles.parsing.pdf.right_to_left import is_out_of_order, is_right_to_left, right_to_left_lines
from articles.text.draft import Clutter, Draft, Formatting
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
    "This PDF is a scan: it contains pictures of pages, but no text. Use text recognition "
    "(OCR) first, or paste the text."
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
    from articles.cleaning.stated_facts import with_stated_facts

    pages, unreadable = _pages(document)
    if not any(pages):
        raise Unreadable(SCAN)
    metadata = document.get_metadata_dict()
    title = clean_metadata(metadata.get("Title"))
    found = article(pages, title)
    draft = _text(found)
    return with_stated_facts(
        replace(
            draft,
            title=draft.title or title,
            byline=clean_metadata(metadata.get("Author")),
            url=found.address,
            published=None if found.printed_by_browser else parse_date(metadata.get("CreationDate")),
            notes=tuple(_notes(pages, draft.text, unreadable)),
        )
    )


def _text(found: Article) -> Draft:
    """Return the article as text, with its headline as heading and what is not part of it as clutter."""
    heading = FORBIDDEN.sub("", found.heading).strip()
    texts, clutter = [heading] if heading else [], []
    offset = len(heading) + len("\n\n") if heading else 0
    for block in found.blocks:
        text = FORBIDDEN.sub("", block.text).strip()
        if text:
            if block.reason:
                clutter.append(Clutter(offset, offset + len(text), block.reason))
            texts.append(text)
            offset += len(text) + len("\n\n")
    if not texts:
        raise Unreadable(SCAN)
    formatting = (Formatting(0, len(heading), "heading", "1"),) if heading else ()
    return Draft("\n\n".join(texts), title=heading, formatting=formatting, clutter=tuple(clutter))


def _notes(pages: list[list[Line]], text: str, unreadable: int) -> Iterator[Message]:
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if empty:
        yield (PAGES_EMPTY if len(empty) <= 10 else MORE_EMPTY).format(pages=", ".join(empty[:10]))
    if is_out_of_order(text):
        yield OUT_OF_ORDER
    if unreadable:
        yield UNREADABLE.format(count=unreadable)


def _pages(document: "PdfDocument") -> tuple[list[list[Line]], int]:
    """Return the lines of each page, and the number of characters that cannot be read."""
    pages, unreadable = [], 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        try:
            characters = Characters(text)
            read = right_to_left_lines if is_right_to_left(characters.text) else lines
            pages.append(read(characters))
            unreadable += characters.unreadable()
        finally:
            text.close()
            page.close()
    return pages, unreadable

"""The functions that run in the sandbox: they make a draft of what Tesseract found on pages, or tell its language."""

import json
from dataclasses import replace
from typing import IO, Any

from articles.cleaning.stated_facts import with_stated_facts
from articles.errors import Unreadable
from articles.parsing.pdf.document import article
from articles.parsing.pdf.draft import as_draft
from articles.parsing.pdf.line import Line
from articles.parsing.scan.draft import confidence, page_lines, with_marks
from articles.parsing.scan.hocr import ScanLine
from articles.parsing.scan.running_heads import running_heads
from articles.readers.pdf import PdfReader
from articles.sandbox.jobs import check_draft, draft_json
from articles.text.draft import Draft
from articles.text.language import detect_language
from web.i18n.lazy_message import Message

NO_TEXT = Message(
    "No text was found in this scan. Is it the right way up, sharp and well lit? Take the picture again, or paste the "
    "text."
)
RECOGNISED = Message(
    "This text was read from a picture by Tesseract, which is {percent} % sure of its words. Compare it with "
    "the original."
)
PAGES_RECOGNISED = Message(
    "Some pages were read from pictures by Tesseract, which is {percent} % sure of their words. "
    "Compare them with the original."
)


def draft_of_scan(file: IO[bytes]) -> dict[str, Any]:
    """Return the draft of scanned pages, or why there is none.

    The first line of the file has the lines of each page as JSON, by the number of the page; if other pages of a PDF
    have text, the PDF follows.
    """
    rows = json.loads(file.readline())
    pages = {int(number): list(map(ScanLine.from_json, page)) for number, page in rows.items()}
    lines = [line for number in sorted(pages) for line in pages[number]]
    placed = {number: page_lines(pages[number]) for number in sorted(pages)}
    try:
        if pdf := file.read():
            draft, note = PdfReader().read(pdf, placed), PAGES_RECOGNISED
        else:
            draft, note = _draft(list(placed.values())), RECOGNISED
        notes = (note.format(percent=confidence(lines)), *draft.notes)
        return draft_json(check_draft(with_marks(replace(draft, notes=notes), lines)))
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}


def language_of_text(file: IO[bytes]) -> dict[str, Any]:
    """Return the ``language`` of a text (BCP 47), "" if it is uncertain."""
    return {"language": detect_language(file.read().decode())}


def _draft(pages: list[list[Line]]) -> Draft:
    """Return the draft of pages that are all scanned. Raises ``Unreadable``."""
    draft = as_draft(article(pages, in_order=range(len(pages)), running=running_heads(pages)))
    if draft is None:
        raise Unreadable(NO_TEXT)
    return with_stated_facts(draft)

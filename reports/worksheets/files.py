"""Worksheets and key sheets as files to download."""

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from people.models import User
from people.terms import term
from reports.exports.responses import attachment_response
from reports.worksheets.docx import key_sheet_docx, worksheet_docx
from reports.worksheets.pdf import key_sheet_pdf, worksheet_pdf
from reports.worksheets.sheet import KeySheet, Worksheet
from web.rate_limits import hit_named_limit

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WORKSHEET_WRITERS = {"pdf": worksheet_pdf, "docx": worksheet_docx}
KEY_WRITERS = {"pdf": key_sheet_pdf, "docx": key_sheet_docx}


def worksheet_response(user: User, worksheet: Worksheet, ending: str) -> HttpResponse:
    """Return a worksheet as a file. Raise ``Http404`` for an unknown ``ending``."""
    _check(user, ending)
    return _response(worksheet, "worksheet", ending, WORKSHEET_WRITERS[ending](worksheet))


def key_sheet_response(user: User, key: KeySheet, ending: str, kind: str) -> HttpResponse:
    """Return a key sheet in the words of this ``kind`` of group. Raise ``Http404`` for an unknown ``ending``."""
    _check(user, ending)
    content = KEY_WRITERS[ending](key, term("answer_key", kind))
    return _response(key.worksheet, "answer-key", ending, content)


def _check(user: User, ending: str) -> None:
    if ending not in MEDIA_TYPES:
        message = _("There is no format “{slug}”. Choose one of these: {known}.")
        raise Http404(message.format(slug=ending, known=", ".join(MEDIA_TYPES)))
    hit_named_limit(user, "export")


def _response(worksheet: Worksheet, part: str, ending: str, content: bytes) -> HttpResponse:
    title = slugify(worksheet.article.title, allow_unicode=True)[:80].strip("-") or "article"
    return attachment_response(f"{title}-{part}.{ending}", content, MEDIA_TYPES[ending])

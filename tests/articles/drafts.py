"""What tests of readers look at in a draft or a refusal."""

import pytest

from articles.errors import Unreadable
from articles.text.draft import Draft
from tests.articles.mail.make_mail import newsletter, saved_page
from tests.articles.readers import make_files as make
from tests.articles.rtf.make_rtf import rich_text
from web.i18n.lazy_message import Message

GOOD = {
    "docx": make.word(),
    "eml": newsletter(),
    "epub": make.e_book(),
    "html": make.web_page(),
    "mhtml": saved_page(),
    "odt": make.open_document(),
    "pdf": make.pdf(),
    "rtf": rich_text("Windmills {\\b turn} and {\\i stop} \\u8220?again\\u8221? \\'e9.\\par"),
    "subtitles": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>It turns.\n\n00:02.000 --> 00:03.000\nYes &amp; no.\n",
    "text": "“So” *he* [said](https://npr.org/a) 😀.".encode(),
}


def shapes(draft: Draft) -> list[tuple[str, str, str]]:
    """The formatting with the words it is on."""
    return [(f.kind, f.value, draft.text[f.start : f.end]) for f in draft.formatting]


def refusal(reader: object, data: bytes) -> Message:
    """The message that a reader refuses ``data`` with."""
    with pytest.raises(Unreadable) as refused:
        reader.read(data)
    return refused.value.message

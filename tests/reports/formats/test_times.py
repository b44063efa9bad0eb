"""The times at which paragraphs of a broadcast begin stand beside them, and are no part of the text."""

import io
import re

import pypdfium2
import pytest

from articles.text.draft import Formatting
from reports.rendering.marked_html import marked_html
from tests.reports.formats.tools import parts, write
from tests.reports.small import BODY, FORMATTING, report

SECOND = BODY.index("The globalist")
TIMES = (Formatting(0, 10, "time", "5000"), Formatting(SECOND, SECOND + 30, "time", "3723999"))
BROADCAST = report(formatting=(*FORMATTING, *TIMES))


def test_a_page_has_them_as_attributes() -> None:
    html = str(marked_html(BROADCAST))
    assert re.findall(r'data-time="([^"]*)"', html) == ["0:05", "1:02:03"]
    assert str(marked_html(report())) == re.sub(r' data-time="[^"]*"', "", html)


@pytest.mark.parametrize(("slug", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_documents_have_them_before_the_words(slug: str, part: str) -> None:
    content = parts(write(slug, BROADCAST))[part].decode()
    before, _, after = content.partition("1:02:03")
    assert "Mayor" in before
    assert "globalist" in after
    assert "claimlight-time" not in parts(write("odt", report()))["content.xml"].decode()


def test_a_pdf_has_them_before_the_words() -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(write("pdf", BROADCAST)))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert re.search(r"1:02:03 .{0,4}The ", text)


def test_the_text_stays_as_it_is() -> None:
    assert BROADCAST.text.body == BODY
    assert [p.start for p in BROADCAST.passages] == [p.start for p in report().passages]

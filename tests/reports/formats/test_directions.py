"""Articles that are written from right to left, in the formats that have a place for it."""

import io

import pypdfium2
import pytest

from reports.formats.documents import pdf
from reports.formats.typesetting import Notices, PdfTemplate
from reports.layers import SpanAnnotation
from reports.rendering.direction import is_right_to_left
from tests.reports.formats.tools import parts, write
from tests.reports.small import report

ARABIC = (
    "إغلاق الطاحونة\n\nقال متحدث باسم Tide Ltd. إن الطاحونة (التي بُنيت عام 1911) ستُغلق.\n\nTide Ltd. said no."
)
HEBREW = "הטחנה תיסגר\n\nדובר Tide Ltd. אמר שהטחנה (שנבנתה ב-1911) תיסגר.\n\nTide Ltd. said no."
BIDI, RTL = "<w:bidi/>", "<w:rtl/>"


def annotated(body: str, quote: str, note: str) -> object:
    """Return the report on a text with one passage."""
    start = body.index(quote)
    created = "2024-03-04T10:00:00+00:00"
    annotation = SpanAnnotation("a", start, start + len(quote), "opinion", quote, "Ada", created, note, {})
    return report([annotation], body=body, formatting=())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1911) الطاحونة", True),
        ("“הטחנה”", True),
        ("Tide الطاحونة", False),
        ("1911", False),
        ("", False),
        ("風車", False),
    ],
)
def test_the_first_letter_gives_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("body", "quote", "note"), [(ARABIC, "(التي", "لماذا؟\nWhy?"), (HEBREW, "(שנבנתה", "למה?\nWhy?")]
)
class TestRightToLeft:
    def test_word_has_it_at_each_paragraph_that_begins_so(self, body: str, quote: str, note: str) -> None:
        files = parts(write("docx", annotated(body, quote, note)))
        paragraphs = files["word/document.xml"].decode().split("</w:p>")
        for paragraph in paragraphs:
            rtl = any(c in paragraph for c in (body[:5], quote))
            assert (BIDI in paragraph, RTL in paragraph) == (rtl, rtl)
            assert not rtl or paragraph.count(RTL) >= paragraph.count("<w:t>") + paragraph.count("<w:t ")
        comments = files["word/comments.xml"].decode().split("</w:p>")
        assert [BIDI in paragraph for paragraph in comments] == [False, True, False, False]

    def test_opendocument_has_styles_for_it(self, body: str, quote: str, note: str) -> None:
        content = parts(write("odt", annotated(body, quote, note)))["content.xml"].decode()
        assert content.count('style:writing-mode="rl-tb"') == 1
        for paragraph in content.split("<text:p")[1:]:
            text = paragraph.split(">", 1)[1]
            begins = any(
                text.replace("<text:span>", "").startswith(w)
                for w in (body[:5], note[:4], body.split()[2][:4])
            )
            assert paragraph.startswith(' text:style-name="claimlight-rtl-') == begins


@pytest.mark.parametrize("slug", ["docx", "odt"])
def test_an_article_from_left_to_right_has_none(slug: str) -> None:
    for content in parts(write(slug, report())).values():
        assert not any(sign in content for sign in (b"<w:bidi", b"<w:rtl", b"rl-tb"))


def test_page_numbers_read_from_left_to_right_in_every_language() -> None:
    data = pdf._data(report()) | {"pictures": {}, "language": "ar"}
    template = PdfTemplate(pdf.TEMPLATE, Notices(pdf.TOO_LARGE, pdf.MISSING_FONT))
    page = pypdfium2.PdfDocument(io.BytesIO(template.typeset(data, {}))).get_page(0)
    text = page.get_textpage()
    places = {
        text.get_text_range(number, 1): text.get_charbox(number)
        for number in range(text.count_chars())
        if text.get_charbox(number)[1] < 60
    }
    (slash,) = [box for sign, box in places.items() if sign == "/"]
    before = [box for sign, box in places.items() if sign == "1"]
    assert before[0][0] < slash[0]
    assert any(box[0] > slash[2] for sign, box in places.items() if sign.isdecimal() and sign != "1")

"""Web pages saved in one file (.mhtml): they are read as the same page saved as .html."""

import codecs
from dataclasses import replace

import pytest

from articles.readers.html import HtmlReader
from articles.readers.mhtml import NO_ARCHIVE, NO_PAGE, MhtmlReader
from tests.articles.drafts import refusal
from tests.articles.mail.make_mail import ADDRESS, mail, saved_page
from tests.articles.readers.make_files import web_page


def test_the_page_is_read_like_html_with_the_address_at_which_it_was_saved() -> None:
    page = web_page().replace(b'<link rel="canonical"', b"<link")
    assert MhtmlReader().read(saved_page()) == replace(HtmlReader().read(page), url=ADDRESS)


def test_frames_are_left_out() -> None:
    draft = MhtmlReader().read(saved_page(frame="<p>An advertisement in a frame. </p>" * 9))
    assert "advertisement" not in draft.text
    assert draft.url == ADDRESS


def test_the_part_that_the_file_names_is_the_page() -> None:
    data = saved_page(frame="<p>In a frame.</p>").replace(b"Snapshot-Content-Location", b"X-Location")
    named = data.replace(b'type="text/html";', b'type="text/html"; start="<page@mhtml.blink>";')
    assert MhtmlReader().read(named).title == "Police Stations"


def test_the_encoding_of_the_part_counts() -> None:
    page = (
        web_page("<p>" + "Zażółć gęślą jaźń. " * 20).decode().replace('charset="utf-8"', 'charset="koi8-r"')
    )
    data = saved_page().replace(b"Content-Type: text/html", b"Content-Type: text/html; charset=iso-8859-2")
    body = codecs.encode(page.encode("iso-8859-2", "replace"), "base64")
    start = data.index(ADDRESS.encode() + b"\r\n\r\n", data.index(b"------Boundary")) + len(ADDRESS) + 4
    assert "Zażółć gęślą jaźń." in MhtmlReader().read(data[:start] + body + b"\r\n------Boundary--").text


@pytest.mark.parametrize(
    ("data", "message"),
    [(web_page(), NO_ARCHIVE), (mail(plain="x").as_bytes(), NO_PAGE)],
    ids=["page", "mail"],
)
def test_other_files_are_told(data: bytes, message: object) -> None:
    assert refusal(MhtmlReader(), data) == message

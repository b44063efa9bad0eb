"""E-books: notes, ruby, printed page numbers, contents and authors."""

import pytest

from articles.cleaning import clean
from articles.parsing.contents import CONTENTS
from articles.readers.epub import EpubReader
from articles.text.draft import Draft
from tests.articles.readers.make_files import e_book

OPF = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"'


def page(body: str) -> str:
    """Return a page."""
    space = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return f'<?xml version="1.0"?><html {space}><head><title>x</title></head><body>{body}</body></html>'


def book(*pages: str, metadata: str = "", properties: str = "", guide: str = "") -> Draft:
    """Return the draft of a book of these pages, p0.xhtml, p1.xhtml, …"""
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml" {properties if not n else ""}/>'
        for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    package = (
        f"<package {OPF}><metadata><dc:title>Windmills</dc:title>{metadata}</metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine>{guide}</package>"
    )
    members = {f"OEBPS/p{n}.xhtml": page(body) for n, body in enumerate(pages)}
    return EpubReader().read(e_book(**{"OEBPS/book.opf": package}, **members))


class TestNotes:
    @pytest.mark.parametrize(
        "sign",
        [
            '<a epub:type="noteref" href="#n1">1</a>',
            '<sup><a epub:type="noteref" href="#n1">1</a></sup>',
            '<a epub:type="noteref" href="#n1"><sup>[1]</sup></a>',
            '<a role="doc-noteref" href="p0.xhtml#n1">1</a>',
            '<sup><a id="r1" href="#n1">1</a></sup>',
        ],
    )
    @pytest.mark.parametrize(
        "note",
        [
            "<p>Minutes, 3 May.</p>",
            '<p><a href="#r1">1</a> Minutes, 3 May.</p>',
            '<p><sup>1</sup> Minutes, 3 May. <a href="#r1">↩</a></p>',
            '<p>1. Minutes, 3 May. <a href="#r1">↑</a></p>',
            "Minutes, 3 May.",
        ],
    )
    def test_asides_have_the_number_of_their_sign(self, sign: str, note: str) -> None:
        aside = f'<aside epub:type="footnote" id="n1">{note}</aside>'
        text = book(f"<p>It turned in 2024{sign} again.</p>{aside}<p>It is old.</p>").text
        assert text == "It turned in 2024[1] again.\n\nIt is old.\n\n[1] Minutes, 3 May."

    def test_notes_on_a_page_of_their_own_are_numbered(self) -> None:
        first = '<p>It turned<sup><a id="r1" href="p1.xhtml#n1">1</a></sup>.</p>'
        notes = '<ol><li id="n1"><p>Minutes. <a href="p0.xhtml#r1">↩</a></p></li><li id="n2"><p>Unused.</p></li></ol>'
        assert book(first, notes).text == "It turned[1].\n\n[1] Minutes.\n\nUnused."

    def test_other_links_stay(self) -> None:
        text = book(
            '<p>See <a href="p1.xhtml#c">2</a>, <a href="#x">page 3</a>.</p>', '<p id="c">Two.</p>'
        ).text
        assert text == "See 2, page 3.\n\nTwo."


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>風車<rt>ふうしゃ</rt></ruby>",
        "<ruby>風<rp>(</rp><rt>ふう</rt><rp>)</rp>車<rt>しゃ</rt></ruby>",
        "<ruby><rb>風車</rb><rtc><rt>ふうしゃ</rt></rtc></ruby>",
    ],
)
def test_of_ruby_the_base_is_read(ruby: str) -> None:
    assert book(f"<p>古い{ruby}が回った。</p>").text == "古い風車が回った。"


@pytest.mark.parametrize(
    "number",
    [
        '<span epub:type="pagebreak" id="p3">3</span>',
        '<span role="doc-pagebreak">3</span>',
        '<span class="pagenum">3</span>',
    ],
)
def test_printed_page_numbers_join_no_figures(number: str) -> None:
    assert book(f"<p>In {number}May, 40 {number}sails turned.</p>").text == "In May, 40 sails turned."


class TestContents:
    LIST = '<ol><li><a href="p1.xhtml">The sails</a></li></ol>'

    @pytest.mark.parametrize(
        "element",
        [
            '<nav epub:type="toc">{}</nav>',
            '<section epub:type="toc">{}</section>',
            '<div role="doc-toc">{}</div>',
            '<nav epub:type="page-list">{}</nav>',
        ],
    )
    def test_lists_of_chapters_are_clutter(self, element: str) -> None:
        self.check(book(element.format(self.LIST), "<p>The windmill turns again.</p>"))

    def test_pages_that_the_package_names_are_clutter(self) -> None:
        pages = (self.LIST, "<p>The windmill turns again.</p>")
        self.check(book(*pages, properties='properties="nav"'))
        self.check(book(*pages, guide='<guide><reference type="toc" href="p0.xhtml#x"/></guide>'))

    def check(self, draft: Draft) -> None:
        assert {draft.text[c.start : c.end]: c.reason for c in draft.clutter} == {"The sails": CONTENTS}
        assert clean(draft).draft.text == "The windmill turns again."


@pytest.mark.parametrize(
    "creators",
    [
        "<dc:creator>Ann Lee</dc:creator><dc:creator>Bob Ray</dc:creator>",
        '<dc:creator opf:role="trl">Eve Poe</dc:creator><dc:creator opf:role="aut">Ann Lee</dc:creator>'
        "<dc:creator>Bob Ray</dc:creator>",
        '<dc:creator>Ann Lee</dc:creator><dc:creator id="e">Eve Poe</dc:creator><dc:creator>Bob Ray</dc:creator>'
        '<meta refines="#e" property="role">ill</meta>',
    ],
)
def test_all_authors_are_named(creators: str) -> None:
    assert book("<p>It turns.</p>", metadata=creators).byline == "Ann Lee, Bob Ray"

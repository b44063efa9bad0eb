"""Each format: what is kept of it, and what is said when it cannot be read."""

import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.cleaning import clean
from articles.errors import Unreadable
from articles.parsing import decoding, markdown, zip_archive
from articles.parsing.errors import DAMAGED
from articles.readers import docx, epub, html, odt, pdf, text
from articles.readers.docx import WordReader
from articles.readers.epub import EpubReader
from articles.readers.html import HtmlReader
from articles.readers.odt import OpenDocumentReader
from articles.readers.pdf import PdfReader
from articles.readers.text import TextReader, read_text
from articles.text.characters import normalize_characters
from articles.text.draft import Draft
from tests.articles import make_files as make
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

GOOD = {
    "docx": make.word(),
    "epub": make.e_book(),
    "html": make.web_page(),
    "odt": make.open_document(),
    "pdf": make.pdf(),
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


def test_every_reader_has_a_file_here() -> None:
    assert set(load_plugins("articles.readers")) == set(GOOD)


class TestText:
    @pytest.mark.parametrize(
        ("source", "text", "kept"),
        [
            ("titled “[Patrol](#).”", "titled “Patrol.”", [("link", "", "Patrol")]),
            ("[NPR](https://npr.org/a_b_c)", "NPR", [("link", "https://npr.org/a_b_c", "NPR")]),
            ("[x](javascript:alert(1)) [y](data:a) [z](JAVA%0ascript:a)", "x y z", [("link", "", "z")]),
            ("[ru](https://ru.example/Путь)", "ru", [("link", "https://ru.example/Путь", "ru")]),
            ("[empty]() it", "empty it", [("link", "", "empty")]),
            (
                "*La Nazione* and _Il Foglio_",
                "La Nazione and Il Foglio",
                [("emphasis", "", "La Nazione"), ("emphasis", "", "Il Foglio")],
            ),
            (
                "a **strong *both* word**",
                "a strong both word",
                [("strong", "", "strong both word"), ("emphasis", "", "both")],
            ),
            (
                "# A *big* day #\nBy Ann",
                "A big day\n\nBy Ann",
                [("heading", "1", "A big day"), ("emphasis", "", "big")],
            ),
            ("Intro\n### Next\n\nMore", "Intro\n\nNext\n\nMore", [("heading", "3", "Next")]),
            ("see ![a picture](x.png) here", "see  here", []),
            (
                "**[bold link](https://a.example)**",
                "bold link",
                [("link", "https://a.example", "bold link"), ("strong", "", "bold link")],
            ),
        ],
    )
    def test_markdown_becomes_formatting(
        self, source: str, text: str, kept: list[tuple[str, str, str]]
    ) -> None:
        draft = read_text(source)
        assert draft.text == text
        assert sorted(shapes(draft)) == sorted(kept)

    @given(
        st.text(st.characters(exclude_characters="*_[!#\r\0\\", exclude_categories=["Cs"])).filter(
            lambda text: normalize_characters(text).strip()
        )
    )
    @example(
        "2022. Was a year\n- list\n+ lines\n> quoted\n    code\n`x` ~~y~~ <b>&amp;</b> https://a.example |"
    )
    def test_text_without_marks_keeps_every_character_that_is_seen(self, text: str) -> None:
        draft = read_text(text)
        assert draft.text.split() == normalize_characters(text).split()
        assert replace(draft, text="") == Draft("")

    @pytest.mark.parametrize(
        "text",
        [
            "snake_case_words and 2 * 3 * 4 and 5*6*7",
            "[sic] [1] [a][b] (see [note]) #1 #hashtag",
            "f***ing b***ard, what the ****",
            "https://a.example/_b_/*c*?d=_e_ (http://x.example/_y_)",
            "  two  spaces  \n\n\n\n\tand 'quotes' \"as\" “they” ‚are‘ é",
            "C:\\_files\\ and \\*not emphasised\\*",
        ],
    )
    def test_what_only_looks_like_markdown_is_untouched(self, text: str) -> None:
        assert read_text(text) == Draft(text)

    def test_line_ends_are_one_kind(self) -> None:
        assert read_text("a\r\nb\rc\n").text == "a\nb\nc\n"

    def test_japanese_mail_is_read(self) -> None:
        text = "市長は橋を閉鎖すると述べた。"
        assert TextReader().read(text.encode("iso2022_jp")) == Draft(text)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    @pytest.mark.parametrize(
        "text", ["It’s “so” 😀,\nshe said.", "他们说：“不”。\n记者 2022 年 12 月\n报道了\n"]
    )
    def test_unicode_needs_no_guess(self, text: str, encoding: str) -> None:
        assert TextReader().read(text.encode(encoding)) == Draft(text)

    @pytest.mark.parametrize(
        ("text", "encoding", "name"),
        [
            ("L'été dernier, le maire a déclaré : « Ça suffit à présent. »" * 3, "cp1252", "Windows-1252"),
            ("Er sagte: „Die Straße gehört uns nicht – überhaupt nicht.“" * 3, "cp1252", "Windows-1252"),
            ("Rada głosowała dziewięć do sześciu, mieszkańcy są źli.", "cp1250", "Windows-1250"),
            ("Rada głosowała dziewięć do sześciu, mieszkańcy są źli.", "iso8859-2", "ISO8859-2"),
            (
                "A tanács kilenc szavazattal hat ellen döntött, a lakók dühösek, a jegyző szűkszavú.",
                "cp1250",
                "Windows-1250",
            ),
            ("Министр заявил, что полиция уже начала проверку участков. " * 3, "cp1251", "Windows-1251"),
        ],
    )
    def test_a_guess_is_told(self, text: str, encoding: str, name: str) -> None:
        draft = TextReader().read(text.encode(encoding))
        assert draft.text == text
        assert draft.notes[0] == decoding.GUESSED.format(name=name)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"It is\0 so, said the mayor.", decoding.HOLDS_NUL),
            ("Ça été l'hôtel\0 à Genève".encode("cp1252"), decoding.HOLDS_NUL),
            (random.Random(1).randbytes(5000), decoding.HOLDS_NUL),
            (bytes(range(1, 30)) * 50, decoding.NOT_TEXT),
            (b" \n\t\r\n", text.EMPTY),
            ("\ufeff".encode(), text.EMPTY),
        ],
    )
    def test_what_is_no_text_is_refused(self, data: bytes, message: Message) -> None:
        assert refusal(TextReader(), data) == message

    def test_half_characters_are_refused(self) -> None:
        with pytest.raises(Unreadable) as refused:
            read_text("an emoji \ud83d cut in two")
        assert refused.value.message == decoding.HALF_CHARACTERS

    def test_too_many_marks_stay_characters(self) -> None:
        text = "[" * 20_001
        assert read_text(text).text == text
        assert read_text(text).notes[0].template == markdown.TOO_MANY


class TestHtml:
    def test_the_article_alone_with_its_facts(self) -> None:
        draft = HtmlReader().read(GOOD["html"])
        assert (draft.title, draft.byline, draft.publication) == ("Police Stations", "Ann Lee", "The Daily")
        assert (draft.url, str(draft.published), draft.language) == (
            "https://daily.example/police",
            "2022-12-15",
            "en",
        )
        assert draft.text.startswith(
            "Police Stations\n\nParagraph 0 quotes “La Nazione” and Il Foglio and “somebody”"
        )
        assert not {"Sport", "track", "Copyright"} & set(draft.text.replace("(", " ").split())
        assert shapes(draft)[:4] == [
            ("heading", "1", "Police Stations"),
            ("emphasis", "", "Il Foglio"),
            ("link", "https://npr.org/0", "links to NPR"),
            ("strong", "", "NPR"),
        ]

    def test_the_headline_comes_first_and_once(self) -> None:
        page = make.web_page().replace(
            b"<article><h1>Police Stations</h1>",
            b"<article><p>A kicker of some words</p><h2>Police Stations</h2>",
        )
        draft = clean(HtmlReader().read(page)).draft
        assert draft.text.startswith("Police Stations\n\n")
        assert draft.text.count("Police Stations") == 1

    def test_links_that_lead_nowhere_stay_links(self) -> None:
        words = "and these are the many other words that a paragraph of an article has. " * 3
        page = make.web_page(f'<p>One <a href="#">lost</a>, <a href="javascript:x()">script</a> {words}</p>')
        assert [s for s in shapes(HtmlReader().read(page)) if s[0] == "link"] == [("link", "", "lost")]

    @pytest.mark.parametrize(
        "head",
        [
            "<!-- saved from url=(0026)https://daily.example/bridge -->",
            "<!--\n Page saved with SingleFile \n url: https://daily.example/bridge \n saved date: today-->",
            '<script type="application/ld+json">{"@type": "NewsArticle", "url": "https://daily.example/bridge"}</script>',
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "url": "https://daily.example/"}, '
            '{"@type": ["ReportageNewsArticle"], "mainEntityOfPage": {"@id": "https://daily.example/bridge"}}]}</script>',
        ],
        ids=["browser", "SingleFile", "JSON-LD", "JSON-LD graph"],
    )
    def test_the_address_of_a_saved_page(self, head: str) -> None:
        page = f"<!DOCTYPE html>\n{head}<html><body><article><p>{'The bridge is closed. ' * 20}</p></article>"
        assert HtmlReader().read(page.encode()).url == "https://daily.example/bridge"

    @pytest.mark.parametrize(
        "told",
        [
            "{",
            "[1]",
            '"x"',
            '{"@type": "Article", "url": ["x"]}',
            '{"@type": "Article", "url": "javascript:1"}',
        ],
    )
    def test_no_address_is_read_off_nonsense(self, told: str) -> None:
        page = f'<script type="application/ld+json">{told}</script><p>{"The bridge is closed. " * 20}</p>'
        assert HtmlReader().read(page.encode()).url == ""

    @pytest.mark.parametrize(
        ("page", "text"),
        [
            (b"<title>T</title>" + "<p>Ça été l'hôtel</p>".encode("latin-1"), "Ça été l'hôtel"),
            (b"<meta charset=koi8-r><p>" + "Привет, как дела".encode("koi8-r"), "Привет, как дела"),
            ("<p>“utf-16”</p>".encode("utf-16"), "“utf-16”"),
            ('<meta charset="utf-8"><p>“so”</p>'.encode(), "“so”"),
        ],
    )
    def test_the_declared_encoding_counts(self, page: bytes, text: str) -> None:
        assert text in HtmlReader().read(b"" + page).text

    def test_a_page_without_an_article_is_taken_whole(self) -> None:
        deep = b"<div>" * 400 + b"Deep words" + b"</div>" * 400 + b"<p>and after</p>"
        draft = HtmlReader().read(deep)
        assert draft.text == "Deep words\n\nand after"
        assert draft.notes[0] == html.WHOLE_PAGE

    def test_what_is_not_seen_is_not_read(self) -> None:
        deep = (
            b"<div>" * 400
            + b"Seen<script>x</script><b hidden>y</b><i style='display: none'>z</i> too"
            + b"</div>" * 400
        )
        assert HtmlReader().read(deep).text == "Seen too"

    @pytest.mark.parametrize("page", [b"<html></html>", b"<script>x</script>", b" ", b"<!-- x -->"])
    def test_a_page_without_text_is_refused(self, page: bytes) -> None:
        assert refusal(HtmlReader(), page) == html.EMPTY


class TestWord:
    def test_text_formatting_and_facts(self) -> None:
        draft = WordReader().read(GOOD["docx"])
        assert draft.text == (
            "Police Stations\n\nAbroad\n\n"
            "As “La Nazione” and Il Foglio said it is false 😀.\n\none\n\nNobody knew.\n\nRome\t4"
        )
        assert (draft.title, draft.byline, str(draft.published)) == (
            "Police Stations",
            "Ann Lee",
            "2022-12-15",
        )
        assert shapes(draft) == [
            ("heading", "1", "Police Stations"),
            ("heading", "2", "Abroad"),
            ("emphasis", "", "Il Foglio"),
            ("strong", "", "false"),
            ("item", "", "one"),
            ("quotation", "", "Nobody knew."),
        ]

    def test_without_text_it_is_refused(self) -> None:
        assert refusal(WordReader(), make.word_with(make.word_xml(""))) == docx.EMPTY


class TestOpenDocument:
    def test_text_formatting_and_facts(self) -> None:
        draft = OpenDocumentReader().read(GOOD["odt"])
        assert draft.text == (
            "Police Stations\n\n"
            "As “La Nazione” and Il Foglio said it is false, both 😀\nand NPR1 too.\n\none\n\nThe footnote."
        )
        assert (draft.title, draft.byline, str(draft.published)) == (
            "Police Stations",
            "Ann Lee",
            "2022-12-15",
        )
        assert draft.language == "en-GB"
        assert ("link", "https://npr.org/a", "NPR") in shapes(draft)
        assert {s[0] for s in shapes(draft) if s[2] == "both"} == {"emphasis", "strong"}

    def test_a_password_is_told(self) -> None:
        manifest = '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
        locked = make.open_document(**{"META-INF/manifest.xml": manifest})
        assert refusal(OpenDocumentReader(), locked) == zip_archive.LOCKED

    def test_without_text_it_is_refused(self) -> None:
        assert refusal(OpenDocumentReader(), make.open_document("<text:p> </text:p>")) == odt.EMPTY


class TestEpub:
    def test_text_formatting_and_facts(self) -> None:
        draft = EpubReader().read(GOOD["epub"])
        assert draft.text == "Police Stations\n\nAs “La Nazione” and Il Foglio\u00a0said 😀.\n\nThe second."
        assert (draft.title, draft.byline, draft.publication) == ("Police Stations", "Ann Lee", "The Daily")
        assert (str(draft.published), draft.language) == ("2022-12-15", "en")
        assert ("link", "https://npr.org/a", "second") in shapes(draft)

    @pytest.mark.parametrize(("locked", "refused"), [("OEBPS/one.xhtml", True), ("OEBPS/font.otf", False)])
    def test_copy_protection_is_told(self, locked: str, refused: bool) -> None:
        lock = f'<encryption><CipherReference URI="{locked}"/></encryption>'
        book = make.e_book(**{"META-INF/encryption.xml": lock})
        if refused:
            assert refusal(EpubReader(), book) == epub.LOCKED
        else:
            assert EpubReader().read(book).text

    def test_without_text_it_is_refused(self) -> None:
        page = "<html><body><img src='a.png'/></body></html>"
        assert refusal(EpubReader(), make.e_book(page, **{"OEBPS/two b.xhtml": page})) == epub.EMPTY


class TestPdf:
    def test_paragraphs_and_facts(self) -> None:
        draft = PdfReader().read(GOOD["pdf"])
        blocks = draft.text.split("\n\n")
        whole = make.WORDS.replace("'", "’") * 3 + (
            "The internationalization of notwithstanding misunderstandings of representatives continued 𝔸."
        )
        assert [b for b in blocks if b.startswith("Paragraph")] == [
            f"Paragraph {n} starts here. {whole}" for n in range(6)
        ]
        assert (draft.title, draft.byline, str(draft.published)) == (
            "Police Stations",
            "Ann Lee",
            "2022-12-15",
        )
        assert shapes(draft) == [("heading", "1", "Headline Over Two Lines of “Large” Letters")]
        assert blocks[0] == "Headline Over Two Lines of “Large” Letters"
        assert {"Daily 1", "Daily 2"} <= set(blocks)

    def test_columns_are_read_one_after_the_other(self) -> None:
        text = PdfReader().read(make.pdf(columns=2, width="16cm")).text
        assert text.count("The internationalization of notwithstanding misunderstandings") == 6
        assert [text.index(f"Paragraph {n}") for n in range(6)] == sorted(
            text.index(f"Paragraph {n}") for n in range(6)
        )

    def test_a_title_that_a_program_wrote_gives_way_to_the_headline(self) -> None:
        assert PdfReader().read(make.pdf("Text.", "Microsoft Word - x.doc")).title.startswith("Headline Over")

    def test_a_hyphen_of_its_own_stays(self) -> None:
        body = "Covid-19 in the south-east of Bosnia-Herzegovina and Austria-Hungary. " * 6
        assert "Bosnia-Herzegovina" in PdfReader().read(make.pdf(body, width="7cm")).text
        assert "Bosnia Herzegovina" not in PdfReader().read(make.pdf(body, width="7cm")).text

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (lambda: make.empty_pdf(3), pdf.SCAN),
            (make.locked_pdf, pdf.LOCKED),
            (lambda: make.empty_pdf(1001), pdf.TOO_MANY.format(pages=1001, most=1000)),
        ],
        ids=["scan", "locked", "long"],
    )
    def test_what_cannot_be_read_is_told(self, data: Callable[[], bytes], message: Message) -> None:
        assert refusal(PdfReader(), data()) == message


class TestHostile:
    """Files built to do harm. ``test_reading`` puts the same into a child process."""

    @pytest.mark.parametrize("doctype", [make.BILLION_LAUGHS, make.EXTERNAL], ids=["laughs", "external"])
    def test_entities_are_refused(self, doctype: str) -> None:
        assert refusal(WordReader(), make.word_with(make.word_xml("&j;", doctype))) == zip_archive.ENTITIES
        page = make.open_document("<text:p>&j;</text:p>", doctype)
        assert refusal(OpenDocumentReader(), page) == zip_archive.ENTITIES
        locked = make.e_book(**{"META-INF/container.xml": f"{doctype}<container>&j;</container>"})
        assert refusal(EpubReader(), locked) == zip_archive.ENTITIES

    @pytest.mark.parametrize("doctype", [make.BILLION_LAUGHS, make.EXTERNAL], ids=["laughs", "external"])
    def test_entities_of_an_e_books_page_stay_unresolved(self, doctype: str) -> None:
        page = doctype.replace("DOCTYPE x", "DOCTYPE html") + "<html><body><p>Text &j;.</p></body></html>"
        text = EpubReader().read(make.e_book(page)).text
        assert "haha" not in text
        assert "root:" not in text

    @pytest.mark.parametrize(
        "bomb",
        [
            lambda: make.zipped({"word/document.xml": bytes(101 * 1024**2), "[Content_Types].xml": ""}),
            lambda: make.zipped({"word/document.xml": bytes(11 * 1024**2), "[Content_Types].xml": ""}),
            lambda: make.zipped({f"word/{number}.xml": "" for number in range(5001)}),
        ],
        ids=["large", "ratio", "members"],
    )
    @pytest.mark.parametrize(
        "reader", [WordReader(), OpenDocumentReader(), EpubReader()], ids=["docx", "odt", "epub"]
    )
    def test_bombs_are_not_unpacked(self, reader: object, bomb: Callable[[], bytes]) -> None:
        assert refusal(reader, bomb()) == zip_archive.BOMB

    @pytest.mark.parametrize("size", [10, 0])
    def test_a_bomb_that_lies_about_its_size_is_not_unpacked(self, size: int) -> None:
        bomb = make.lying(make.word_with("<x>" + " " * 120 * 1024**2), "word/document.xml", size)
        assert refusal(WordReader(), bomb).template == DAMAGED.template

    def test_names_that_leave_the_archive_write_nothing(self, tmp_path: object, monkeypatch: object) -> None:
        monkeypatch.chdir(tmp_path)
        names = {"../escaped.xml": "<x/>", "/tmp/../escaped.xml": "<x/>", "C:\\escaped.xml": "<x/>"}
        assert WordReader().read(make.zipped(make.unzipped(GOOD["docx"]) | names)).text
        assert list(tmp_path.parent.rglob("escaped*")) == []

    def test_a_locked_zip_is_told(self) -> None:
        data = bytearray(GOOD["docx"])
        with zipfile.ZipFile(make.io.BytesIO(data)) as archive:
            first = archive.infolist()[0].filename.encode()
        data[data.rindex(first) - 46 + 8] |= 1
        assert refusal(WordReader(), bytes(data)) == zip_archive.LOCKED


@pytest.mark.parametrize("slug", sorted(GOOD))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damage_is_told_and_never_crashes(slug: str, data: st.DataObject) -> None:
    good = GOOD[slug]
    broken = bytearray(good[: data.draw(st.integers(0, len(good)), "length")])
    for place in data.draw(st.lists(st.integers(0, max(len(broken) - 1, 0)), max_size=20), "places"):
        if broken:
            broken[place] = data.draw(st.integers(0, 255), "byte")
    with suppress(Unreadable):
        assert load_plugins("articles.readers")[slug].read(bytes(broken)).text.strip()

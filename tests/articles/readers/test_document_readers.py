"""Word, OpenDocument, EPUB and PDF: what is kept of them, and what is said when they cannot be read."""

from collections.abc import Callable

import pytest

from articles.parsing import zip_archive
from articles.readers import docx, epub, odt, pdf
from articles.readers.docx import WordReader
from articles.readers.epub import EpubReader
from articles.readers.odt import OpenDocumentReader
from articles.readers.pdf import PdfReader
from tests.articles.drafts import GOOD, refusal, shapes
from tests.articles.readers import make_files as make
from web.i18n.lazy_message import Message


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
            "As “La Nazione” and Il Foglio said it is false, both 😀\nand NPR[1] too.\n\none\n\n[1] The footnote."
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
        headline = "Headline Over Two Lines of “Large” Letters"
        blocks = draft.text.split("\n\n")
        whole = make.WORDS.replace("'", "’") * 3 + (
            "The internationalization of notwithstanding misunderstandings of representatives continued 𝔸."
        )
        assert [b for b in blocks if b.startswith("Paragraph")] == [
            f"Paragraph {n} starts here. {whole}" for n in range(6)
        ]
        assert (draft.title, draft.byline, str(draft.published)) == (
            headline,
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

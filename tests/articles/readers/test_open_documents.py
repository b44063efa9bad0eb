"""OpenDocument texts: what LibreOffice shows is read, and what it hides is not."""

import pytest

from articles.cleaning import clean
from articles.parsing.contents import CONTENTS
from articles.parsing.html.markup import STRUCK_OUT
from articles.readers.odt import OBJECTS, OpenDocumentReader
from articles.text.draft import Draft
from tests.articles.readers.make_files import ODF, open_document

DRAWING = (
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def p(inside: str, style: str = "") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def span(inside: str, style: str) -> str:
    """Return a run of characters."""
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


def style(name: str, properties: str, parent: str = "") -> str:
    """Return a style of characters or paragraphs."""
    parent = f'style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" {parent}><style:text-properties {properties}/></style:style>'


def read(body: str, styles: str = "", common: str = "", meta: str = "") -> Draft:
    """Return the draft of a text with these styles, automatic ones and ``common`` ones."""
    content = (
        f"<office:document-content {ODF} {DRAWING}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    named = f"<office:document-styles {ODF}><office:styles>{common}</office:styles></office:document-styles>"
    about = f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>"
    return OpenDocumentReader().read(
        open_document(**{"content.xml": content, "styles.xml": named, "meta.xml": about})
    )


@pytest.mark.parametrize(
    "sign",
    ["<text:line-break/>", "<text:soft-page-break/>", "<text:s/>", '<text:s text:c="3"/>', "<text:tab/>"],
)
def test_no_break_joins_sentences(sign: str) -> None:
    text = read(p(f"The mill stood still.{sign}Then it turned.")).text
    assert text.split() == ["The", "mill", "stood", "still.", "Then", "it", "turned."]


def test_a_word_may_go_on_on_the_next_page() -> None:
    assert read(p("The wind<text:soft-page-break/>mill turns.")).text == "The windmill turns."


class TestNotes:
    def note(self, sign: str, *lines: str) -> str:
        body = "".join(map(p, lines))
        citation = f"<text:note-citation>{sign}</text:note-citation>"
        return f"<text:note>{citation}<text:note-body>{body}</text:note-body></text:note>"

    def test_notes_have_the_sign_of_their_sentence(self) -> None:
        first, second = self.note("1", "Minutes, 3 May.", "Page 4."), self.note("i", "Archive.")
        text = read(p(f"It turned in 2024{first} and{second} stopped.") + p("It is old.")).text
        assert text == (
            "It turned in 2024[1] and[i] stopped.\n\nIt is old.\n\n[1] Minutes, 3 May.\n\nPage 4.\n\n[i] Archive."
        )

    def test_signs_that_the_file_leaves_out_are_counted(self) -> None:
        assert read(p(f"It turned{self.note('', 'Minutes.')}.")).text == "It turned[1].\n\n[1] Minutes."


def test_of_ruby_the_base_is_read() -> None:
    ruby = "<text:ruby><text:ruby-base>風車</text:ruby-base><text:ruby-text>ふうしゃ</text:ruby-text></text:ruby>"
    assert read(p(f"古い{ruby}が回った。")).text == "古い風車が回った。"


class TestHiddenText:
    @pytest.mark.parametrize(
        "hidden",
        [
            span("(ask the lawyer) ", "H"),
            span("(ask the lawyer) ", "H2"),
            span("(ask the lawyer) ", "Named"),
            '<text:hidden-text text:is-hidden="true">(ask the lawyer) </text:hidden-text>',
            "<office:annotation><text:p>ask the lawyer</text:p></office:annotation>",
        ],
    )
    def test_hidden_words_are_left_out(self, hidden: str) -> None:
        styles = style("H", 'text:display="none"') + style("H2", 'fo:font-style="italic"', "H")
        common = style("Named", 'text:display="none"')
        assert read(p(f"The miller said {hidden}nothing."), styles, common).text == "The miller said nothing."

    @pytest.mark.parametrize(
        "hidden",
        [
            p("Ask the lawyer.", "H"),
            f'<text:section text:display="none">{p("Ask the lawyer.")}</text:section>',
            f"<text:tracked-changes>{p('Ask the lawyer.')}</text:tracked-changes>",
        ],
    )
    def test_hidden_paragraphs_are_left_out(self, hidden: str) -> None:
        text = read(p("It turns.") + hidden + p("It is old."), style("H", 'text:display="none"')).text
        assert text == "It turns.\n\nIt is old."

    def test_what_is_shown_again_stays(self) -> None:
        styles = style("H", 'text:display="none"') + style("S", 'text:display="true"', "H")
        assert read(p("It " + span("turns.", "S")), styles).text == "It turns."


@pytest.mark.parametrize(
    "properties",
    ['style:text-line-through-style="solid"', 'style:text-line-through-type="double"'],
)
def test_struck_out_words_are_crossed_out(properties: str) -> None:
    styles = style("S", properties) + style("S2", 'fo:font-style="italic"', "S")
    draft = read(p(f"The miller {span('lied', 'S2')} was mistaken.") + p("All of it.", "S"), styles)
    assert [(draft.text[c.start : c.end], c.reason) for c in draft.clutter] == [
        ("lied", STRUCK_OUT),
        ("All of it.", STRUCK_OUT),
    ]


@pytest.mark.parametrize(
    ("position", "text"),
    [("super 58%", "10⁶"), ("33% 58%", "10⁶"), ("sub 58%", "10₆"), ("-33% 58%", "10₆"), ("0% 100%", "106")],
)
def test_raised_digits_join_no_others(position: str, text: str) -> None:
    styles = style("R", f'style:text-position="{position}"')
    assert read(p(f"It weighs 10{span('6', 'R')} grams."), styles).text == f"It weighs {text} grams."


class TestFrames:
    def frame(self, inside: str) -> str:
        return f"<draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame>"

    def test_names_of_pictures_are_no_text(self) -> None:
        picture = "<draw:frame><draw:image/><svg:title>IMG_7.JPG</svg:title><svg:desc>A mill</svg:desc></draw:frame>"
        assert read(p(f"It turns.{picture}")).text == "It turns."

    def test_titles_of_the_document_are(self) -> None:
        assert read(p("See <text:title>Windmills</text:title>.")).text == "See Windmills."

    def test_text_of_frames_follows_their_paragraph(self) -> None:
        box = self.frame(p("“It is rotten,”") + p("said the miller." + self.frame(p("Two."))))
        shape = f"<draw:custom-shape>{p('Three.')}</draw:custom-shape>"
        assert read(p(f"The mill {box}turns{shape}.") + p("It is old.")).text.split("\n\n") == [
            "The mill turns.", "“It is rotten,”", "said the miller.", "Two.", "Three.", "It is old."
        ]  # fmt: skip

    def test_drop_caps_join_their_word(self) -> None:
        draft = clean(read(p("Windmill turns again") + p(self.frame(p("T")) + "he windmill turns."))).draft
        assert draft.text == "Windmill turns again\n\nThe windmill turns."

    def test_formulas_and_charts_are_noted(self) -> None:
        assert read(p("It turns.<draw:frame><draw:object/></draw:frame>")).notes == (OBJECTS,)


@pytest.mark.parametrize("name", ["table-of-content", "illustration-index", "table-index"])
def test_contents_are_clutter(name: str) -> None:
    source = f"<text:{name}-source><text:index-title-template>Contents</text:index-title-template></text:{name}-source>"
    heading = f"<text:index-title>{p('Contents')}</text:index-title>"
    body = f"<text:index-body>{heading}{p('The sails<text:tab/>3')}</text:index-body>"
    draft = read(f"<text:{name}>{source}{body}</text:{name}>" + p("The windmill turns again."))
    assert {draft.text[c.start : c.end]: c.reason for c in draft.clutter} == {
        "Contents": CONTENTS,
        "The sails 3": CONTENTS,
    }
    assert clean(draft).draft.text == "The windmill turns again."


def test_paragraphs_of_a_cell_stay_in_its_row() -> None:
    def cell(*lines: str) -> str:
        return f"<table:table-cell>{''.join(map(p, lines))}</table:table-cell>"

    covered = f"<table:covered-table-cell>{p('covered')}</table:covered-table-cell>"
    rows = "".join(
        f"<table:table-row>{row}</table:table-row>"
        for row in (cell("Monday") + cell("6 am", "9 pm"), cell("Fare: 2 crowns") + covered)
    )
    text = read(p("It turns.") + f"<table:table>{rows}</table:table>").text
    assert text == "It turns.\n\nMonday\t6 am 9 pm\nFare: 2 crowns"


def test_what_the_article_says_beats_the_properties() -> None:
    meta = "<dc:title>Template</dc:title><meta:initial-creator>Typist</meta:initial-creator>"
    body = "".join(
        map(p, ("Windmill turns again", "By Ann Lee, May 3, 2024", "The windmill of Oster turns."))
    )
    draft = read(body, meta=meta)
    assert (draft.title, draft.byline, str(draft.published)) == (
        "Windmill turns again",
        "Ann Lee",
        "2024-05-03",
    )
    assert read(p("It turns."), meta=meta.replace("Typist", "Ann Lee; Bob Ray")).byline == "Ann Lee, Bob Ray"

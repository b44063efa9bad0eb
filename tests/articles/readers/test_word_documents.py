"""Word documents: what mammoth leaves out is read, and what Word hides is not."""

from datetime import datetime

import pytest

from articles.cleaning import clean
from articles.parsing.contents import CONTENTS
from articles.parsing.html.markup import STRUCK_OUT
from articles.readers.docx import DIAGRAMS, LEFT_OUT, NOT_IMPORTED, WordReader
from articles.text.draft import Draft
from tests.articles.readers.make_word import document, note, p, run, sign, style, text_box

STORY = p("The windmill turns again.")


def read(body: str, **more: object) -> Draft:
    """Return the draft of a document, which must be read without notes."""
    draft = WordReader().read(document(body, **more))
    assert not draft.notes
    return draft


@pytest.mark.parametrize(
    "sign",
    [
        "<w:br/>",
        '<w:br w:type="page"/>',
        '<w:br w:type="column"/>',
        '<w:br w:type="textWrapping" w:clear="all"/>',
        "<w:cr/>",
        '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>',
        "<w:tab/>",
    ],
)
def test_no_break_joins_sentences(sign: str) -> None:
    text = read(p(run("The mill stood still.") + f"<w:r>{sign}</w:r>" + run("Then it turned."))).text
    assert "still.Then" not in text
    assert text.split() == ["The", "mill", "stood", "still.", "Then", "it", "turned."]


def test_a_page_break_parts_paragraphs() -> None:
    assert read(p('<w:r><w:t>One.</w:t><w:br w:type="page"/><w:t>Two.</w:t></w:r>')).text == "One.\n\nTwo."


class TestFields:
    def test_simple_fields_keep_their_text(self) -> None:
        field = f'<w:fldSimple w:instr=" DATE "><w:smartTag>{run("3 May")}</w:smartTag></w:fldSimple>'
        assert read(p(run("On ") + field + run(" it turned."))).text == "On 3 May it turned."

    def test_simple_hyperlinks_are_links(self) -> None:
        field = f'<w:fldSimple w:instr="HYPERLINK &quot;https://oster.example/a&quot;">{run("plan")}</w:fldSimple>'
        draft = read(p(run("The ") + field + run(" is public.")))
        assert draft.text == "The plan is public."
        assert [(f.kind, f.value, draft.text[f.start : f.end]) for f in draft.formatting] == [
            ("link", "https://oster.example/a", "plan")
        ]

    @pytest.mark.parametrize("tag", ["bdo", "dir", "smartTag", "customXml", "ins", "moveTo"])
    def test_words_in_elements_around_runs_are_read(self, tag: str) -> None:
        inside = run("The ") + f"<w:{tag}>{run('old ')}</w:{tag}>" + run("mill.")
        assert read(p(inside)).text == "The old mill."

    @pytest.mark.parametrize("tag", ["del", "moveFrom"])
    def test_tracked_deletions_are_not(self, tag: str) -> None:
        assert read(p(run("The ") + f"<w:{tag}>{run('old ')}</w:{tag}>" + run("mill."))).text == "The mill."


class TestTextBoxes:
    @pytest.mark.parametrize("fallback", [True, False])
    def test_their_text_follows_their_paragraph_once(self, fallback: bool) -> None:
        box = text_box(p("“It is rotten,”") + p("said the miller."), fallback)
        text = read(p(run("The mill ") + box + run("turns.")) + p("It is old.")).text
        assert text == "The mill turns.\n\n“It is rotten,”\n\nsaid the miller.\n\nIt is old."

    def test_several_and_nested_boxes_stay_in_order(self) -> None:
        inner = p(run("Two.") + text_box(p("Three.")))
        assert read(p(run("One.") + text_box(inner) + text_box(p("Four.")))).text.split() == [
            "One.", "Two.", "Three.", "Four."
        ]  # fmt: skip


class TestDropCaps:
    @pytest.mark.parametrize("kind", ["drop", "margin"])
    def test_the_first_word_is_whole(self, kind: str) -> None:
        cap = p("T", f'<w:framePr w:dropCap="{kind}" w:lines="3" w:wrap="around"/>')
        draft = clean(read(p("Windmill turns again") + cap + p("he windmill of Oster turns."))).draft
        assert draft.text == "Windmill turns again\n\nThe windmill of Oster turns."
        assert draft.title == "Windmill turns again"

    def test_other_frames_are_paragraphs(self) -> None:
        assert read(p("A box.", '<w:framePr w:w="200"/>') + p("It turns.")).text == "A box.\n\nIt turns."


class TestFigures:
    @pytest.mark.parametrize(
        ("properties", "styles"),
        [
            ('<w:vertAlign w:val="superscript"/>', ""),
            ('<w:rStyle w:val="Raised"/>', style("Raised", '<w:vertAlign w:val="superscript"/>')),
            (
                '<w:rStyle w:val="Note"/>',
                style("Note", "", "Raised") + style("Raised", '<w:vertAlign w:val="superscript"/>'),
            ),
            ('<w:position w:val="6"/>', ""),
        ],
    )
    def test_raised_digits_join_no_others(self, properties: str, styles: str) -> None:
        text = read(p(run("It weighs 10") + run("6", properties) + run(" grams.")), styles=styles).text
        assert text == "It weighs 10⁶ grams."

    def test_lowered_digits_join_no_others(self) -> None:
        inside = run("CO") + run("2", '<w:vertAlign w:val="subscript"/>') + run(" 7")
        assert read(p(inside)).text == "CO₂ 7"

    def test_equations_are_written_on_a_line(self) -> None:
        def part(name: str, text: str) -> str:
            return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

        half = f"<m:f>{part('num', '1')}{part('den', '2')}</m:f>"
        power = f"<m:sSup>{part('e', '10')}{part('sup', '6')}</m:sSup>"
        inside = run("About ") + f"<m:oMath>{half}<m:r><m:t>×</m:t></m:r>{power}</m:oMath>" + run(" sails.")
        assert read(p(inside)).text == "About 1/2×10⁶ sails."


def test_of_ruby_the_base_is_read() -> None:
    parts = f"<w:rubyPr/><w:rt>{run('ふうしゃ')}</w:rt><w:rubyBase>{run('風車')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{parts}</w:ruby></w:r>"
    assert read(p(run("古い") + ruby + run("が回った。"))).text == "古い風車が回った。"


class TestNotes:
    def test_notes_have_the_number_of_their_sign(self) -> None:
        body = p(run("It turned") + sign(7) + run(" and stopped") + sign(4) + run(".")) + p(
            run("It is old") + sign(2, "endnote") + run(".")
        )
        text = read(
            body,
            footnotes=note(4, "Report, page 4.") + note(7, "Minutes, 3 May."),
            endnotes=note(2, "Archive.", "endnote"),
        ).text
        assert text.startswith("It turned[1] and stopped[2].\n\nIt is old[3].")
        assert text.endswith("[1] Minutes, 3 May.\n\n[2] Report, page 4.\n\n[3] Archive.")
        assert "↑" not in text

    def test_notes_without_a_sign_are_no_loss(self) -> None:
        assert read(STORY, footnotes=note(4, "Never shown.")).text == "The windmill turns again."


def test_paragraphs_of_a_cell_stay_in_its_row() -> None:
    def cell(*lines: str) -> str:
        return f"<w:tc>{''.join(map(p, lines))}</w:tc>"

    rows = f"<w:tr>{cell('Monday')}{cell('6 am', '9 pm')}</w:tr><w:tr>{cell('Fare')}{cell('2 crowns')}</w:tr>"
    assert read(STORY + f"<w:tbl>{rows}</w:tbl>").text.endswith("Monday\t6 am 9 pm\nFare\t2 crowns")


class TestHiddenText:
    @pytest.mark.parametrize(
        ("properties", "styles"),
        [
            ("<w:vanish/>", ""),
            ('<w:vanish w:val="1"/>', ""),
            ('<w:rStyle w:val="Secret"/>', style("Secret", "<w:vanish/>")),
            (
                '<w:rStyle w:val="Inner"/>',
                style("Inner", "<w:b/>", "Secret") + style("Secret", "<w:vanish/>"),
            ),
        ],
    )
    def test_hidden_runs_are_left_out(self, properties: str, styles: str) -> None:
        hidden = run("(ask the lawyer) ", properties)
        assert read(p(run("The miller said ") + hidden + run("nothing.")), styles=styles).text == (
            "The miller said nothing."
        )

    def test_a_hidden_style_of_paragraphs_hides_them(self) -> None:
        styles = style("Remark", "<w:vanish/>", kind="paragraph")
        body = STORY + p("Ask the lawyer.", '<w:pStyle w:val="Remark"/>') + p("It is old.")
        assert read(body, styles=styles).text == "The windmill turns again.\n\nIt is old."

    @pytest.mark.parametrize(
        "properties", ['<w:vanish w:val="0"/>', '<w:rStyle w:val="A"/><w:vanish w:val="false"/>']
    )
    def test_what_is_shown_again_stays(self, properties: str) -> None:
        styles = style("A", "<w:vanish/>", "B") + style("B", "", "A")
        assert read(p(run("It ") + run("turns.", properties)), styles=styles).text == "It turns."

    def test_a_hidden_end_joins_paragraphs(self) -> None:
        body = p("Oster.", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(" The mill turns.")
        assert read(body).text == "Oster. The mill turns."


@pytest.mark.parametrize(
    ("properties", "styles"),
    [
        ("<w:strike/>", ""),
        ("<w:dstrike/>", ""),
        ('<w:rStyle w:val="Gone"/>', style("Gone", "<w:dstrike/>")),
    ],
)
def test_struck_out_words_are_crossed_out(properties: str, styles: str) -> None:
    draft = read(p(run("The miller ") + run("lied", properties) + run(" was mistaken.")), styles=styles)
    assert [(draft.text[c.start : c.end], c.reason) for c in draft.clutter] == [("lied", STRUCK_OUT)]
    assert clean(draft).draft.text.split() == ["The", "miller", "was", "mistaken."]


class TestContents:
    ENTRY = run("The sails") + "<w:r><w:tab/></w:r>" + run("3")

    def check(self, draft: Draft) -> None:
        assert {draft.text[c.start : c.end]: c.reason for c in draft.clutter} == {"The sails 3": CONTENTS}
        assert clean(draft).draft.text == "The windmill turns again."

    @pytest.mark.parametrize("name", ["toc 1", "TOC Heading", "Table of Contents", "Contents 1"])
    def test_styles_of_contents_are_clutter(self, name: str) -> None:
        entry = p(self.ENTRY, f'<w:pStyle w:val="{name.replace(" ", "")}"/>')
        self.check(read(entry + STORY, styles=style(name, "", kind="paragraph")))

    def test_word_s_own_contents_are_clutter(self) -> None:
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        tag = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p(self.ENTRY)}</w:sdtContent></w:sdt>"
        self.check(read(tag + STORY))

    def test_a_field_of_contents_is_clutter(self) -> None:
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        self.check(read(p(begin + self.ENTRY + end) + STORY))


class TestImportedParts:
    BODY = p("One.") + '<w:altChunk r:id="rId90"/>' + p("Two.")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.html", "<html><body><p>It <b>turns</b>.</p></body></html>"),
            ("a.txt", "It turns.\n"),
            ("a.docx", document(p("It turns."))),
            (
                "a.mht",
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
                "Content-Type: text/html\n\n<p>It turns.</p>\n--x--\n",
            ),
        ],
        ids=["html", "txt", "docx", "mht"],
    )
    def test_they_are_read_in_their_place(self, name: str, content: str | bytes) -> None:
        assert read(self.BODY, imported={name: content}).text == "One.\n\nIt turns.\n\nTwo."

    def test_others_are_noted(self) -> None:
        draft = WordReader().read(document(self.BODY, imported={"a.rtf": "{\\rtf It turns.}"}))
        assert (draft.text, draft.notes) == ("One.\n\nTwo.", (NOT_IMPORTED,))


class TestLosses:
    def test_words_that_are_left_out_are_counted(self) -> None:
        drawn = "<w:r><w:drawing><a:p><a:r><a:t>Old mill of Oster</a:t></a:r></a:p></w:drawing></w:r>"
        draft = WordReader().read(document(p(run("The mill turns.") + drawn)))
        assert draft.notes == (LEFT_OUT.format(count=4),)

    def test_diagrams_are_noted(self) -> None:
        draft = WordReader().read(document(STORY, **{"word/diagrams/data1.xml": "<x/>"}))
        assert draft.notes == (DIAGRAMS,)


class TestMetadata:
    def test_what_the_article_says_beats_the_properties(self) -> None:
        body = "".join(
            map(p, ("Windmill turns again", "By Ann Lee, May 3, 2024", "The windmill of Oster turns."))
        )
        draft = read(body, properties={"author": "Typist", "title": "Template for reports"})
        assert (draft.title, draft.byline, str(draft.published)) == (
            "Windmill turns again",
            "Ann Lee",
            "2024-05-03",
        )

    @pytest.mark.parametrize(
        "line", ["May 3, 2024", "OSTER, 3 May 2024 — The mill turns.", "Oster, 3 May 2024"]
    )
    def test_a_dateline_beats_the_day_of_the_file(self, line: str) -> None:
        draft = read(p("Windmill turns again") + p(line) + p("The windmill of Oster turns."))
        assert str(draft.published) == "2024-05-03"

    @pytest.mark.parametrize(
        ("modified", "published"), [(datetime(2024, 5, 4), "2024-05-03"), (datetime(2026, 5, 4), "None")]
    )
    def test_the_day_of_a_template_is_no_date(self, modified: datetime, published: str) -> None:
        draft = read(STORY, properties={"created": datetime(2024, 5, 3), "modified": modified})
        assert str(draft.published) == published
        assert read(STORY).published is None, "made with a library that does not set the day"

    def test_several_authors_are_named(self) -> None:
        assert read(STORY, properties={"author": "Ann Lee;Bob Ray; "}).byline == "Ann Lee, Bob Ray"

    def test_without_any_the_properties_count(self) -> None:
        draft = read(STORY, properties={"author": "Ann Lee", "title": "Windmills"})
        assert (draft.title, draft.byline) == ("Windmills", "Ann Lee")

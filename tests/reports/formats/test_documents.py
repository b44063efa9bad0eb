"""Word, OpenDocument, Excel and claim reviews, and hostile text in every format."""

import io
import json

import pytest
from docx import Document
from odfdo import Document as OpenDocument
from openpyxl import load_workbook

from reports.analysis.claims import Finding
from reports.layers import SpanAnnotation
from tests.reports.formats.tools import HOSTILE, READERS, REPORTS, TAGS, write
from tests.reports.small import ANNOTATIONS, BODY, annotation, report


def test_word_shows_the_text_with_a_comment_on_each_passage() -> None:
    document = Document(io.BytesIO(write("docx", report())))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Mayor slams critics 🌉"
    assert document.paragraphs[0].style.name == "Heading 1"
    assert texts[1] == "The globalist council voted nine to six. “It was a disgrace,” said the family."
    comments = {comment.text: comment.author for comment in document.comments}
    assert len(comments) == len(report().passages)
    assert any("0" * 64 in text for text in texts), "the hash of the text"
    (slams,) = [text for text in comments if "criticises" in text]
    assert slams.startswith(f"{TAGS['loaded-language'].name}\n")
    assert comments[slams] == "Ada, Bo"
    assert any("Why not?" in text for text in comments)
    shaded = [run.text for run in document.paragraphs[0].runs if run._r.xpath("./w:rPr/w:shd")]
    assert shaded == ["slams"]


def test_opendocument_shows_the_text_with_a_comment_on_each_passage() -> None:
    document = OpenDocument(io.BytesIO(write("odt", report())))
    comments = {note.note_body: note.creator for note in document.body.get_annotations()}
    assert len(comments) == len(report().passages)
    (slams,) = [text for text in comments if "criticises" in text]
    assert slams.startswith(TAGS["loaded-language"].name)
    assert comments[slams] == "Ada, Bo"
    assert {end.name for end in document.body.get_annotation_ends()} == {
        f"passage-{p.number}" for p in report().passages
    }
    for note in document.body.get_annotations():
        note.delete()
    texts = [str(element).strip() for element in document.body.get_elements("text:h|text:p")]
    assert texts[:2] == ["Mayor slams critics 🌉", BODY.split("\n\n")[1]]
    assert any("0" * 64 in text for text in texts)


def test_excel_has_its_sheets_and_takes_nothing_for_a_formula() -> None:
    evil = [annotation("opinion", "slams", '=HYPERLINK("http://x")', note="+1+1"), *ANNOTATIONS]
    book = load_workbook(io.BytesIO(write("xlsx", report(evil))))
    marks, _claims, sources, _loaded, _agreement, people, _about = book.worksheets
    rows = list(marks.values)
    assert len(rows) == 1 + len(evil)
    assert all(cell.data_type != "f" for row in marks.rows for cell in row)
    start = rows[0].index("start")
    assert all(BODY[row[start] : row[start + 1]] == row[start + 2] for row in rows[1:])
    assert [row[0] for row in sources.values] == ["source", "The family"]
    assert [row[0] for row in people.values][1:] == ['=HYPERLINK("http://x")', "Ada", "Bo"]


def test_claim_reviews_are_drafts_of_what_was_checked() -> None:
    start = BODY.index("Taxes")
    finding = Finding(
        start, start + 26, "supported", ("https://tax.example/2023",), "The tax office says so.", "Ada"
    )
    graph = json.loads(write("claimreview", report(findings=(finding,))))["@graph"]
    (review,) = graph
    assert review["claimReviewed"] == "Taxes fell by four per cent"
    assert (review["reviewRating"]["alternateName"], review["reviewRating"]["ratingValue"]) == (
        TAGS["factual-claim"].details[0].choices["supported"],
        5,
    )
    assert review["itemReviewed"]["citation"] == ["https://tax.example/2023"]
    assert review["itemReviewed"]["appearance"]["publisher"]["name"] == "The Courier"
    assert review["reviewBody"] == "The tax office says so."


@pytest.mark.parametrize("slug", [slug for slug in REPORTS if slug != "pdf"])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_comes_through_harmless(slug: str, text: str) -> None:
    quote = text[:40]
    details = {"source": text[:2000], "cue": text[:2000]}
    marks = [
        SpanAnnotation(
            "1",
            0,
            len(quote),
            "attributed-allegation",
            quote,
            text[:80],
            "2024-01-01T00:00:00+00:00",
            text,
            details,
        )
    ]
    data = write(slug, report(marks, text, ()))
    if slug in READERS:
        read = READERS[slug](
            data, text if not slug.startswith("cas") else text.translate(dict.fromkeys(b"\x00\x01\x0b", " "))
        )
        assert {(start, end) for _, start, end, _ in read} == {(0, len(quote))}
    if slug == "docx":
        assert len(list(Document(io.BytesIO(data)).comments)) == 1
    # Its library takes so many times the same letter for a bomb.
    if slug == "odt" and len(text) < 1000:
        assert len(OpenDocument(io.BytesIO(data)).body.get_annotations()) == 1
    if slug == "xlsx":
        assert all(
            cell.data_type != "f"
            for sheet in load_workbook(io.BytesIO(data))
            for row in sheet.rows
            for cell in row
        )

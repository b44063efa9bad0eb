"""The worksheet and the key sheet for Word: numbered lines in the article alone, answers on the key alone."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from articles.text.draft import Formatting
from reports.worksheets.docx import key_sheet_docx, worksheet_docx
from reports.worksheets.lesson_sheets import key_sheet_of_content, worksheet_of_content
from tests.reports.worksheets.sheets import lesson
from tests.reports.worksheets.test_pdf import HOSTILE, LONG, LONG_KEY


def open_both(content) -> tuple[Document, Document]:
    worksheet = worksheet_docx(worksheet_of_content(content, 0))
    key = key_sheet_docx(key_sheet_of_content(content, 0), "Answer key")
    return Document(io.BytesIO(worksheet)), Document(io.BytesIO(key))


def texts(document: Document) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def numbered(document: Document) -> list[str]:
    """Return the paragraphs whose lines are numbered."""
    suppressed = ".//w:suppressLineNumbers"
    return [paragraph.text for paragraph in document.paragraphs if not paragraph._p.xpath(suppressed)]


def test_the_lines_of_the_article_alone_are_numbered() -> None:
    worksheet, key = open_both(lesson(LONG, LONG_KEY))
    assert numbered(worksheet) == LONG.split("\n\n")
    assert len(numbered(key)) == len(numbered(worksheet))
    for document in (worksheet, key):
        (numbers,) = document.sections[0]._sectPr.xpath("./w:lnNumType")
        assert numbers.get(qn("w:countBy")) == "5"
        assert all(
            not p._p.xpath(".//w:suppressLineNumbers/following-sibling::w:pStyle")
            for p in document.paragraphs
        )


def test_the_worksheet_gives_nothing_of_the_key_away() -> None:
    worksheet, key = open_both(lesson(LONG, LONG_KEY))
    bare, _ = open_both(lesson(LONG, {}))
    assert worksheet.element.xml == bare.element.xml
    said = " ".join(texts(key))
    assert all(f"Why number {number}?" in said for number in range(1, len(LONG_KEY) + 1))


def test_each_answer_has_the_line_of_its_tag() -> None:
    quotes = {
        "One": "factual-claim", "Two": "attributed-allegation", "Three": "opinion", "Four": "loaded-language",
    }  # fmt: skip
    worksheet, key = open_both(lesson("One Two Three Four.", quotes))
    lines = {run.text: run.font.underline for p in key.paragraphs for run in p.runs if run.text in quotes}
    assert len(set(lines.values())) == 4
    assert not any(run.font.underline for p in worksheet.paragraphs for run in p.runs)
    legend = {cell.paragraphs[0].runs[0].font.underline for cell in worksheet.tables[0].columns[0].cells}
    assert legend == set(lines.values())


def test_the_questions_have_lines_and_are_not_on_the_key() -> None:
    worksheet, key = map(texts, open_both(lesson("A short text.", {"short": "opinion"})))
    assert "1. Who says so?" in worksheet
    assert worksheet.count("\t") >= 4
    assert not any("Who says so?" in text for text in key)


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_kept(body: str) -> None:
    formatting = (Formatting(0, len(body.split("\n\n", maxsplit=1)[0]), "heading", "2"),)
    worksheet, key = open_both(lesson(body, {body.split(maxsplit=1)[0]: "opinion"}, formatting))
    clean = body.replace("\u0007", " ").replace("\x0b", " ")
    assert [text for text in numbered(worksheet) if text] == clean.split("\n\n")
    assert "Why number 1?" in " ".join(texts(key))
    assert bool(worksheet.sections[0]._sectPr.xpath("./w:bidi")) == (body[0] in "שق")

"""The worksheet and the key sheet as PDF: line numbers, lines that break alike, answers on the key alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.content import LessonContent
from articles.text.draft import Formatting
from reports.worksheets.lesson_sheets import key_sheet_of_content, worksheet_of_content
from reports.worksheets.pdf import key_sheet_pdf, worksheet_pdf
from reports.worksheets.sheet import MAX_CHARACTERS, WorksheetTooLong
from tests.reports.worksheets.sheets import TAGS, lesson, pdf_lines, pdf_pages, pdf_text

SENTENCES = [
    f"Beginning{n} says that “To Waverley” is a place, and Tom Young knows its end{n}." for n in range(60)
]
LONG = "\n\n".join(" ".join(SENTENCES[n : n + 5]) for n in range(0, 60, 5))
LONG_KEY = {sentence: TAGS[n % 4] for n, sentence in enumerate(SENTENCES) if n % 2}
HOSTILE = [
    '#set page(paper: "a3") #panic() $ x^2 $ `raw` *bold* _it_ @ref <label> \\u{0} // comment /* \n\n= Not a heading',
    '=HYPERLINK("https://evil.example")\n\n<script>alert(1)</script> & "quotes"',
    "x" * 5000,
    "שלום עולם. זה מאמר ארוך בעברית עם Umbra Boats ו-3 שאלות.\n\nעוד פסקה כאן.",
    "قال المجلس إن العبارة ستبقى متوقفة حتى يوليو.\n\nولم يجب أحد.",
    "奥尔德港委员会星期一说，湖上的渡轮将停航到七月，因为潜水员在船体上发现了两米长的裂缝。" * 8,
    "🌉 Jose\u0301 👩‍👩‍👧 \u202e reversed \u200b zero\u0007 bell\x0b",
]


def both(content: LessonContent) -> tuple[bytes, bytes]:
    return (
        worksheet_pdf(worksheet_of_content(content, 0)),
        key_sheet_pdf(key_sheet_of_content(content, 0), "Answer key"),
    )


def article_lines(pdf: bytes, body: str) -> list[str]:
    """Return the lines of the article alone."""
    flat = " ".join(body.split())
    return [line for line in pdf_lines(pdf) if len(line) > 12 and line in flat]


def test_every_fifth_line_has_its_number() -> None:
    worksheet, _ = both(lesson(LONG, LONG_KEY))
    count = len(article_lines(worksheet, LONG))
    numbers = [int(line) for line in pdf_lines(worksheet) if re.fullmatch(r"\d+", line)]
    assert count > 60
    assert numbers == list(range(5, count + 1, 5))


def test_the_key_breaks_its_lines_as_the_worksheet_does() -> None:
    worksheet, key = both(lesson(LONG, LONG_KEY))
    expected = article_lines(worksheet, LONG)
    assert article_lines(key, LONG)[: len(expected)] == expected


def test_the_built_in_lesson_in_two_papers_has_the_same_lines_on_both_sheets() -> None:
    content = get_builtin_lesson("one-event-two-papers", "en").content
    for number, article in enumerate(content.articles):
        worksheet = worksheet_pdf(worksheet_of_content(content, number))
        key = key_sheet_pdf(key_sheet_of_content(content, number), "Answer key")
        lines = [line for line in article_lines(worksheet, article.body) if len(line) > 25]
        assert len(lines) > 20
        assert set(lines) <= set(pdf_lines(key))


def test_the_key_says_on_which_lines_an_answer_stands() -> None:
    worksheet, key = both(lesson(LONG, LONG_KEY))
    lines = article_lines(worksheet, LONG)
    text = pdf_text(key)
    for number, sentence in enumerate(LONG_KEY, start=1):
        words = sentence.split()
        first, last = (
            next(n for n, line in enumerate(lines, start=1) if word in line.split())
            for word in (words[0], words[-1])
        )
        letter = "FAOL"[TAGS.index(LONG_KEY[sentence])]
        place = str(first) if first == last else f"{first}–{last}"
        assert f" {number}{letter} {place} " in text


def test_the_worksheet_gives_nothing_of_the_key_away() -> None:
    with_key, without = lesson(LONG, LONG_KEY), lesson(LONG, {})
    worksheet, key = both(with_key)
    bare = worksheet_pdf(worksheet_of_content(without, 0))
    assert pdf_lines(worksheet) == pdf_lines(bare)
    # Dates apart, which a file may contain, there is no bit of a difference.
    assert len(worksheet) == len(bare)
    assert "Why number 1?" in pdf_text(key)
    assert "Why number" not in pdf_text(worksheet)


def test_the_questions_have_lines_and_are_not_on_the_key() -> None:
    worksheet, key = both(lesson("A short text.", {"short": "opinion"}))
    assert "Who says so?" in pdf_text(worksheet)
    assert "Who says so?" not in pdf_text(key)


def test_headings_quotations_lists_and_an_excerpt() -> None:
    body = "A heading\n\nFirst words.\n\nA quotation.\n\nAn item\n\nAnother item\n\nThe last words."
    formatting = (
        Formatting(0, 9, "heading", "1"),
        Formatting(body.index("A quotation"), body.index("\n\nAn item"), "quotation"),
        Formatting(body.index("An item"), body.index("\n\nAnother"), "item"),
        Formatting(body.index("Another"), body.index("\n\nThe last"), "item"),
    )
    text = pdf_text(both(lesson(body, {"quotation": "opinion"}, formatting))[0])
    assert text.count("A heading") == 1
    assert all(block in text for block in body.split("\n\n"))
    start = body.index("A quotation")
    excerpt = lesson(body, {"item": "opinion"}, formatting, extract=(start, body.index("\n\nAnother")))
    worksheet, key = map(pdf_text, both(excerpt))
    assert "First words" not in worksheet + key
    assert "The last words" not in worksheet + key
    assert "A quotation." in worksheet
    assert "Why number 1?" in key


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_printed_as_it_stands(body: str) -> None:
    quote = body.split(maxsplit=1)[0][:200]
    worksheet, key = both(lesson(body, {quote: "loaded-language"}, language="he" if "שלום" in body else ""))
    assert pdf_pages(worksheet) <= 7
    assert "Why number 1?" in pdf_text(key)
    if body.isascii():
        squeezed = re.sub(r"\s|-|\d|\u200b", "", pdf_text(worksheet))
        assert re.sub(r"\s|-|\d|\u200b", "", body)[:500] in squeezed


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 299), st.integers(1, 60), st.sampled_from(TAGS)), min_size=1, max_size=8
    )
)
def test_overlapping_answers_move_no_word(spans: list[tuple[int, int, str]]) -> None:
    body = "\n\n".join(" ".join(SENTENCES[n : n + 3]) for n in range(0, 6, 3))
    quotes = {
        body[start : start + size]: tag for start, size, tag in spans if body[start : start + size].strip()
    }
    worksheet, key = both(lesson(body, quotes))
    expected = article_lines(worksheet, body)
    assert article_lines(key, body)[: len(expected)] == expected


def test_what_is_too_long_is_refused_with_advice() -> None:
    body = "Many words. " * (MAX_CHARACTERS // 12)
    assert pdf_pages(worksheet_pdf(worksheet_of_content(lesson(body.strip(), {}), 0))) < 80
    with pytest.raises(WorksheetTooLong):
        worksheet_of_content(lesson(body + "And then some more.", {}), 0)
    excerpt = lesson(body + "And then some more.\n\nThe end.", {}, extract=(len(body) + 21, len(body) + 29))
    assert "The end." in pdf_text(worksheet_pdf(worksheet_of_content(excerpt, 0)))


def test_the_files_are_tagged_for_screen_readers() -> None:
    for pdf in both(
        lesson("A short text of few words.", {"short": "opinion", "few words": "loaded-language"})
    ):
        assert b"pdfuaid:part" in pdf
        assert b"/StructTreeRoot" in pdf

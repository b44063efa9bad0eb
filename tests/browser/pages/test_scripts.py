"""Marking texts in any language: right to left, without spaces, with combining marks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.annotation_page import mark, ready, saved
from tests.browser.conftest import Assignment

HEBREW = "ראש העיר נגד המבקרים\n\nהמועצה הגלובליסטית הצביעה תשע מול שש. זו הייתה בושה."
CHINESE = "市长抨击批评者\n\n市议会以九比六通过了决议。没有人应该感到惊讶。"
JAPANESE = "市長が批判に反論\n\n議会は九対六で可決した。誰も驚くべきではない。"
THAI = "นายกเทศมนตรีตอบโต้\n\nสภาลงมติเก้าต่อหก"
VIETNAMESE = "Thị trưởng\n\nHo\u0323\u0302i đo\u0302\u0300ng bo\u0309 phie\u0302\u0301u chín trên sáu."


def words(page: Page, *keys: str) -> str:
    """What is selected after these keys."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate("getSelection().toString()"))


def test_left_goes_on_where_the_text_runs_from_right_to_left(
    visit: Callable[..., Page], make_assignment: Callable[..., Assignment]
) -> None:
    assignment = make_assignment(HEBREW)
    page = ready(visit(assignment.path, assignment.user))
    page.locator("[data-cursor]").focus()
    assert words(page, "ArrowDown", "ArrowDown", "ArrowLeft") == "המועצה"
    assert words(page, "ArrowLeft") == "הגלובליסטית"
    assert words(page, "Shift+ArrowLeft") == "הגלובליסטית הצביעה"
    assert words(page, "ArrowRight") == "הגלובליסטית"
    page.keyboard.press("4")
    saved(page)
    assert assignment.marks() == [("loaded-language", "הגלובליסטית")]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(CHINESE, "市议会以九比六通过了决议。"), (JAPANESE, "議会は九対六で可決した。")],
    ids=["Chinese", "Japanese"],
)
def test_words_are_found_where_no_spaces_part_them(
    visit: Callable[..., Page], make_assignment: Callable[..., Assignment], body: str, sentence: str
) -> None:
    assignment = make_assignment(body)
    page = ready(visit(assignment.path, assignment.user))
    page.locator("[data-cursor]").focus()
    assert words(page, "ArrowDown", "ArrowDown") == sentence
    first = words(page, "ArrowRight")
    assert sentence.startswith(first)
    assert 0 < len(first) < len(sentence) / 2
    assert words(page, "Shift+ArrowRight").startswith(first)
    page.keyboard.press("1")
    saved(page)
    ((_, quote),) = assignment.marks()
    assert sentence.startswith(quote)


@pytest.mark.parametrize("body", [THAI, VIETNAMESE], ids=["Thai", "Vietnamese"])
def test_no_mark_splits_a_letter_from_its_marks(
    visit: Callable[..., Page], make_assignment: Callable[..., Assignment], body: str
) -> None:
    assignment = make_assignment(body)
    page = ready(visit(assignment.path, assignment.user))
    paragraph = body.partition("\n\n")[2]
    mark(page, paragraph[3:9], "1")
    saved(page)
    ((_, quote),) = assignment.marks()
    whole = page.evaluate(
        "([text, quote]) => { const at = text.indexOf(quote);"
        " const edges = [...new Intl.Segmenter().segment(text)].map((s) => s.index).concat(text.length);"
        " return edges.includes(at) && edges.includes(at + quote.length); }",
        [paragraph, quote],
    )
    assert whole


def test_copying_gives_text_and_not_marks(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    mark(page, "globalist", "4")
    page.keyboard.press("Escape")
    page.locator("[data-cursor]").focus()
    for key in ("Control+ArrowUp", "Shift+Control+ArrowDown"):
        page.keyboard.press(key)
    selected = page.evaluate("getSelection().toString()")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == selected
    assert "globalist council" in selected
    html = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert "globalist council" in html
    assert "<mark" not in html
    assert "tag-" not in html

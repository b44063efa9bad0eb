"""Marking with the keyboard alone: no test here moves a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from annotate.models import Annotation, Layer
from tests.browser.annotation_page import count, open_tag, ready, saved, wait_for
from tests.browser.conftest import Assignment
from tests.world import PASSWORD, World

CURSOR = "[data-cursor]"
NOTE = "[data-card] [name=note]"


@pytest.fixture
def page(visit: Callable[..., Page], assignment: Assignment) -> Page:
    """The marking page, the reading cursor focused."""
    page = ready(visit(assignment.path, assignment.user))
    tab_to(page, CURSOR)
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def has_focus(page: Page, selector: str) -> bool:
    """Whether the focused element matches ``selector``."""
    return bool(page.evaluate("(selector) => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until an element that matches ``selector`` has the focus."""
    for _ in range(80):
        page.keyboard.press(key)
        if has_focus(page, selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def selected(page: Page) -> str:
    return str(page.evaluate("getSelection().toString()"))


def card_quote(page: Page) -> Locator:
    return page.locator("[data-card] blockquote")


def test_arrows_read_by_word_and_sentence_and_shift_selects(page: Page, assignment: Assignment) -> None:
    press(page, "ArrowRight")
    assert selected(page) == "Mayor"
    press(page, "ArrowRight", "Shift+ArrowRight")
    assert selected(page) == "slams critics"
    press(page, "Shift+ArrowLeft")
    assert selected(page) == "slams"
    press(page, "Shift+ArrowLeft")
    assert selected(page) == "Mayor slams"
    press(page, "ArrowDown")
    assert selected(page) == "The globalist council voted nine to six."
    press(page, "3")
    saved(page)
    assert assignment.marks() == [("opinion", "The globalist council voted nine to six.")]


@pytest.mark.parametrize("held", ["Control", "Alt"])
def test_control_or_alt_reads_by_paragraph(page: Page, held: str) -> None:
    press(page, f"{held}+ArrowDown", f"{held}+ArrowDown", f"{held}+ArrowDown")
    assert selected(page).startswith("A café, naïvely named")
    assert "A second line follows." in selected(page)
    press(page, f"{held}+ArrowUp")
    assert selected(page).startswith("The globalist council")


def test_a_mark_is_found_opened_retagged_and_deleted(page: Page, assignment: Assignment) -> None:
    press(page, "ArrowRight", "1", "Escape", "ArrowDown", "4", "Escape")
    count(page, 2)
    press(page, "n")
    expect(page.locator("[data-card] blockquote")).to_have_text("Mayor")
    press(page, "2")
    expect(open_tag(page)).to_have_attribute("data-retag", "attributed-allegation")
    press(page, "Delete")
    count(page, 1)
    saved(page)
    assert [tag for tag, _ in assignment.marks()] == ["loaded-language"]


def test_shift_and_arrows_move_the_edges_of_the_open_mark(page: Page, assignment: Assignment) -> None:
    press(page, "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "4")
    expect(card_quote(page)).to_have_text("council")
    press(page, "Shift+ArrowRight")
    expect(card_quote(page)).to_have_text("council voted")
    press(page, "Control+Shift+ArrowLeft")
    expect(card_quote(page)).to_have_text("globalist council voted")
    press(page, "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft")
    expect(card_quote(page)).to_have_text("globalist")
    press(page, "Control+z")
    expect(card_quote(page)).to_have_text("globalist council")
    saved(page)
    assert assignment.marks() == [("loaded-language", "globalist council")]


def test_a_mark_is_split_and_merged_and_both_are_undone_at_once(page: Page, assignment: Assignment) -> None:
    press(page, "ArrowDown", "ArrowDown", "1", "Escape", *["ArrowRight"] * 4)
    assert selected(page) == "voted"
    press(page, "Enter")
    tab_to(page, NOTE)
    page.keyboard.type("both")
    tab_to(page, "[data-act=split]")
    press(page, "Enter")
    saved(page)
    assert assignment.marks() == [
        ("factual-claim", "The globalist council"),
        ("factual-claim", "voted nine to six."),
    ]
    assert set(Annotation.objects.values_list("note", flat=True)) == {"both"}
    press(page, "Escape", "n", "m")
    saved(page)
    assert assignment.marks() == [("factual-claim", "The globalist council voted nine to six.")]
    press(page, "Control+z")
    saved(page)
    assert len(assignment.marks()) == 2
    press(page, "Control+z")
    saved(page)
    assert assignment.marks() == [("factual-claim", "The globalist council voted nine to six.")]


def test_escape_steps_back_one_step_at_a_time(page: Page) -> None:
    press(page, "ArrowDown", "ArrowDown", "1", "Escape", "ArrowRight", "ArrowRight", "4", "Escape", "Enter")
    chooser = page.locator("[data-chooser]")
    expect(chooser.get_by_role("button")).to_have_count(2)
    press(page, "ArrowDown", "Enter")
    expect(open_tag(page)).to_have_attribute("data-retag", "factual-claim")
    assert has_focus(page, "[name=detail-status]")
    press(page, "Escape")
    expect(page.locator("[data-card]")).to_be_hidden()
    assert has_focus(page, CURSOR)
    press(page, "ArrowRight", "Escape")
    assert selected(page) == ""


def test_the_focus_is_never_trapped_and_always_seen(page: Page) -> None:
    press(page, "ArrowRight", "4", "Enter")
    missing = {".back", "[data-retag=loaded-language]"}
    for _ in range(40):
        press(page, "Tab")
        missing -= {selector for selector in missing if has_focus(page, selector)}
        ring = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return document.activeElement === document.body || s.outlineStyle !== 'none'"
            " || document.activeElement.matches('.reading-cursor'); }"
        )
        assert ring, page.evaluate("document.activeElement.outerHTML")
    assert not missing


def test_each_move_is_announced_once_and_briefly(visit: Callable[..., Page], world: World) -> None:
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    tab_to(page, CURSOR)
    page.evaluate(
        "() => { window.announced = []; new MutationObserver((changes) => window.announced.push("
        "changes.at(-1).target.textContent)).observe(document.querySelector('[data-say]'), {childList: true}); }"
    )
    press(page, "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight")
    wait_for(page, "window.announced.length >= 4")
    assert page.evaluate("window.announced") == [
        "🌉 Mayor slams critics",
        "The globalist council voted nine to six. 4 highlighted passages.",
        "The; factual claim, by 1 of 2; opinion, by 1 of 2",
        "globalist; factual claim, by 1 of 2; opinion, by 1 of 2; loaded language, by 1 of 2",
    ]


def test_the_text_stays_an_article_in_reading_order(page: Page) -> None:
    article = page.get_by_role("article")
    expect(article.get_by_role("heading", level=1)).to_have_text("Mayor slams critics 🌉")
    expect(article.locator("p")).to_have_count(3)
    expect(page.get_by_role("application")).to_have_text("")


def test_help_opens_and_closes_and_names_every_tag(page: Page, assignment: Assignment) -> None:
    press(page, "?")
    help_page = page.get_by_role("dialog")
    for tag in assignment.round.codebook.pure.tags:
        expect(help_page.locator(f".tag-{tag.slug}")).to_be_visible()
    press(page, "Escape")
    expect(help_page).to_be_hidden()


def test_digits_typed_in_a_note_are_text(page: Page, assignment: Assignment) -> None:
    press(page, "ArrowRight", "1", "Enter")
    tab_to(page, NOTE)
    page.keyboard.type("1234 n?s")
    count(page, 1)
    saved(page)
    assert assignment.marks() == [("factual-claim", "Mayor")]
    expect(page.locator("[data-card] [name=note]")).to_have_value("1234 n?s")


def test_a_whole_exercise_from_sign_in_to_handing_in(visit: Callable[..., Page], world: World) -> None:
    page = visit("/accounts/login/")
    tab_to(page, "[name=login]")
    page.keyboard.type(world.classmate.email)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    page.wait_for_url("**/articles/")
    tab_to(page, f"[href='/articles/{world.article.pk}/']")
    press(page, "Enter")
    page.wait_for_url(f"**/articles/{world.article.pk}/")
    tab_to(page, "form[action$='/start/'] button")
    press(page, "Enter")
    ready(page)
    tab_to(page, CURSOR)
    # The headline's last two words, and what somebody said.
    press(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight", "4")
    press(page, "Enter")
    tab_to(page, "[name=detail-neutral]")
    page.keyboard.type("answers critics")
    press(page, "Escape", "ArrowDown", "ArrowDown", "2", "Enter")
    assert has_focus(page, "[name=detail-source]")
    page.keyboard.type("the family")
    press(page, "Escape")
    saved(page)
    tab_to(page, "[data-hand-in=submit]", "Shift+Tab")
    press(page, "Enter")
    expect(page.locator("[data-hand-in-dialog] [data-annotations='4']")).to_be_visible()
    press(page, "Enter")
    expect(page.locator("[data-handed-in=on-time]")).to_be_visible()
    layer = Layer.objects.get(round=world.round, annotator=world.classmate)
    assert layer.submitted_at
    annotations = layer.annotations.order_by("created_at").values_list("quote", "details")
    assert list(annotations)[-2:] == [
        ("slams critics", {"neutral": "answers critics"}),
        ("“It was a disgrace,” said the 👩‍👩‍👧 family of Jose\u0301.", {"source": "the family"}),
    ]

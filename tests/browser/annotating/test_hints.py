"""Hints on request while somebody highlights: by keyboard, by finger, and what stays of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from annotate.enums import HintResponse, HintTiming
from annotate.models import Annotation, HintSuggestions, Layer, ShownHint
from annotate.rounds.actions import settings_of, update_round
from articles.hints import Hint, Reason
from articles.hints.model.answer import KIND
from articles.hints.model.prompt import PROMPT_VERSION
from articles.hints.model.stored import hint_to_json
from tests.browser.annotating.test_touch import PHONE
from tests.browser.annotation_page import count, hand_in, ready, saved, wait_for
from tests.browser.conftest import Assignment
from tests.world import World

BODY = (
    "Ferry stays at the quay 🌉\n\n"
    "The ferry carried 4,200 people in June. “Nobody checked the gate,” said Mirel Oddvar, a deckhand.\n\n"
    "The council should reopen the landing. According to the harbour office, repairs cost 90,000 crowns."
)
CARD, SAY = "[data-hint]", "[data-say]"
DRAWN = (
    "[...CSS.highlights.get('_hints')]"
    ".map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset))"
)

# Where the dotted line at "said" is.
BOX_OF_SAID = """(() => {
  const drawn = [...CSS.highlights.get("_hints")];
  const { startContainer, startOffset, endOffset } = drawn.find((range) =>
    range.startContainer.data.slice(range.startOffset, range.endOffset) === "said");
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(startContainer, endOffset);
  return range.getBoundingClientRect();
})()"""


@pytest.fixture
def assignment(make_assignment: Callable[..., Assignment]) -> Assignment:
    """A reader alone with a text in English, in which there are hints of several kinds."""
    assignment = make_assignment(BODY)
    article = assignment.round.text.article
    article.language = "en"
    article.save(update_fields=["language"])
    return assignment


@pytest.fixture
def page(visit: Callable[..., Page], assignment: Assignment) -> Page:
    """The page of the reader alone."""
    return ready(visit(assignment.path, assignment.user))


def ask(page: Page) -> Locator:
    """Ask for the next hint by key; return its card."""
    before = page.locator(SAY).text_content()
    page.keyboard.press("h")
    expect(page.locator(SAY)).not_to_have_text(before or "")
    expect(page.locator(CARD)).to_be_visible()
    return page.locator(CARD)


def ask_for(page: Page, words: str) -> Locator:
    """Ask for hints until one is about ``words``; return its card."""
    for reason in reasons(page):
        if words in reason:
            return page.locator(CARD)
    raise AssertionError(f"no hint about {words}")


def reasons(page: Page) -> Iterator[str]:
    """Ask for hints until there are no more, the less sure ones too; yield their reasons."""
    while True:
        card = ask(page)
        if card.locator("[data-act=more]").is_visible():
            card.locator("[data-act=more]").click()
            expect(card.locator("[data-act=more]")).to_be_hidden()
            page.locator("[data-cursor]").focus()
        if card.locator("[data-for=end]").is_visible():
            return
        yield card.locator("[data-reason]").inner_text()


def test_a_hint_is_asked_for_and_adopted_by_keyboard(page: Page, assignment: Assignment) -> None:
    ask_for(page, "said")
    reason = page.locator(f"{CARD} [data-reason]").inner_text()
    expect(page.locator(SAY)).to_contain_text(reason)
    expect(page.locator(SAY)).to_contain_text("“Nobody checked the gate,” said Mirel Oddvar, a deckhand.")
    assert assignment.marks() == [], "asking highlights nothing"
    page.keyboard.press("Enter")
    expect(page.locator(f"{CARD} [data-act=adopt]")).to_be_focused()
    page.keyboard.press("Enter")
    assert assignment.marks() == [], "nor does choosing to highlight, before there is a tag"
    assert "Nobody checked the gate" in page.evaluate("getSelection().toString()")
    page.keyboard.press("Enter")
    expect(page.locator("[data-card] [name=detail-cue]")).to_have_value("said")
    expect(page.locator("[data-card] [name=detail-source]")).to_have_value("Mirel Oddvar, a deckhand")
    saved(page)
    annotation = Annotation.objects.get(deleted=False)
    shown = ShownHint.objects.get(response=HintResponse.ADOPTED)
    assert annotation.tag.slug == "attributed-allegation"
    assert annotation.quote == "“Nobody checked the gate,”"
    assert annotation.from_hint == {"code": shown.code, "rules": shown.rules}


def test_a_highlight_from_a_hint_of_a_language_model_names_the_model(
    assignment: Assignment, visit: Callable[..., Page], settings: Any
) -> None:
    settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL = "http://model.example/v1", "quill-7b"
    start = BODY.index("quay")
    reason = Reason("loaded-feeling", {"word": "quay"})
    hint = Hint(start, start + 4, "loaded-language", reason, False, {"cue": (start, start + 4)}, KIND)
    HintSuggestions.objects.create(
        text=assignment.round.text, model="quill-7b", prompt=PROMPT_VERSION, state="done",
        hints=[hint_to_json(hint)], touched_at=timezone.now(),
    )  # fmt: skip
    page = ready(visit(assignment.path, assignment.user))
    ask_for(page, "quay")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    saved(page)
    assert Annotation.objects.get(deleted=False).from_hint["rules"].startswith("quill-7b, 20")


def test_the_button_leads_a_keyboard_to_the_card(page: Page) -> None:
    page.locator("[data-next-hint]").press("Enter")
    expect(page.locator(f"{CARD} [data-act=adopt]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(SAY)).to_have_text("You will not see this hint again.")
    expect(page.locator(f"{CARD} [data-act=undo]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-cursor]")).to_be_focused()


def test_undoing_the_highlight_gives_the_hint_back(page: Page, assignment: Assignment) -> None:
    ask_for(page, "4,200")
    for _ in range(3):
        page.keyboard.press("Enter")
    count(page, 1)
    saved(page)
    page.keyboard.press("Control+z")
    saved(page)
    expect(page.locator(CARD)).to_be_hidden()
    assert "4,200 people" in page.evaluate(DRAWN)
    page.keyboard.press("Control+Shift+z")
    saved(page)
    assert "4,200 people" not in page.evaluate(DRAWN)
    assert assignment.marks() == [("factual-claim", "The ferry carried 4,200 people in June")]


def test_another_tag_than_the_hints_takes_the_passage_alone(page: Page, assignment: Assignment) -> None:
    ask_for(page, "said")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    saved(page)
    annotation = Annotation.objects.get(deleted=False)
    assert (annotation.tag.slug, annotation.details) == ("opinion", {})
    assert annotation.from_hint is not None


def test_a_highlight_elsewhere_is_not_from_the_hint(page: Page, assignment: Assignment) -> None:
    ask_for(page, "said")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator("[data-cursor]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    saved(page)
    annotation = Annotation.objects.get(deleted=False)
    assert (annotation.from_hint, annotation.details) == (None, {})


def test_what_is_dismissed_stays_away(page: Page, assignment: Assignment) -> None:
    card = ask_for(page, "4,200")
    with page.expect_response("**/hints/*/"):
        page.keyboard.press("Delete")
    expect(page.locator(SAY)).to_have_text("You will not see this hint again.")
    assert "4,200 people" not in page.evaluate(DRAWN)
    with page.expect_response("**/hints/*/"):
        card.get_by_role("button", name="Undo").click()
    assert "4,200 people" in page.evaluate(DRAWN)
    with page.expect_response("**/hints/*/"):
        card.get_by_role("button", name="Not this one").click()
    others = ShownHint.objects.exclude(response=HintResponse.DISMISSED).count()
    ready(page.goto(assignment.path) and page)
    wait_for(page, f"'highlights' in CSS && CSS.highlights.get('_hints')?.size === {others}")
    assert "4,200 people" not in page.evaluate(DRAWN)
    expect(page.locator("[data-hints-used]")).to_have_text(f"Hints used: {others + 1}")
    assert not [reason for reason in reasons(page) if "4,200" in reason]


def test_earlier_hints_can_be_looked_at_again_without_being_counted(
    page: Page, assignment: Assignment
) -> None:
    first, second, third = reasons(page)
    for reason in (third, second, first):
        page.keyboard.press("Shift+H")
        expect(page.locator(f"{CARD} [data-reason]")).to_have_text(reason)
    expect(page.get_by_role("button", name="Previous hint")).to_be_disabled()
    page.keyboard.press("h")
    expect(page.locator(f"{CARD} [data-reason]")).to_have_text(second)
    assert ShownHint.objects.count() == len(page.evaluate(DRAWN)) == 3
    page.keyboard.press(".")
    assert page.evaluate(DRAWN) == []
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()


def test_the_mouse_presses_a_dotted_line(page: Page, assignment: Assignment) -> None:
    ask_for(page, "said")
    reason = page.locator(f"{CARD} [data-reason]").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    box = page.evaluate(BOX_OF_SAID)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(CARD)).to_be_visible()
    expect(page.locator(f"{CARD} [data-reason]")).to_have_text(reason)
    assert assignment.marks() == []


def test_the_layer_counts_the_hints(page: Page, assignment: Assignment) -> None:
    expect(page.locator("[data-hints-used]")).to_be_hidden()
    ask_for(page, "said")
    for _ in range(3):
        page.keyboard.press("Enter")
    saved(page)
    used = ShownHint.objects.count()
    assert Layer.objects.get().hints_requested == used
    expect(page.locator("[data-hints-used]")).to_have_text(f"Hints used: {used}")


def test_escape_goes_back_from_the_passage_to_its_hint(page: Page, assignment: Assignment) -> None:
    ask(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_visible()
    expect(page.locator("[data-tag-bar]")).to_be_hidden()
    assert page.evaluate("getSelection().toString()") == ""


def test_a_finger_asks_and_adopts(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user, **PHONE))
    button = page.locator("[data-next-hint]")
    assert min(button.bounding_box()["width"], button.bounding_box()["height"]) >= 44
    button.tap()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert round(box["y"] + box["height"]) == 844
    card.get_by_role("button", name="Highlight it").tap()
    expect(page.locator(".handle.start")).to_be_visible()
    page.locator("[data-tag-bar] .likely").tap()
    expect(page.locator("[data-card]")).to_be_visible()
    saved(page)
    assert len(assignment.marks()) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_without_a_network_highlighting_goes_on(page: Page, assignment: Assignment) -> None:
    ask(page)
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.keyboard.press("h")
    expect(page.locator("[data-alert]")).to_have_text("Hints need a connection. You can go on highlighting.")
    page.locator("[data-cursor]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    count(page, 1)
    page.context.set_offline(False)
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator(CARD)).to_be_visible()
    expect(page.locator("[data-alert]")).to_be_hidden()


def test_no_key_asks_while_somebody_types(page: Page, assignment: Assignment) -> None:
    page.locator("[data-cursor]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    note = page.locator("[data-card] [name=note]")
    note.press_sequentially("hH.")
    expect(note).to_have_value("hH.")
    saved(page)
    assert ShownHint.objects.count() == 0


def test_a_round_without_hints_has_no_trace_of_them(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    off = replace(settings_of(assignment.round), hints=HintTiming.OFF)
    update_round(assignment.user, assignment.round, off)
    page = visit(assignment.path, assignment.user, service_workers="block")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    ready(page.reload() and page)
    page.keyboard.press("h")
    page.keyboard.press("?")
    expect(page.locator("[data-help-dialog]")).to_be_visible()
    assert [url for url in requests if "hint" in url] == []
    source = page.content()
    assert '"hints": null' in source
    assert [
        word for word in ("data-hint", "Next hint", "/hints/", "hint-card", "hints-used") if word in source
    ] == []


def test_a_language_without_rules_says_so(visit: Callable[..., Page], assignment: Assignment) -> None:
    article = assignment.round.text.article
    article.language = "fi"
    article.save(update_fields=["language"])
    page = ready(visit(assignment.path, assignment.user))
    expect(page.locator("[data-next-hint]")).to_have_count(0)
    expect(page.locator(".hints-used")).to_have_text("There are hints for texts in English and Spanish only.")


def test_the_button_goes_when_the_work_is_handed_in(visit: Callable[..., Page], world: World) -> None:
    on_request = replace(settings_of(world.round), hints=HintTiming.ON_REQUEST)
    update_round(world.teacher, world.round, on_request)
    world.article.language = "en"
    world.article.save(update_fields=["language"])
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil))
    expect(page.locator("[data-next-hint]")).to_be_visible()
    hand_in(page)
    expect(page.locator("[data-next-hint]")).to_be_hidden()

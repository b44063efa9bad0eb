"""The text under review is changed with the mouse, the keyboard and a finger, and the page stays where it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.actions import add_article
from articles.cleaning import clean
from articles.models import Article
from articles.text.draft import Draft
from people.models import User
from tests.browser.editing.text_page import SELECT, changes, drag_over, press, ready, tap

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FILLER = "\n\n".join(f"Paragraph {number} says little about the bridge." for number in range(12))
TEXT = (
    f"The 🌉 bridge\n\nThe counsil closed it on Monday. It had cracks.\n\nAdvertisement\n\n{FILLER}\n\n"
    "What now\n\nNobody knows. Sign our petition! Wait and see."
)


@pytest.fixture
def article() -> Article:
    user = User.objects.create_user("ada@school.example", "a-long-password", "Ada")
    draft = Draft(TEXT, title="The bridge")
    return add_article(user, draft, TEXT.encode(), "bridge.txt", cleaned=clean(draft))


@pytest.fixture
def open_review(article: Article, visit: Callable[..., Page]) -> Callable[..., Page]:
    return lambda **options: ready(visit(f"/articles/{article.pk}/review/", article.owner, **options))


def finish(page: Page, article: Article) -> str:
    page.locator("form.next button.primary").click()
    page.wait_for_url("**/rounds/**")
    return str(article.texts.get().body)


def test_by_mouse(article: Article, open_review: Callable[..., Page]) -> None:
    page = open_review()
    drag_over(page, "counsil")
    press(page, "correct")
    page.keyboard.type("council")
    page.keyboard.press("Enter")
    changes(page, 1)
    expect(page.locator("#text del.by-hand")).to_have_text("counsil")
    drag_over(page, "It had")
    press(page, "split")
    changes(page, 2)

    page.get_by_text("Nobody knows").scroll_into_view_if_needed()
    drag_over(page, "Sign our petition!")
    place = page.evaluate("scrollY")
    assert place > 0
    press(page, "cross-out")
    changes(page, 3)
    drag_over(page, "What now")
    press(page, "heading")
    changes(page, 4)
    assert page.evaluate("scrollY") == place
    expect(page.locator("[data-shown-summary]")).to_contain_text("4")

    page.locator("#text h2 button.undo").click()
    changes(page, 3)
    page.locator(".clutter button").click()
    expect(page.locator("#text ins.kept")).to_have_text("Advertisement")
    changes(page, 3)
    assert finish(page, article) == (
        "The 🌉 bridge\n\nThe council closed it on Monday.\n\nIt had cracks.\n\nAdvertisement\n\n"
        f"{FILLER}\n\nWhat now\n\nNobody knows. Wait and see."
    )


def test_by_keyboard(article: Article, open_review: Callable[..., Page]) -> None:
    page = open_review()
    page.locator("#text").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.locator("[data-do=cross-out]:focus").wait_for()
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.locator("textarea:focus").wait_for()
    page.keyboard.type("council")
    page.keyboard.press("Enter")
    changes(page, 1)
    page.locator("#text:focus").wait_for()
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Delete"):
        page.keyboard.press(key)
    changes(page, 2)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("[data-bar]")).to_be_hidden()
    page.keyboard.press("Control+z")
    changes(page, 1)
    expect(page.locator("[data-done]")).to_have_text("Undone.")
    assert "The council closed it on Monday." in finish(page, article)


def test_by_finger(article: Article, open_review: Callable[..., Page]) -> None:
    page = open_review(**PHONE)
    tap(page, "counsil")
    press(page, "correct")
    page.locator("[data-bar] textarea").fill("council")
    page.locator("[data-bar] .primary").tap()
    changes(page, 1)
    tap(page, "Paragraph 0")
    press(page, "all")
    press(page, "cross-out")
    changes(page, 2)
    page.evaluate(SELECT, "on Monday")
    expect(page.locator("[data-bar]")).to_be_visible()
    press(page, "cross-out")
    changes(page, 3)
    text = finish(page, article)
    assert "The council closed it. It had cracks." in text
    assert "Paragraph 0" not in text


def test_a_page_that_is_out_of_date_says_so_and_shows_the_text_as_it_is(
    article: Article, open_review: Callable[..., Page]
) -> None:
    page = open_review()
    Article.objects.update(hand_edits={"edits": [[0, 3, "A"]], "levels": []})
    drag_over(page, "counsil")
    press(page, "cross-out")
    expect(page.locator("[data-failed]")).not_to_be_empty()
    changes(page, 1)
    drag_over(page, "counsil")
    press(page, "cross-out")
    changes(page, 2)

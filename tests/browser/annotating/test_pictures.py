"""Pictures stand between the paragraphs, and are no part of what is highlighted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft, Picture
from people.models import User
from tests.browser.annotation_page import cached, drag, mark, ready, saved, wait_for
from tests.browser.conftest import Assignment
from tests.pictures import photo

BODY = (
    "Mayor slams critics 🌉\n\nThe globalist council 👩‍👩‍👧 voted.\n\nThe 🇪🇸 mill in a shameful light.\n\n"
    "Taxes fell by four per cent. Nobody spoke."
)
LOADED = "image => image.complete && image.naturalWidth > 0"


@pytest.fixture
def assignment(transactional_db: None) -> Assignment:
    """A reader alone with a text with a picture before a caption, and one after the end."""
    user = User.objects.create_user("reader@claimlight.example", "a-long-password", "Reader")
    offsets = (BODY.index("The 🇪🇸"), len(BODY))
    pictures = tuple(Picture(offset, photo(), "", 240, 160) for offset in offsets)
    draft = Draft(BODY, title="Mayor slams critics", pictures=pictures)
    article = add_article(user, draft, BODY.encode(), "article.docx")
    round_ = create_round(user, freeze(user, article, cleaning=False))
    return Assignment(user, round_, round_.text.body)


def test_offsets_do_not_count_pictures(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = ready(visit(assignment.path, assignment.user))
    mark(page, "shameful", "4")
    drag(page, "voted.", "mill")
    page.keyboard.press("1")
    mark(page, "Taxes fell", "3")
    saved(page)
    assert assignment.marks() == [
        ("factual-claim", "voted.\n\nThe 🇪🇸 mill"),
        ("loaded-language", "shameful"),
        ("opinion", "Taxes fell"),
    ]


def test_a_picture_is_enlarged_and_shown_without_a_network(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user))
    small = page.locator("#text .picture img").first
    assert small.bounding_box()["height"] == 160
    dialog = page.locator("[data-picture-dialog]")
    page.locator("#text .picture a").first.click()
    expect(dialog).to_be_visible()
    assert dialog.locator("img").get_attribute("src").endswith(small.get_attribute("src"))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#text .picture a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    dialog.locator("button").click()
    expect(dialog).to_be_hidden()
    assert page.locator("[data-tag-bar]").is_hidden()

    cached(page)
    page.context.set_offline(True)
    ready(page.goto(assignment.path) and page)
    wait_for(page, f"() => ({LOADED})(document.querySelector('#text .picture img'))")

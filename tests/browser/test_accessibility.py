"""axe-core finds nothing on any page, in light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.surface import click, drag, ready, saved
from tests.world import World

DIALOGS = {
    "help-dialog": "The tags",
    "conflict": "This mark was changed elsewhere",
    "hand-in-dialog": "Hand your marks in?",
}

PATHS = [
    "/", "/guide/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/",
    "/accounts/email/", "/accounts/password/change/", "/articles/", "/articles/new/",
    "/articles/{article}/", "/articles/{article}/delete/", "/articles/{article}/report/", "/nowhere/",
]  # fmt: skip


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_no_violation_on(visit: Callable[..., Page], desk: Desk, path: str, scheme: str) -> None:
    signed_out = path in {"/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"}
    user = None if signed_out else desk.user
    page = visit(path.format(article=desk.round.text.article_id), user, color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_while_marking(visit: Callable[..., Page], world: World, scheme: str) -> None:
    path = f"/rounds/{world.round.pk}/"
    page = ready(visit(path, world.pupil, color_scheme=scheme, bypass_csp=True))
    assert violations(page) == []
    drag(page, "Taxes fell")
    assert violations(page) == [], "the bar"
    page.keyboard.press("2")
    saved(page)
    expect(page.locator("[data-card]")).to_be_visible()
    assert violations(page) == [], "the card"
    page.locator("[data-list]").get_by_text("a café").click()
    assert violations(page) == [], "somebody else's card"
    page.keyboard.press("Escape")
    click(page, "globalist")
    expect(page.locator("[data-chooser]")).to_be_visible()
    assert violations(page) == [], "the chooser"
    page.keyboard.press("Escape")
    for dialog, opened in DIALOGS.items():
        page.evaluate("(name) => document.querySelector(`[data-${name}]`).showModal()", dialog)
        expect(page.get_by_role("dialog", name=opened)).to_be_visible()
        assert violations(page) == [], opened
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("button", name="Take back")).to_be_visible()
    assert violations(page) == [], "handed in"

"""axe-core finds nothing on any page, in light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Desk
from tests.browser.surface import mark, ready, saved

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
def test_no_violation_while_marking(visit: Callable[..., Page], desk: Desk, scheme: str) -> None:
    page = ready(visit(desk.path, desk.user, color_scheme=scheme, bypass_csp=True))
    assert violations(page) == []
    mark(page, "globalist", "4")
    mark(page, "“It was a disgrace,”", "2")
    saved(page)
    assert violations(page) == []
    page.keyboard.press("?")
    assert violations(page) == []

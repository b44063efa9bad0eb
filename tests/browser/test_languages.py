"""The switch in the footer, the scripts' words, and the longer Spanish on a narrow screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.surface import mark, ready

SPANISH = {"locale": "es-ES"}
PHONE = {"width": 390, "height": 844}
PATHS = [
    "/", "/guide/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/email/",
    "/articles/", "/articles/new/", "/articles/{article}/", "/articles/{article}/delete/",
    "/articles/{article}/report/", "/rounds/{round}/", "/nowhere/",
]  # fmt: skip

# Whether the page and the catalogue are kept, looked for a few hundred times: wait_for_function awaits no promise.
KEPT = """async () => {
  const urls = [location.href, document.querySelector("script[defer]").src];
  for (let look = 0; look < 600; look++) {
    const found = await Promise.all(urls.map((url) => caches.match(url)));
    if (found.every(Boolean) && navigator.serviceWorker.controller) return true;
    await new Promise(requestAnimationFrame);
  }
}"""


def test_the_browsers_language_comes_first_and_the_switch_wins(
    visit: Callable[..., Page], desk: Desk
) -> None:
    page = visit("/guide/", desk.user, **SPANISH)
    expect(page.get_by_role("heading", level=1)).to_have_text("Las cuatro etiquetas")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The four tags")
    assert page.url.endswith("/guide/")
    page.goto("/articles/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Artículos")


def test_scripts_speak_the_language_of_the_page(visit: Callable[..., Page], desk: Desk) -> None:
    for options, sentence in ((SPANISH, "La red no ha respondido."), ({}, "The network did not answer.")):
        page = visit("/articles/new/", desk.user, **options)
        page.locator("textarea").fill("A text.")
        page.context.set_offline(True)
        page.locator("form.upload button.primary").click()
        expect(page.get_by_role("alert")).to_contain_text(sentence)


@pytest.mark.parametrize("path", PATHS)
def test_spanish_fits_a_phone(visit: Callable[..., Page], desk: Desk, path: str) -> None:
    signed_out = path in {"/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"}
    address = path.format(article=desk.round.text.article_id, round=desk.round.pk)
    page = visit(address, None if signed_out else desk.user, viewport=PHONE, **SPANISH)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_words_of_the_scripts_are_kept_for_when_the_network_is_away(
    visit: Callable[..., Page], desk: Desk
) -> None:
    page = ready(visit(desk.path, desk.user, **SPANISH))
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    page.reload()
    assert ready(page).evaluate("gettext('Reading…')") == "Leyendo…"
    # Without the browser's own store, so that it is the service worker that has it.
    again = "fetch(document.querySelector('script[defer]').src, { cache: 'no-store' }).then((a) => a.status)"
    assert page.evaluate(again) == 200


def test_the_marking_page_is_spanish_throughout(visit: Callable[..., Page], desk: Desk) -> None:
    page = ready(visit(desk.path, desk.user, **SPANISH))
    mark(page, "globalist", "4")
    expect(page.locator("[data-saved]")).to_have_text("guardado")
    expect(page.locator("[data-say]")).to_have_text("Marcado como Lenguaje cargado.")
    card = page.locator("[data-card]")
    expect(card.get_by_label("Nota")).to_be_visible()
    expect(card.get_by_role("button", name="Eliminar")).to_be_visible()
    page.context.set_offline(True)
    card.get_by_label("Nota").fill("¿Quién lo dice?")
    expect(page.locator("[data-saved]")).to_have_text("1 guardada en este dispositivo")
    page.context.set_offline(False)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("palabra por palabra")

"""The switch in the footer, the scripts' words, and the longer Spanish on a narrow screen."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from scripts.messages import DOMAINS, ROOT, read_catalog
from tests.browser.annotation_page import cached, click, drag, ready
from tests.browser.conftest import Assignment, session_cookie
from tests.world import World

SPANISH = {"locale": "es-ES"}
PHONE = {"width": 390, "height": 844}
SIGNED_OUT_PATHS = ["/", "/try/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
PATHS = [
    "/guide/", "/accounts/email/",
    "/articles/", "/articles/new/", "/articles/{article}/", "/articles/{article}/delete/",
    "/articles/{article}/report/", "/rounds/{round}/", "/nowhere/",
]  # fmt: skip

# Each text and each spoken name outside what people have written, in the templates too.
READ = """() => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data.trim());
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches("#text, q, blockquote, kbd, script, style, .languages, .back-title")) return;
      for (const name of ["aria-label", "aria-roledescription", "title", "placeholder", "alt"]) {
        if (node.hasAttribute(name)) found.push(node.getAttribute(name).trim());
      }
      if (node.localName === "template") walk(node.content);
    }
    for (const child of node.childNodes) walk(child);
  };
  walk(document.documentElement);
  return found.filter(Boolean);
}"""

# What reaches past the window or spills out of its button, dialog or card. The filters scroll in a row of their own.
STICKING_OUT = """() => {
  const seen = (box) => box.checkVisibility() && !box.closest(".visually-hidden, .skip, .filters > *");
  const boxes = [...document.querySelectorAll("body *")].filter(seen);
  const beyond = ({ left, right }) => left < -1 || right > document.documentElement.clientWidth + 1;
  const holds = (box) => box.matches("button, .button, .back, dialog, [data-card], [data-tag-bar]");
  const spills = (box) => holds(box) && box.scrollWidth > box.clientWidth + 1;
  const found = boxes.filter((box) => beyond(box.getBoundingClientRect()) || spills(box));
  return found.map((box) => `${box.localName}: ${box.textContent.trim().slice(0, 40)}`);
}"""


def test_the_browsers_language_comes_first_and_the_switch_wins(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = visit("/guide/", assignment.user, **SPANISH)
    expect(page.get_by_role("heading", level=1)).to_have_text("Las cuatro etiquetas")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The four tags")
    assert page.url.endswith("/guide/")
    page.goto("/articles/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Artículos")


def test_scripts_speak_the_language_of_the_page(visit: Callable[..., Page], assignment: Assignment) -> None:
    for options, sentence in ((SPANISH, "No hay conexión."), ({}, "There is no connection.")):
        page = visit("/articles/new/", assignment.user, **options)
        page.locator("textarea").fill("A text.")
        page.context.set_offline(True)
        page.locator("form.upload button.primary").click()
        expect(page.get_by_role("alert")).to_contain_text(sentence)


def test_spanish_fits_a_phone(visit: Callable[..., Page], assignment: Assignment) -> None:
    page = visit("/", viewport=PHONE, **SPANISH)
    wide = [path for path in SIGNED_OUT_PATHS if width(page, path) > PHONE["width"]]
    page.context.add_cookies([session_cookie(assignment.user, page.url)])
    for path in PATHS:
        address = path.format(article=assignment.round.text.article_id, round=assignment.round.pk)
        if width(page, address) > PHONE["width"]:
            wide.append(address)
    assert wide == []


def width(page: Page, path: str) -> int:
    """Open the Spanish page at ``path`` and return how many pixels wide it is."""
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    return page.evaluate("document.documentElement.scrollWidth")


def test_the_words_of_the_scripts_are_kept_for_when_the_network_is_away(
    visit: Callable[..., Page], assignment: Assignment
) -> None:
    page = ready(visit(assignment.path, assignment.user, **SPANISH))
    cached(page)
    page.context.set_offline(True)
    page.reload()
    assert ready(page).evaluate("messages.catalogue['Reading…']") == "Leyendo…"
    # Without the browser's own store, so that it is the service worker that has it.
    again = "fetch(document.querySelector('script[defer]').src, { cache: 'no-store' }).then((a) => a.status)"
    assert page.evaluate(again) == 200


def test_the_marking_page_is_spanish_throughout(visit: Callable[..., Page], world: World) -> None:
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil, **SPANISH))
    assert english(page) == []
    drag(page, "Taxes fell")
    assert english(page) == [], "the bar"
    page.keyboard.press("4")
    expect(page.locator("[data-saved]")).to_have_text("guardado")
    expect(page.locator("[data-say]")).to_have_text("Resaltado como Lenguaje cargado.")
    card = page.locator("[data-card]")
    expect(card.get_by_role("button", name="Eliminar")).to_be_visible()
    for key, name in enumerate(
        ("Afirmación de hechos", "Alegación atribuida", "Opinión", "Lenguaje cargado"), 1
    ):
        page.keyboard.press(str(key))
        expect(card.get_by_role("heading")).to_have_text(name)
        assert english(page) == [], f"the card of {name}"
    page.context.set_offline(True)
    card.get_by_label("Nota").fill("¿Quién lo dice?")
    expect(page.locator("[data-saved]")).to_have_text("1 guardado solo en este dispositivo")
    page.context.set_offline(False)
    page.locator("[data-list]").get_by_text("a café").click()
    assert english(page) == [], "somebody else's card"
    page.keyboard.press("Escape")
    click(page, "globalist")
    expect(page.locator("[data-chooser]")).to_contain_text("por 1 de 2")
    assert english(page) == [], "the chooser"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-say]")).to_have_text(re.compile(r" \d pasajes? resaltados?\.$"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("palabra por palabra")
    page.keyboard.press("Escape")
    expect(page.locator("[data-saved]")).to_have_text("guardado")
    page.get_by_role("button", name="Entregar").click()
    expect(page.get_by_role("dialog", name="¿Entregar tus resaltados?")).to_contain_text(
        "Tienes 4 resaltados."
    )
    page.get_by_role("dialog").get_by_role("button", name="Entregar").click()
    expect(page.locator("[data-handed-in]")).to_contain_text("Entregado")
    expect(page.get_by_role("button", name="Retirar")).to_be_visible()
    assert english(page) == [], "handed in"


@pytest.mark.parametrize("width", [390, 1440])
def test_spanish_fits_the_marking_page_with_what_opens_on_it(
    visit: Callable[..., Page], world: World, width: int
) -> None:
    viewport = PHONE | {"width": width}
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil, viewport=viewport, **SPANISH))
    drag(page, "Taxes fell")
    assert sticking_out(page) == [], "the bar"
    page.keyboard.press("1")
    expect(page.locator("[data-say]")).to_have_text("Resaltado como Afirmación de hechos.")
    assert sticking_out(page) == []
    click(page, "Taxes fell")
    for key in "1234":
        page.keyboard.press(key)
        expect(page.locator("[data-card]")).to_be_visible()
        assert sticking_out(page) == [], f"the card of tag {key}"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Las etiquetas")).to_be_visible()
    assert sticking_out(page) == [], "the help"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Entregar").click()
    expect(page.get_by_role("dialog", name="¿Entregar tus resaltados?")).to_be_visible()
    assert sticking_out(page) == [], "handing in"
    page.get_by_role("dialog").get_by_role("button", name="Entregar").click()
    expect(page.get_by_role("button", name="Retirar")).to_be_visible()
    assert sticking_out(page) == [], "handed in"
    page.get_by_role("button", name="Retirar").click()
    expect(page.get_by_role("button", name="Entregar")).to_be_visible()
    page.context.set_offline(True)
    click(page, "Taxes fell")
    page.keyboard.press("1")
    expect(page.locator("[data-saved]")).to_have_text("1 guardado solo en este dispositivo")
    assert sticking_out(page) == [], "kept on the device"


def test_a_refusal_that_is_not_the_servers_own_is_told_in_spanish(
    visit: Callable[..., Page], world: World
) -> None:
    page = ready(visit(f"/rounds/{world.round.pk}/", world.pupil, **SPANISH))
    page.route("**/submission/", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    page.get_by_role("button", name="Entregar").click()
    page.get_by_role("dialog").get_by_role("button", name="Entregar").click()
    expect(page.locator("[data-alert]")).to_have_text(
        "Todavía no está entregado: El servidor ha dado el error 502."
    )


def sticking_out(page: Page) -> list[str]:
    """What is seen beyond the sides of the window, or wider than the box that holds it."""
    return page.evaluate(STICKING_OUT)


def english(page: Page) -> list[str]:
    """What people read on the page, the closed dialogs and cards too, that is an English message."""
    messages = re.compile("|".join(sorted(_english_messages())))
    return [text for text in page.evaluate(READ) if messages.fullmatch(text)]


@cache
def _english_messages() -> frozenset[str]:
    """A pattern for each stretch between the tags of each message that Spanish says otherwise."""
    found = set()
    for domain in DOMAINS:
        for message in read_catalog(ROOT / f"locale/es/LC_MESSAGES/{domain}.po"):
            ids, strings = ((x if isinstance(x, tuple) else (x,)) for x in (message.id, message.string))
            for text in set(ids) - set(strings):
                found |= {piece.strip() for piece in re.split(r"<[^>]*>", text)}
    return frozenset(
        ".+".join(re.escape(part) for part in re.split(r"\{\w+\}|%\(\w+\)s", piece))
        for piece in found
        if re.search(r"[a-z]{2}", re.sub(r"\{\w+\}|%\(\w+\)s", "", piece))
    )

"""What a person does on the marking page, for tests: find words, drag over them, wait until all is saved."""

from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from tests.waiting import until

PLACE = """([words, nth]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || nth-- > 0) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const rects = range.getClientRects();
    const [first, last] = [rects[0], rects[rects.length - 1]];
    return [first.left, (first.top + first.bottom) / 2, last.right, (last.top + last.bottom) / 2];
  }
}"""


def ready(page: Page) -> Page:
    """The page once its script has run."""
    page.wait_for_selector("html[data-ready]")
    return page


def wait_for(page: Page, condition: str, arg: Any = None) -> None:
    """Wait until ``condition``, an expression or a function of ``arg`` in JavaScript, is true on the page.

    Playwright's own ``wait_for_function`` works only if it is true at once: it then asks again from inside the page,
    where our Content-Security-Policy allows no ``eval``.
    """

    def holds() -> bool:
        try:
            return bool(page.evaluate(condition, arg))
        except Error as error:
            # The page is being replaced by another one, which is asked next.
            if "context was destroyed" not in error.message:
                raise
            return False

    until(holds)


NOT_CACHED = """async () => {
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  const urls = [location.href, ...parts.filter((url) => /\\.(js|css)$|\\/pictures\\/\\d+\\/$/.test(url))];
  const cached = await Promise.all(urls.map((url) => caches.match(url, { ignoreVary: true })));
  return urls.filter((_url, at) => !cached[at]);
}"""


def all_cached(page: Page) -> None:
    """Wait until the service worker has cached the page with its scripts, styles and pictures."""
    until(lambda: page.evaluate(NOT_CACHED) == [])


def cached(page: Page) -> None:
    """Wait until the service worker has cached the page with all that belongs to it, and answers for it."""
    wait_for(page, "Boolean(navigator.serviceWorker.controller)")
    all_cached(page)


def place(page: Page, words: str, nth: int = 0) -> tuple[float, float, float, float]:
    """Where ``words`` start (x, y) and end (x, y) in the window, scrolled into view."""
    return tuple(page.evaluate(PLACE, [words, nth]))


def drag(page: Page, words: str, last_words: str = "") -> None:
    """Drag the mouse from the first letter of ``words`` to their last, or to the last of ``last_words``."""
    _, _, right, bottom = place(page, last_words or words)
    left, top, *_ = place(page, words)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=4)
    page.mouse.up()
    expect(page.locator("[data-tag-bar]")).to_be_visible()


def click(page: Page, words: str) -> None:
    """Press on the first line of ``words``, a few letters in."""
    left, top, *_ = place(page, words)
    page.mouse.click(left + 12, top)


def mark(page: Page, words: str, key: str) -> None:
    """Select ``words`` with the mouse and press a tag's key."""
    drag(page, words)
    page.keyboard.press(key)
    expect(page.locator("[data-tag-bar]")).to_be_hidden()


def saved(page: Page, within: float | None = None) -> None:
    """Wait until the page says that everything is saved; ``within`` so many milliseconds, if not as long as always."""
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved", timeout=within)


def stored_offline(page: Page, number: int) -> None:
    """Wait until the page says that ``number`` annotations are kept on this device."""
    expect(page.locator("[data-saved][data-state=kept]")).to_have_attribute("data-waiting", str(number))


def tag_button(page: Page, tag: str) -> Locator:
    """The button of a tag in the bar beside the selection."""
    return page.locator(f"[data-tag-bar] [data-tag={tag}]")


def tap_tag(page: Page, tag: str) -> None:
    """Tap a tag in the bar beside the selection, and wait until the bar has gone."""
    tag_button(page, tag).tap()
    expect(page.locator("[data-tag-bar]")).to_be_hidden()


def open_tag(page: Page) -> Locator:
    """The pressed tag on the card of the open annotation."""
    return page.locator("[data-card] [data-retag][aria-pressed=true]")


def hand_in(page: Page) -> None:
    """Press the button and say yes to the question."""
    page.locator("[data-hand-in=submit]").click()
    page.locator("[data-hand-in-dialog] [value=hand-in]").click()


def open_round(page: Page) -> None:
    """Open a draft on the page about it, and wait until the page says that it is open."""
    page.locator("[data-action=open]").click()
    expect(page.locator("[data-notice=round-open]")).to_be_visible()


def reveal(page: Page) -> None:
    """Press the button, read that it cannot be undone, press the other one, and wait until the page says it is done."""
    page.locator("[data-reveal]").click()
    page.locator("[data-action=reveal]").click()
    expect(page.locator("[data-notice=round-revealed]")).to_be_visible()


def sign_out(page: Page) -> None:
    """Press the button in the header."""
    page.locator("[data-log-out] button").click()


def signed_out(page: Page) -> None:
    """Wait until the header offers to sign up."""
    expect(page.locator("header [href='/accounts/signup/']")).to_be_visible()


def count(page: Page, number: int) -> None:
    """Wait until the list of marks shows ``number`` of them."""
    expect(page.locator("[data-list] li:not([hidden])")).to_have_count(number)

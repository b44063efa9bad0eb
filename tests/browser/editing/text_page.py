"""What people do on a page on which they change a text."""

from playwright.sync_api import Page, expect

PLACE = """(words) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const [first, last] = [range.getClientRects()[0], [...range.getClientRects()].at(-1)];
    return [first.left + 2, (first.top + first.bottom) / 2, last.right - 2, (last.top + last.bottom) / 2];
  }
}"""
# What the system's own selection handles do, seen from the page.
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def ready(page: Page) -> Page:
    """Return the page once its script runs."""
    expect(page.locator("#text[tabindex='0']")).to_be_visible()
    return page


def drag_over(page: Page, words: str) -> None:
    """Select words with the mouse."""
    left, top, right, bottom = page.evaluate(PLACE, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom)
    page.mouse.up()
    expect(page.locator("[data-bar]")).to_be_visible()


def tap(page: Page, words: str) -> None:
    """Tap the first of these words."""
    left, top, *_ = page.evaluate(PLACE, words)
    page.touchscreen.tap(left + 4, top)
    expect(page.locator("[data-bar]")).to_be_visible()


def press(page: Page, action: str) -> None:
    """Press a button of the bar."""
    page.locator(f"[data-bar] [data-do={action}]").click()


def changes(page: Page, count: int) -> None:
    """Wait until the page offers to undo so many changes."""
    expect(page.locator("#text button.undo")).to_have_count(count)
    expect(page.locator("[data-editor][aria-busy]")).to_have_count(0)

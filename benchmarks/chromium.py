"""A real Chromium, and what it saw of a page that opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.marked import Marked
from scripts.browsers import find_chromium

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Milliseconds in which nothing happens any more: the page is done. And the longest that is waited for that.
QUIET, LONGEST = 2500, 45_000
WATCH = """
window.lastSeen = 0;
new MutationObserver(() => { window.lastSeen = performance.now(); }).observe(document, {
  subtree: true, childList: true, attributes: true, characterData: true,
});
"""
# Where marks are no elements, the page says when they are drawn.
DRAWN = (
    """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""
)


@dataclass
class Opened:
    """Milliseconds to the last change of the page; requests, and compressed bytes of scripts and styles."""

    time: float
    requests: int
    code: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """As the tests have it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visited(browser: Browser, marked: Marked) -> Iterator[tuple[Page, Opened]]:
    """The page, opened cold by somebody new, when all of it is there."""
    address = f"http://127.0.0.1:{marked.port}"
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in marked.cookies.items()]
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    seen = Opened(0, 0, 0)
    kinds: dict[str, str] = {}

    def begun(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]
        seen.requests += event["request"]["url"].startswith("http")

    def ended(event: dict[str, Any]) -> None:
        if kinds.get(event["requestId"]) in ("Script", "Stylesheet"):
            seen.code += event["encodedDataLength"]

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", ended)
    try:
        page.goto(address + marked.page, wait_until="load", timeout=LONGEST)
        if marked.page.startswith("/rounds/"):
            page.wait_for_selector("html[data-ready]")
            seen.time = page.evaluate(DRAWN)
        else:
            # A page that is at work answers nothing, and of all questions only this one is given up after a time.
            done = f"() => performance.now() - window.lastSeen > {QUIET}"
            page.wait_for_function(done, timeout=LONGEST, polling=200)
            seen.time = page.evaluate("window.lastSeen")
        assert "council" in (page.text_content("body") or ""), "the text is not shown"
        yield page, seen
    finally:
        context.close()

"""A real Chromium, and measurements of a page that it opened."""

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
# Milliseconds without changes after which a page counts as complete, and how long to wait for that.
QUIET, MAX_WAIT = 2500, 45_000
WATCH = """
window.lastSeen = 0;
new MutationObserver(() => { window.lastSeen = performance.now(); }).observe(document, {
  subtree: true, childList: true, attributes: true, characterData: true,
});
"""
# Annotations that are not elements are drawn in the next frame.
DRAWN = (
    """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""
)


@dataclass
class Opened:
    """Milliseconds to the last change of the page; number of requests; compressed bytes of scripts and styles."""

    time: float
    requests: int
    code: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium as the tests do."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visited(browser: Browser, marked: Marked) -> Iterator[tuple[Page, Opened]]:
    """Open the page cold and yield it with its measurements when it is complete."""
    address = f"http://127.0.0.1:{marked.port}"
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in marked.cookies.items()]
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    opened = Opened(0, 0, 0)
    kinds: dict[str, str] = {}

    def request_started(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]
        opened.requests += event["request"]["url"].startswith("http")

    def request_finished(event: dict[str, Any]) -> None:
        if kinds.get(event["requestId"]) in ("Script", "Stylesheet"):
            opened.code += event["encodedDataLength"]

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", request_started)
    session.on("Network.loadingFinished", request_finished)
    try:
        page.goto(address + marked.page, wait_until="load", timeout=MAX_WAIT)
        if marked.page.startswith("/rounds/"):
            page.wait_for_selector("html[data-ready]")
            opened.time = page.evaluate(DRAWN)
        else:
            # A busy page does not respond; wait_for_function is the only call with a timeout for that.
            done = f"() => performance.now() - window.lastSeen > {QUIET}"
            page.wait_for_function(done, timeout=MAX_WAIT, polling=200)
            opened.time = page.evaluate("window.lastSeen")
        assert "council" in (page.text_content("body") or ""), "the text is not shown"
        yield page, opened
    finally:
        context.close()

"""Every regular expression of the scripts takes time in proportion to the text, in the engine that runs it.

As tests/patterns/test_python.py, but by the clock: a page is not told the time of its processor.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.patterns.cases import shapes
from tests.patterns.find import Found
from tests.patterns.scripts import in_scripts, literals

LISTED = Path(__file__).parents[2] / "patterns" / "listed_scripts.txt"
FOUND = {found.key: found for found in in_scripts()}
# Milliseconds.
LIMIT = 30_000
FEW = 2_000
MEASURE = (Path(__file__).parents[2] / "patterns" / "measure.js").read_text()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def slowest(page: Page, pattern: str, flags: str, limit: int = LIMIT) -> Any:
    """A text on which the pattern is slow, if there is one; measured in a worker, which may be ended."""
    given = {"source": pattern, "flags": flags, "shapes": shapes(pattern, 0)}
    start = """([worker, given, limit]) => new Promise((resolve) => {
        const address = URL.createObjectURL(new Blob([worker]));
        const measuring = new Worker(address);
        measuring.onmessage = ({ data }) => resolve(data);
        measuring.onerror = ({ message }) => resolve({ error: message });
        measuring.postMessage(given);
        setTimeout(() => { measuring.terminate(); resolve({ milliseconds: limit }); }, limit);
    })"""
    return page.evaluate(start, [MEASURE, given, limit])


def test_every_pattern_of_the_scripts_is_listed() -> None:
    listed = LISTED.read_text().split("\n")[:-1]
    assert listed == sorted(FOUND), f"put new patterns on {LISTED.name}, and take old ones off it"


@pytest.mark.parametrize("found", FOUND.values(), ids=list(FOUND))
def test_a_text_of_twice_the_length_takes_twice_as_long(page: Page, found: Found) -> None:
    assert slowest(page, str(found.pattern), found.name.partition("] ")[2]) is None


@pytest.mark.parametrize("pattern", [r"(?:a|a)*b", r"<a[^>]*/>"])
def test_a_slow_pattern_is_found(page: Page, pattern: str) -> None:
    assert slowest(page, pattern, "", FEW)


def test_literals_are_told_from_divisions() -> None:
    source = r"""
        const half = total / 2 / count; // a /comment/
        const words = text.split(/\s+/).filter((word) => /^["'`/]x\/[/]/iu.test(word)); /* /no/ */
        const path = `${prefix}/a/${text.replace(/b`c/g, `/d/${/e/.source}`)}/f/`;
        return /g/ in x ? "/h/" : a[0] / b / (c) / d;
    """
    assert literals(source) == [
        (r"\s+", ""),
        (r"""^["'`/]x\/[/]""", "iu"),
        ("b`c", "g"),
        ("e", ""),
        ("g", ""),
    ]

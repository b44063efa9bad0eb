"""text → offsets → browser → offsets → text is the identity, whatever the script."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from articles.text.blocks import blocks
from articles.text.html import text_html
from tests.browser.annotation_page import wait_for

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "spans").glob("*.json"))

PIECES = [
    "word", "naïve", "e\u0301", "🌉", "👩‍👩‍👧", "🇪🇸", "👍🏽", "1️⃣", "שלום", "مرحبا", "क्षि",
    "漢字", "𠮷野家", "<b>", "&amp;", "\"'",
    " ", "  ", "\u00a0", "\u200f", "\t", ".", "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).filter(str.strip)

SPECIMEN = """<!doctype html><meta charset="utf-8"><main id="text"></main>
<script type="module">
import { TextIndex } from "/static/annotate/text/text-index.js";
const text = document.getElementById("text");
window.walk = ([html, spans]) => {
  text.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  const index = new TextIndex(text);
  return spans.map(([from, to]) => {
    const range = index.range(from, to);
    return {
      quote: index.quote(from, to),
      start: index.point(range.startContainer, range.startOffset, "start"),
      end: index.point(range.endContainer, range.endOffset, "end"),
    };
  });
};
</script>"""


@pytest.fixture
def specimen(visit: Callable[..., Page]) -> Page:
    """A page of our origin: its ``walk([html, spans])`` takes spans of a text into the page and back."""
    page = visit("/guide/")
    page.route("**/specimen/", lambda route: route.fulfill(body=SPECIMEN, content_type="text/html"))
    page.goto("/specimen/")
    wait_for(page, "() => 'walk' in window")
    return page


def inner_spans(text: str) -> list[tuple[int, int]]:
    """Every span that starts and ends inside a block."""
    starts = [i for b in blocks(text) for i in range(b.start, b.end)]
    ends = [i + 1 for i in starts]
    return [(s, e) for s in starts for e in ends if s < e]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, data=st.data())
def test_spans_survive_the_way_through_the_browser(specimen: Page, text: str, data: st.DataObject) -> None:
    every = inner_spans(text)
    spans = data.draw(st.lists(st.sampled_from(every), max_size=20)) + every[:20]
    walked = specimen.evaluate("given => walk(given)", [text_html(text, ()), spans])
    for (start, end), back in zip(spans, walked, strict=True):
        assert back == {"quote": text[start:end], "start": start, "end": end}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_browser_counts_as_the_golden_files_say(visit: Callable[..., Page], path: Path) -> None:
    cases = json.loads(path.read_text(encoding="utf-8"))
    page = visit("/guide/")
    counted = page.evaluate(
        """async (cases) => {
          const { toCodePoint, toGraphemes, toUnit } = await import("/static/annotate/text/offsets.js");
          return cases.map(({ text, units, points }) => ({
            points: units.map((unit) => toCodePoint(text, unit)),
            units: points.map((point) => toUnit(text, point)),
            graphemes: toGraphemes(text, ...units),
          }));
        }""",
        cases,
    )
    assert counted == [{name: case[name] for name in ("points", "units", "graphemes")} for case in cases]

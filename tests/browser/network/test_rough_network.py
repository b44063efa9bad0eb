"""Over a network that drops, delays and doubles requests nothing is lost, and “saved” is never said too early."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.access import annotations_in
from annotate.annotations.json import annotation_json
from annotate.annotations.replay import replay_changes
from annotate.models import Annotation
from tests.browser.annotation_page import click, count, mark, ready, saved
from tests.browser.conftest import Assignment
from tests.browser.rough_proxy import rough

WORDS = ["Mayor", "slams", "globalist", "voted", "family", "serves", "second", "Taxes"]

# Whenever the page says “saved”, nothing may be left on the device.
WATCH = """() => {
  window.liars = [];
  const left = () => new Promise((done) => {
    const opening = indexedDB.open("claimlight");
    opening.onsuccess = () => {
      const counting = opening.result.transaction("outbox").objectStore("outbox").count();
      counting.onsuccess = () => done(counting.result);
    };
  });
  const box = document.querySelector("[data-saved]");
  new MutationObserver(async () => {
    if (box.dataset.state !== "saved") return;
    const waiting = await left();
    if (box.dataset.state === "saved" && waiting) window.liars.push(waiting);
  }).observe(box, { childList: true });
}"""


@pytest.mark.parametrize("seed", range(2))
def test_everything_arrives_once(
    visit: Callable[..., Page], assignment: Assignment, live_server: Any, seed: int
) -> None:
    with rough(live_server.url, seed) as address:
        page = ready(visit(assignment.path, assignment.user, base_url=address))
        page.evaluate(WATCH)
        for number, word in enumerate(WORDS):
            mark(page, word, "1234"[number % 4])
        card = page.locator("[data-card]")
        click(page, "globalist")
        card.locator("[name=note]").focus()
        page.keyboard.type("Who says so? 🤔")
        page.keyboard.press("Escape")
        click(page, "voted")
        card.locator("[data-retag=opinion]").click()
        page.keyboard.press("Escape")
        click(page, "family")
        card.locator("[data-act=delete]").click()
        count(page, len(WORDS) - 1)
        page.locator("[data-undo]").click()
        count(page, len(WORDS))
        click(page, "serves")
        page.keyboard.press("Delete")
        saved(page, within=60_000)
        wanted = {(word, "1234"[number % 4]) for number, word in enumerate(WORDS)}
        wanted -= {("serves", "2"), ("voted", "4")}
        wanted |= {("voted", "3")}
        keys = {tag.slug: tag.key for tag in assignment.round.codebook.pure.tags}
        assert sorted((quote, keys[tag]) for tag, quote in assignment.marks()) == sorted(wanted)
        assert Annotation.objects.get(quote="globalist").note == "Who says so? 🤔"
        assert page.evaluate("window.liars") == []
        rows = page.locator("[data-list] li:not([hidden])")
        expect(rows).to_have_count(len(wanted))
    changes = assignment.round.changes.order_by("seq")
    assert replay_changes((c.verb, c.payload) for c in changes) == {
        str(row.id): annotation_json(row) for row in annotations_in(assignment.user, assignment.round)
    }

"""Records and rows with hostile fields, opened in a browser: nothing runs, and no part of a page is made of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page

from annotate.models import Annotation, Tag
from articles.models import Article, Text
from people.actions.accounts import create_team
from people.models import User
from reports.formats.parsed import RowError
from reports.formats.record_validation import check_record
from reports.models import Finding
from tests.reports.hostile_records import (
    EVENT,
    FORM,
    SCRIPT,
    STYLE,
    TEXTS,
    Record,
    at,
    fields,
    fresh,
    golden,
    replaced,
)  # fmt: skip
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
VALUES = {name: TEXTS[name] for name in ("script", "form", "style", "event", "address", "letters")}
# Whether anything of the values is an element, an address or a style of the page, or has run.
HARM = """() => ({
  title: document.title === "harm",
  elements: document.querySelectorAll(".harm, img[src=x], [onerror], form[action*='/members/2/role']").length,
  addresses: [...document.querySelectorAll("[href], [action], [src]")].filter((each) =>
    ["href", "action", "src"].some((name) => /^\\s*javascript:/i.test(each.getAttribute(name) ?? ""))
  ).length,
  hidden: getComputedStyle(document.body).display === "none",
})"""
NO_HARM = {"title": False, "elements": 0, "addresses": 0, "hidden": False}


def fits(record: Record) -> bool:
    try:
        check_record(record)
    except RowError:
        return False
    return True


def hostile(number: int, value: str) -> Record:
    """The record with the value in every field that takes it."""
    record, taken = fresh(number), 0
    for _shape, path in fields(golden()):
        if isinstance(at(golden(), path), str) and fits(changed := replaced(record, path, value)):
            record, taken = changed, taken + 1
    assert taken > 10
    return record


def imported(world: World, record: Record) -> Article:
    """Taken over through the API, into a team of its own."""
    teacher = User.objects.get(pk=world.teacher.pk)
    team = create_team(teacher, "Another class")
    client = world.client("teacher")
    file = SimpleUploadedFile("a.json", json.dumps(record).encode())
    seen = client.post("/api/v1/imports/", {"file": file, "team": team.pk}).json()
    assert seen["problems"] == []
    done = client.post(f"/api/v1/imports/{seen['id']}/", {}, content_type="application/json").json()
    assert done["taken"]["articles"] == 1
    return team.articles.get()


def look(page: Page, world: World, article: Article, folder: Path) -> None:
    """Open every page of an article, and the file that people download."""
    rounds = [round_.pk for text in article.texts.all() for round_ in text.rounds.all()]
    for address in (
        f"/articles/{article.pk}/",
        f"/articles/{article.pk}/report/",
        *(f"/rounds/{pk}/" for pk in rounds),
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert page.evaluate(HARM) == NO_HARM, address
    for pk in rounds:
        changes = page.request.get(f"/api/v1/rounds/{pk}/changes/", headers={"Accept": "application/json"})
        assert changes.status == 200
    file = folder / f"report-{article.pk}.html"
    file.write_bytes(world.client("teacher").get(f"/api/v1/articles/{article.pk}/report.html").content)
    assert b"Content-Security-Policy" in file.read_bytes()
    page.goto(file.as_uri())
    assert page.evaluate(HARM) == NO_HARM
    assert page.locator("main.report h1").count() == 1
    # The policy of the file lets its own style through.
    assert page.evaluate("getComputedStyle(document.querySelector('main.report')).maxWidth") != "none"


def test_what_is_taken_of_a_hostile_record_does_no_harm(
    visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    page = visit("/guide/", world.teacher)
    for number, value in enumerate(VALUES.values()):
        look(page, world, imported(world, hostile(number, value)), tmp_path)


@pytest.mark.parametrize("slug", [SCRIPT, FORM, STYLE, EVENT], ids=["script", "form", "style", "event"])
def test_rows_that_are_refused_today_do_no_harm(
    visit: Callable[..., Page], world: World, tmp_path: Path, slug: str
) -> None:
    """Earlier versions took them from a file."""
    for tag in Tag.objects.filter(codebook=world.round.codebook):
        tag.definition |= {"slug": tag.slug + slug, "name": slug, "colour": slug, "line": slug, "key": slug}
        Tag.objects.filter(pk=tag.pk).update(slug=tag.slug + slug, definition=tag.definition)
    look(visit("/guide/", world.teacher), world, world.article, tmp_path)


def test_addresses_that_are_refused_today_are_no_links(
    visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    address = "javascript:document.title='harm'"
    claim = world.annotations["claim"]
    Article.objects.filter(pk=world.article.pk).update(url=address)
    Text.objects.filter(pk=world.text.pk).update(formatting=[[0, 5, "link", address]])
    Annotation.objects.filter(pk=claim.pk).update(details={"status": "supported", "evidence": [address]})
    Finding.objects.create(
        text=world.text,
        start=claim.start,
        end=claim.end,
        status="<b>",
        evidence=[address, SCRIPT],
        note=SCRIPT,
    )
    look(visit("/guide/", world.teacher), world, world.article, tmp_path)

"""Harmful text in any field is shown as it was typed: on pages, in reports and in files."""

import csv
import io
import zipfile
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from lxml import etree, html

from annotate.annotations.actions import AnnotationInput, put_annotation
from annotate.discussion.comments import put_comment
from annotate.models import Codebook, Webhook
from annotate.rounds.actions import RoundSettings, create_round
from annotate.webhooks.actions import add_webhook
from articles.actions import add_article, freeze
from articles.text.draft import Draft, Formatting
from people.models import User
from reports.formats import formats
from reports.models import Finding, MergedSource
from tests.routes import TABLE
from tests.world import World

pytestmark = pytest.mark.django_db
PROBES = (
    "<script>harm()</script>",
    '"><img src=x onerror=harm()>',
    "'-harm()-'",
    "</title></style></textarea><svg onload=harm()>",
    "{{ 7|add:7 }}{% now 'Y' %}${7*7}",
    "javascript:harm()",
    "]]><harm/><!--",
    '#eval("harm") $harm$ \\harm{x} \u202e',
)
FORMULAS = (
    "=cmd|' /C calc'!A0",
    '+HYPERLINK("http://harm.example")',
    "-2+3+harm",
    "@SUM(1+1)*harm",
    "\t=harm",
)
PROBE = " ".join(PROBES)
GETS = [row for row in TABLE if row.method == "GET" and "foreign" not in row.about]
HARM = (
    "//script[not(@src) and not(@type='application/json')] | //script[contains(@src, 'harm')] | //harm"
    " | //img[@src='x']"
    " | //*[@*[starts-with(name(), 'on')]]"
    # The bookmarklet is a script of our own that nobody's text is part of.
    " | //*[not(@data-bookmarklet)][@*[starts-with(normalize-space(.), 'javascript:')][name() = 'href' or"
    " name() = 'src' or name() = 'action' or name() = 'xlink:href']] | //svg[@onload] | //iframe | //object | //embed"
)


@pytest.fixture
def hostile(world: World) -> World:
    """The world, with a probe in everything that people write."""
    for person, probe in zip(
        (world.teacher, world.pupil, world.colleague, world.classmate), PROBES, strict=False
    ):
        User.objects.filter(pk=person.pk).update(name=probe[:80])
        person.name = probe[:80]
    world.team.name = PROBE[:120]
    world.team.save()
    Codebook.objects.filter(pk=world.codebook.pk).update(title=PROBE[:120])
    body = f"{PROBES[0]} said so.\n\n" + "\n\n".join([*PROBES, *(f.strip() for f in FORMULAS), "The end."])
    links = (Formatting(0, 8, "link", "javascript:harm()"), Formatting(9, 15, "heading", "1"))
    draft = Draft(
        body,
        title=PROBE[:300],
        byline=PROBES[1],
        publication=PROBES[3],
        url="javascript:harm()",
        formatting=links,
    )
    article = add_article(world.teacher, draft, body.encode(), f"{PROBES[1]}.txt", world.team)
    text = freeze(world.teacher, article, cleaning=False)
    article.refresh_from_db()
    round_ = create_round(world.teacher, text, RoundSettings(instructions=PROBE), world.round.codebook)
    marks = {}
    for number, probe in enumerate((*PROBES, *(f.strip() for f in FORMULAS))):
        start = text.body.index(probe)
        for person in (world.teacher, world.pupil):
            tag, details = "attributed-allegation", {"source": f"{probe} source", "cue": probe[:40]}
            if number % 2:
                tag, details = "loaded-language", {"neutral": probe, "target": probe}
            created = AnnotationInput(
                tag,
                start,
                start + len(probe),
                probe,
                details,
                note=FORMULAS[number % len(FORMULAS)].strip() + PROBE,
            )
            marks["claim"] = put_annotation(person, round_, uuid4(), created)[0]
    put_comment(world.teacher, round_, uuid4(), marks["claim"], PROBE)
    Finding.objects.create(
        text=text, start=0, end=8, status="supported", note=PROBE, changed_by=world.teacher
    )
    MergedSource.objects.create(article=article, key=PROBES[0], name=PROBES[1])
    webhook = add_webhook(world.teacher, world.team, "https://newsroom.example/?<script>harm()</script>")
    Webhook.objects.filter(pk=webhook.pk).update(error=PROBE[:300], failures=1)
    return replace(world, article=article, text=text, round=round_, annotations=marks)


def harmless(page: bytes, where: str = "") -> None:
    """Check that no probe has become part of the page's markup."""
    found = html.document_fromstring(page).xpath(HARM)
    assert found == [], [etree.tostring(part)[:200] for part in found[:3]] + [where]


def test_pages_show_it_and_do_nothing(hostile: World) -> None:
    client = hostile.client("teacher")
    for row in GETS:
        answer = row.request(hostile, client)
        assert answer.status_code < 500, str(row)
        if not answer.streaming and answer.content and answer["Content-Type"].startswith("text/html"):
            harmless(answer.content, str(row))


def file_of(world: World, slug: str) -> bytes:
    answer = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.{slug}")
    assert answer.status_code == 200, answer.content[:300]
    return bytes(answer.content)


@pytest.mark.parametrize("slug", ["docx", "odt", "xlsx", "cas-xmi", "webanno"])
def test_documents_hold_it_as_text(hostile: World, slug: str) -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(hostile, slug))) as archive:
        for name in archive.namelist():
            assert ".." not in name
            assert not name.startswith("/")
            if name.endswith((".xml", ".rels", ".xmi")) and archive.read(name):
                root = etree.fromstring(archive.read(name))
                assert not [
                    part
                    for part in root.iter()
                    if "harm" in str(part.tag) or str(part.tag).endswith("}script")
                ]
                targets = [
                    value
                    for part in root.iter()
                    for key, value in part.attrib.items()
                    if key.endswith(("href", "Target"))
                ]
                assert not [target for target in targets if target.strip().lower().startswith("javascript:")]
            if name.endswith("sheet1.xml"):
                assert b"<f>" not in archive.read(name)


def test_the_pdf_holds_it_as_text(hostile: World) -> None:
    data = file_of(hostile, "pdf")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert "/OpenAction" not in document.Root
        for page in document.pages:
            for link in page.get("/Annots", []):
                assert not str(link.get("/A", {}).get("/URI", "")).startswith("javascript:")
                assert link.get("/A", {}).get("/S") != "/JavaScript"
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "#eval" in text
    assert "{{ 7|add:7 }}" in text.replace("\r\n", " ")


def test_the_page_that_is_kept_does_nothing(hostile: World) -> None:
    harmless(file_of(hostile, "html"))


def test_a_spreadsheet_takes_nothing_for_a_formula(hostile: World) -> None:
    rows = list(csv.reader(io.StringIO(file_of(hostile, "csv").decode("utf-8-sig"))))
    assert len(rows) > 10
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_every_file_is_made(hostile: World) -> None:
    for slug in formats():
        assert file_of(hostile, slug)


def test_a_link_shows_it_to_strangers_and_does_nothing(hostile: World) -> None:
    share = hostile.client("teacher").post(
        f"/api/v1/articles/{hostile.article.pk}/shares/",
        {"days": 7, "names": True},
        content_type="application/json",
    )
    page = Client().get(urlsplit(share.json()["link"]).path)
    assert page.status_code == 200
    harmless(page.content)

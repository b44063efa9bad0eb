"""Reports on rounds with other codebooks: sections that the codebook lacks are missing in every format."""

import csv
import io
import json
from dataclasses import replace

import pypdfium2
import pytest

from annotate.codebooks.actions import copy_codebook, edit_codebook, install_codebook
from annotate.models import Codebook, Round
from annotate.rounds.actions import create_round
from reports.formats import formats
from reports.formats.documents.pdf import WORDS
from tests.world import World, mark

pytestmark = pytest.mark.django_db

# Sections of a report: the id of the heading on pages, and the heading in a PDF.
SECTIONS = {"claims-title": "claims", "sources-title": "who", "loaded-title": "loaded_words"}


def sections(kind: str, text: str) -> list[str]:
    """The sections that depend on the codebook and are in a report of this kind."""
    return [
        title
        for title, word in SECTIONS.items()
        if (str(WORDS[word]) in text if kind == "pdf" else f'id="{title}"' in text)
    ]


def opened(world: World, codebook: Codebook) -> Round:
    round_ = create_round(world.teacher, world.text, codebook=codebook)
    tags = [tag.slug for tag in codebook.pure.tags]
    for words, tag in zip(("globalist", "nine to six", "Taxes fell", "A second line"), tags, strict=False):
        mark(world.pupil, round_, words, tag)
    return round_


def written(world: World) -> dict[str, str]:
    """Return the report in every format and as a page, as text."""
    client = world.client("teacher")
    address = f"/articles/{world.article.pk}/report"
    files = {slug: client.get(f"/api/v1{address}.{slug}").content for slug in formats()}
    with pypdfium2.PdfDocument(files["pdf"]) as pdf:
        files["pdf"] = " ".join(" ".join(p.get_textpage().get_text_bounded().split()) for p in pdf).encode()
    page = client.get(f"{address}/")
    assert page.status_code == 200
    texts = {slug: data for slug, data in files.items() if not data.startswith(b"PK")}
    return {slug: content.decode("utf-8-sig") for slug, content in texts.items()} | {
        "page": page.content.decode()
    }


@pytest.mark.parametrize("slug", ["news-and-opinion", "propaganda-techniques"])
def test_a_report_on_another_codebook_works_in_every_format(world: World, slug: str) -> None:
    codebook = install_codebook(slug)
    round_ = opened(world, codebook)
    files = written(world)
    for kind in ("page", "html", "pdf"):
        for tag in codebook.pure.tags[:4]:
            assert tag.name in files[kind], kind
        assert "globalist" in files[kind]
        shown = sections(kind, files[kind])
        assert shown == (["loaded-title"] if slug == "propaganda-techniques" else []), kind
    assert f"/codebooks/{round_.codebook_id}.css" in files["page"]
    assert f".tag-{codebook.pure.tags[0].slug}" in files["html"]
    rows = list(csv.DictReader(io.StringIO(files["csv"])))
    assert [row["quote"] for row in rows] == ["globalist", "nine to six", "A second line", "Taxes fell"]
    data = json.loads(files["json"])
    assert (data["claims"], data["sources"], data["unsourced"]) == ([], [], [])
    assert [tag["slug"] for tag in data["glance"]["tags"]] == [tag.slug for tag in codebook.pure.tags]


def test_a_teams_own_answers_and_questions_break_no_section(world: World) -> None:
    team_codebook = copy_codebook(world.teacher, world.round.codebook, world.team)
    tags = []
    for tag in team_codebook.pure.tags:
        details = tag.details
        if tag.slug == "opinion":
            details = (replace(details[0], choices={"mine": "Mine", "author": "The author’s"}),)
        if tag.slug == "factual-claim":
            details = (replace(details[0], choices={"open": "Open", "shut": "Shut"}), details[1])
        if tag.slug == "attributed-allegation":
            details = (replace(details[0], kind="links"),)
        if tag.slug == "loaded-language":
            details = ()
        tags.append(replace(tag, details=details, example="", test="", not_this=""))
    team_codebook = edit_codebook(world.teacher, team_codebook, replace(team_codebook.pure, tags=tuple(tags)))
    round_ = create_round(world.teacher, world.text, codebook=team_codebook)
    mark(world.pupil, round_, "nine to six", "factual-claim", details={"status": "shut"})
    mark(world.pupil, round_, "Taxes fell", "opinion", details={"whose": "mine"})
    mark(world.pupil, round_, "globalist", "loaded-language")
    mark(
        world.pupil,
        round_,
        "A second line",
        "attributed-allegation",
        details={"source": ["https://x.example/"]},
    )
    files = written(world)
    for kind in ("page", "html", "pdf"):
        assert "Shut" in files[kind]
        assert (str(WORDS["opinions"]) if kind == "pdf" else 'id="opinions-title"') in files[kind]
        assert sections(kind, files[kind]) == ["claims-title"]
    data = json.loads(files["json"])
    assert len(data["opinions"]["unsaid"]) == 1
    assert "https://x.example/" in files["csv"]


def test_an_archived_tag_is_in_the_report_where_it_was_used_alone(world: World) -> None:
    team_codebook = world.codebook
    round_ = create_round(world.teacher, world.text, codebook=team_codebook)
    mark(world.pupil, round_, "globalist", "loaded-language")
    archived = tuple(
        replace(t, archived=t.slug in {"opinion", "loaded-language"}) for t in team_codebook.pure.tags
    )
    edit_codebook(world.teacher, team_codebook, replace(team_codebook.pure, tags=archived))
    data = json.loads(written(world)["json"])
    assert [tag["slug"] for tag in data["tags"]] == [
        "factual-claim",
        "attributed-allegation",
        "loaded-language",
    ]
    assert [word["words"] for word in data["loaded"]] == ["globalist"]

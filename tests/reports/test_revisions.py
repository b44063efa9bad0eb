"""Reports and files of an earlier revision are what they were, and those of the newest have what was carried over."""

import json
from typing import Any
from uuid import uuid4

import pytest

from annotate.annotations.actions import delete_annotation, put_annotation, submit_layer
from annotate.enums import LayerKind, RoundMode
from annotate.models import Annotation, Round
from annotate.privacy.erasure import erase_person
from people.actions.accounts import create_team
from people.models import User
from reports.actions import write_finding
from reports.imports.actions import Choices, apply_import, upload_import
from reports.loader import claim_tag
from tests.annotate.annotations.test_replay import check_law
from tests.annotate.revisions.test_correcting import correct, replacing
from tests.problems import check_problem
from tests.world import BODY, World, annotation_input, mark

SLUGS = ("json", "csv", "html", "w3c", "conll", "claimlight")


def file(world: World, slug: str, query: str = "") -> bytes:
    """Return a report as a file."""
    answer = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.{slug}{query}")
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def finding(world: World) -> tuple[int, int]:
    """The team's finding about a claim."""
    start = BODY.index("Taxes fell by four per cent in 2023.")
    tag = claim_tag(world.teacher, world.article)
    write_finding(world.teacher, world.article, tag, start, start + 10, {"status": "supported"}, "Looked up.")
    return start, start + 10


def correct_and_go_on(world: World) -> None:
    """Correct the text, and change every kind of thing that a report shows."""
    correct(world, replacing("🌉 ", ""), replacing("globalist ", ""), replacing("Taxes", "All taxes"))
    world.round.refresh_from_db()
    mark(world.classmate, world.round, "A second line", "opinion")
    delete_annotation(world.pupil, world.round, world.annotations["claim"].pk)
    submit_layer(world.pupil, world.round)
    mark(world.teacher, world.round, "council voted", "opinion")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_of_an_earlier_revision_stays_what_it_was(
    world: World, finding: tuple[int, int], slug: str
) -> None:
    before = file(world, slug, "?revision=1")
    correct_and_go_on(world)
    after = file(world, slug, "?revision=1")
    if slug == "claimlight":
        # A record has all texts, with what belongs to them.
        before, after = (json.loads(content)["rounds"] for content in (before, after))
    assert after == before
    assert file(world, slug) != before


def test_the_answer_key_of_an_earlier_revision_stays_what_it_was(world: World) -> None:
    content = annotation_input(world.round, "globalist", "loaded-language")
    put_annotation(world.teacher, world.round, uuid4(), content, LayerKind.KEY)
    query = f"?revision=1&round={world.round.pk}&key=1"
    before = file(world, "json", query)
    correct(world, replacing("globalist", ""))
    assert file(world, "json", query) == before
    assert b"globalist" in before


def test_the_newest_report_has_the_findings_where_their_claims_are(
    world: World, finding: tuple[int, int]
) -> None:
    correct(world, replacing("Taxes", "All taxes"))
    new = world.article.texts.latest("revision")
    (row,) = new.findings.all()
    assert new.body[row.start : row.end] == "All taxes fell"
    assert (row.status, row.note, row.changed_by) == ("supported", "Looked up.", world.teacher)
    assert world.text.findings.count() == 1


def test_what_was_erased_is_in_no_earlier_report(world: World) -> None:
    correct(world, replacing("🌉 ", ""))
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=False)
    assert b"globalist" not in file(world, "csv", "?revision=1").replace(b"The globalist", b"")


def test_a_hidden_round_hides_its_past_too(world: World) -> None:
    correct(world, replacing("🌉 ", ""))
    Round.objects.filter(pk=world.round.pk).update(mode=RoundMode.INDEPENDENT)
    found = file(world, "json", "?revision=1")
    assert b"pupil" not in found
    assert Annotation.objects.filter(layer__annotator=world.pupil).exists()


def test_the_page_says_that_the_text_was_corrected(world: World) -> None:
    correct(world, replacing("🌉 ", ""))
    url = f"/articles/{world.article.pk}/report/"
    newest: Any = world.client("viewer").get(url).content.decode()
    assert f'href="{url}?revision=1"' in newest
    assert "data-corrected" in newest
    earlier = world.client("viewer").get(f"{url}?revision=1").content.decode()
    assert f'href="{url}"' in earlier
    assert "data-corrected" in earlier


def test_a_record_brings_the_past_along(world: World) -> None:
    correct_and_go_on(world)
    record = file(world, "claimlight")
    expected = file(world, "csv", "?revision=1")
    world.article.delete()
    team = create_team(world.teacher, "Another class")
    teacher = User.objects.get(pk=world.teacher.pk)
    apply_import(teacher, upload_import(teacher, "record.claimlight.json", record, team), Choices())
    (copy,) = team.articles.all()
    answer = world.client("teacher").get(f"/api/v1/articles/{copy.pk}/report.csv?revision=1")
    assert answer.content == expected
    lost = Annotation.objects.get(lost_from__article=copy)
    assert (lost.quote, lost.lost_from.revision) == ("globalist", 1)
    check_law(copy.texts.latest("revision").rounds.earliest("created_at"))


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_finding_written_on_the_old_report_is_where_its_claim_is_now(
    world: World, finding: tuple[int, int], way: str
) -> None:
    start, end = finding
    correct(world, replacing("🌉 ", ""), replacing("council", "town council"))
    client = world.client("teacher")
    sent = {"start": start, "end": end, "revision": 1, "status": "disputed"}
    if way == "page":
        client.post(f"/articles/{world.article.pk}/report/finding/", sent)
    else:
        url = f"/api/v1/articles/{world.article.pk}/findings/"
        assert client.put(url, sent, content_type="application/json").status_code == 200
    new = world.article.texts.latest("revision")
    (row,) = new.findings.all()
    assert (new.body[row.start : row.end], row.status) == ("Taxes fell", "disputed")
    correct(world, replacing("Taxes fell by four per cent in 2023. ", "", new.body), revision=2)
    answer = client.put(
        f"/api/v1/articles/{world.article.pk}/findings/", sent, content_type="application/json"
    )
    check_problem(answer, 422, "bad-report")

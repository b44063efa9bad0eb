"""What is in the bin is nowhere, for nobody, on no route and in no channel; and what is restored is as it was."""

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from annotate.access import access_versions, rounds_visible_to
from annotate.bin.access import bin_row
from annotate.bin.actions import restore
from annotate.codebooks.actions import edit_codebook
from annotate.models import Annotation, Round
from annotate.rounds.actions import create_round
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import anything_due, deliver_due
from people.access import INVITATION_OVER
from people.actions.accounts import create_token
from people.actions.guests import CODE_UNKNOWN, open_join_code
from people.actions.teams import accept_invitation, send_invitation
from people.permissions import PermissionRefused, Role
from reports.exports.jobs import start_export_job, write_export
from reports.imports.actions import upload_import
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.annotate.bin.things import (
    EACH,
    GETS,
    JSON,
    NOTE,
    TELLS_ALL_THE_SAME,
    THINGS,
    Thing,
    answers,
    everything,
    lines_of,
    text_of,
)
from tests.annotate.discussion.test_comments import say
from tests.pictures import add_picture
from tests.routes import ABOUT, TABLE
from tests.wording import says
from tests.world import World


@pytest.mark.parametrize("who", ["teacher", "pupil"])
def test_what_is_deleted_is_nowhere_and_what_is_restored_is_as_it_was(world: World, who: str) -> None:
    upload_import(world.teacher, "a.jsonl", b'{"text": "A text.", "label": []}', world.team)
    teacher, client = world.client("teacher"), world.client(who)
    for article in (world.article, world.under_review):
        add_picture(article)
    for row in GETS:
        if " in bin" not in row.about:
            row.url(world)  # which makes what it is about, if the world has none
    dump, before = everything(), answers(world, client)
    assert everything() == dump
    for thing in THINGS:
        for telltale in thing.telltales:
            assert any(telltale in text for _status, text in before.values())
        assert teacher.delete(thing.address(world)).status_code == 204
        assert_nowhere(thing, answers(world, client))
        restored = teacher.post(f"/api/v1/bin/{thing.kind}/{thing.row(world).pk}/restore/")
        assert restored.status_code == 204
        assert everything() == dump
    assert answers(world, client) == before


def assert_nowhere(thing: Thing, answers: dict[str, tuple[int, str]]) -> None:
    """Fail if an answer is about the deleted thing or gives it away."""
    for row in GETS:
        if " in bin" in row.about:
            continue
        status, text = answers[str(row)]
        if row.about in thing.about:
            assert status == 404, str(row)
        if row.route not in TELLS_ALL_THE_SAME:
            assert not [telltale for telltale in thing.telltales if telltale in text], str(row)


@EACH
def test_nothing_is_written_into_the_bin(world: World, thing: Thing) -> None:
    for about in thing.about:
        ABOUT[about](world)
    thing.row(world).move_to_bin(world.teacher)
    rows = [
        r for r in TABLE if r.method != "GET" and r.about in thing.about and r.about != "teacher's import"
    ]
    assert len(rows) > 5
    client = world.client("teacher")
    dump = everything()
    for row in rows:
        assert row.request(world, client).status_code == 404, str(row)
    assert everything() == dump


@EACH
def test_links_for_others_lead_nowhere_until_it_is_restored(world: World, thing: Thing) -> None:
    share, token = share_report(world.teacher, world.article, ReportOptions(), None, names=True)
    paths = [f"/shared/{token}/", f"/shared/{token}/tags.css", f"/shared/{token}/report.json"]
    client = Client()
    before = [(answer.status_code, text_of(answer)) for answer in map(client.get, paths)]
    assert [status for status, _text in before] == [200, 200, 200]
    assert NOTE in before[0][1]
    thing.row(world).move_to_bin(world.teacher)
    for answer in map(client.get, paths):
        assert NOTE not in text_of(answer)
        assert answer.status_code == (200 if thing.kind == "rounds" else 404)
    restore(world.teacher, bin_row(world.teacher, thing.kind, thing.row(world).pk))
    assert [(answer.status_code, text_of(answer)) for answer in map(client.get, paths)] == before
    assert share.created_by == world.teacher


@EACH
def test_a_token_reaches_nothing_in_the_bin(world: World, thing: Thing) -> None:
    _row, token = create_token(world.teacher)
    client = Client(headers={"Authorization": f"Token {token}"})
    path = thing.address(world)
    assert client.get(path).status_code == 200
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404


@EACH
def test_a_file_that_was_made_before_is_not_handed_out(world: World, thing: Thing, settings: Any) -> None:
    job = start_export_job(world.teacher, [world.article.pk], "json")
    write_export(job.pk)
    path = f"/downloads/{job.pk}/file/"
    client = world.client("teacher")
    assert NOTE in text_of(client.get(path))
    thing.row(world).move_to_bin(world.teacher)
    assert client.get(path).status_code == 404


@EACH
def test_webhooks_wait_and_are_told_afterwards(
    world: World, thing: Thing, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(
        "annotate.webhooks.delivery.post_to_user_url",
        lambda url, body, headers: told.append(json.loads(body)),
    )
    hook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    say(world, "pupil", "One more thing")
    thing.row(world).move_to_bin(world.teacher)
    deliver_due()
    assert not told
    hook.refresh_from_db()
    assert hook.stopped_at is None
    restore(world.teacher, bin_row(world.teacher, thing.kind, thing.row(world).pk))
    assert anything_due()
    deliver_due()
    assert "One more thing" in json.dumps(told)


@EACH
def test_listeners_notice_at_once(world: World, thing: Thing) -> None:
    before = access_versions([world.round.pk])
    assert before == access_versions([world.round.pk])
    thing.row(world).move_to_bin(world.teacher)
    assert access_versions([world.round.pk]) == {}


@pytest.mark.parametrize("kind", ["w3c", "claimlight"])
@pytest.mark.parametrize("name", ["round", "article"])
def test_an_import_does_not_join_what_is_in_the_bin(world: World, name: str, kind: str) -> None:
    client = world.client("teacher")
    file = io.BytesIO(client.get(f"/api/v1/articles/{world.article.pk}/report.{kind}").content)
    file.name = "marks.jsonld" if kind == "w3c" else "record.json"
    getattr(world, name).move_to_bin(world.teacher)
    dump = lines_of(Annotation)
    sent = client.post("/api/v1/imports/", {"file": file, "team": world.team.pk})
    assert sent.status_code == 201, sent.content
    taken = client.post(f"/api/v1/imports/{sent.json()['id']}/", {}, **JSON)
    assert taken.status_code == 200, taken.content
    # All of it is new, and seen; what is in the bin is as it was.
    seen = Annotation.objects.filter(layer__round__in=rounds_visible_to(world.teacher))
    assert seen.exclude(layer__round=world.round).count() == 5
    assert Round.all_objects.get(pk=world.round.pk).last_seq == world.round.last_seq
    assert [row for row in lines_of(Annotation) if row in dump] == dump


def test_a_code_and_an_invitation_of_a_deleted_class_are_not_known(world: World) -> None:
    code = open_join_code(world.teacher, world.team)
    token, _sent = send_invitation(world.teacher, world.team, Role.ANNOTATOR, 7)
    world.client("teacher").post(f"/teams/{world.team.pk}/delete/")
    answer = Client().post("/join/", {"code": code.code, "nickname": "Ada"})
    assert answer.status_code == 422
    assert says(CODE_UNKNOWN, text_of(answer))
    with pytest.raises(PermissionRefused, match=re.escape(INVITATION_OVER)):
        accept_invitation(world.stranger, token)
    restore(world.teacher, bin_row(world.teacher, "teams", world.team.pk))
    assert Client().post("/join/", {"code": code.code, "nickname": "Ada"}).status_code == 302
    assert accept_invitation(world.stranger, token) == world.team


def test_tags_keep_their_meaning_while_their_round_is_in_the_bin(world: World) -> None:
    round_ = create_round(world.teacher, world.text, codebook=world.codebook)
    round_.move_to_bin(world.teacher)
    pure = world.codebook.pure
    changed = replace(pure, tags=(replace(pure.tags[0], meaning="Another meaning."), *pure.tags[1:]))
    edited = edit_codebook(world.teacher, world.codebook, changed)
    assert edited.pk != world.codebook.pk

"""Erasing one participant, handing out what is held of them, and keeping no longer than a team wants."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from annotate.access import annotations_in
from annotate.annotations.actions import put_annotation, submit_layer
from annotate.annotations.json import annotation_json
from annotate.annotations.replay import replay_changes
from annotate.discussion.comments import put_comment
from annotate.models import Change, Comment, Round
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import NOTICE, delete_expired_rounds
from annotate.revisions.actions import correct_text
from articles.editing.hand_edits import HandEdits
from articles.editing.text_edit import TextEdit
from articles.models import PendingCorrection
from people.models import User
from people.permissions import PermissionRefused
from reports.reader_rows import LEFT
from tests.annotate.discussion.test_comments import say
from tests.world import World, annotation_input, mark


def everything(world: World) -> str:
    """All that is kept of the round, as one text."""
    changes = json.dumps(list(Change.objects.filter(round=world.round).values("actor__name", "payload")))
    marks = [annotation_json(row) for row in annotations_in(world.teacher, world.round)]
    comments = list(Comment.objects.values("author__name", "body"))
    return changes + json.dumps(marks) + json.dumps(comments)


@pytest.mark.parametrize("keep", [True, False])
def test_no_trace_of_the_name_is_left(world: World, keep: bool) -> None:
    User.objects.filter(pk=world.pupil.pk).update(name="Zerlina")
    world.pupil.refresh_from_db()
    say(world, "pupil", "I wonder")
    say(world, "classmate", "Not mine to erase", about="classmate")
    submit_layer(world.pupil, world.round)
    mark(world.classmate, world.round, "Taxes fell", "opinion")
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=keep)
    kept = everything(world)
    assert "Zerlina" not in kept
    assert ("I wonder" in kept) == keep
    assert kept.count("Not mine to erase") == 2
    assert ("supported" in kept) == keep  # a detail of the pupil's claim
    assert annotations_in(world.teacher, world.round).filter(layer__annotator=None).count() == (
        3 if keep else 0
    )
    # The law of the log holds, and its numbers still have no gap.
    changes = list(world.round.changes.order_by("seq"))
    rows = {str(row.id): annotation_json(row) for row in annotations_in(world.teacher, world.round)}
    assert replay_changes((c.verb, c.payload) for c in changes).keys() == rows.keys()
    assert [c.seq for c in changes] == list(range(1, len(changes) + 1))
    assert world.client("pupil").get(f"/rounds/{world.round.pk}/").status_code == 404
    # Somebody with an account keeps it; what others marked is untouched.
    assert User.objects.filter(pk=world.pupil.pk).exists()
    assert annotations_in(world.teacher, world.round).filter(layer__annotator=world.classmate).count() == 3


def test_a_guest_is_gone_altogether(world: World) -> None:
    User.objects.filter(pk=world.pupil.pk).update(email=None)
    world.pupil.refresh_from_db()
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=True)
    assert not User.objects.filter(pk=world.pupil.pk).exists()
    assert annotations_in(world.teacher, world.round).filter(layer__annotator=None).count() == 3
    report = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report/").json()
    assert LEFT in report["made"]["readers"]


def test_two_who_have_left_are_two_readers(world: World) -> None:
    for person in (world.pupil, world.classmate):
        erase_person(world.teacher, world.team, person, keep_annotations=True)
    report = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report/").json()
    assert report["glance"]["readers"] == 2


def test_an_owner_is_erased_by_nobody(world: World) -> None:
    with pytest.raises(PermissionRefused):
        erase_person(world.teacher, world.team, world.teacher, keep_annotations=True)


def test_asking_comes_before_erasing(world: World) -> None:
    address = f"/teams/{world.team.pk}/privacy/{world.pupil.pk}/erase/"
    assert 'name="marks" value="delete"' in world.client("teacher").get(address).content.decode()
    assert world.client("teacher").post(address, {}).status_code == 404
    assert world.team.memberships.filter(user=world.pupil).exists()
    world.client("teacher").post(address, {"marks": "delete"})
    assert not world.team.memberships.filter(user=world.pupil).exists()


def test_what_is_held_is_handed_out_in_full_and_no_more(world: World) -> None:
    say(world, "pupil", "My own words")
    say(world, "classmate", "Another’s words")
    answer = world.client("teacher").get(f"/teams/{world.team.pk}/privacy/{world.pupil.pk}.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    marks = json.loads(files["marks.json"])
    assert {row["quote"] for row in marks} == {
        world.annotations[name].quote for name in ("claim", "loaded", "overlapping")
    }
    assert json.loads(files["person.json"])["email"] == "pupil@school.example"
    assert [row["body"] for row in json.loads(files["comments.json"])] == ["My own words"]
    assert len(json.loads(files["log.json"])) == 4
    whole = "".join(files.values())
    assert "Another’s words" not in whole
    assert "classmate" not in whole


def idle(round_: Round, days: int) -> None:
    """Nothing has happened in ``round_`` for so many days."""
    then = timezone.now() - timedelta(days=days)
    round_.changes.update(created_at=then)
    Round.objects.filter(pk=round_.pk).update(created_at=then)


def test_a_warning_comes_before_anything_goes(world: World) -> None:
    world.client("teacher").post(f"/teams/{world.team.pk}/privacy/retention/", {"days": "100"})
    idle(world.round, 101)
    now = timezone.now()
    assert delete_expired_rounds(now) == (1, 0)
    assert [message.to for message in mail.outbox] == [["teacher@school.example"]]
    assert world.article.title in mail.outbox[0].body
    assert delete_expired_rounds(now + timedelta(days=13)) == (0, 0)
    assert delete_expired_rounds(now + NOTICE) == (0, 1)
    assert not Round.objects.filter(pk=world.round.pk).exists()
    assert Round.objects.filter(pk=world.draft.pk).exists()
    assert len(mail.outbox) == 1


def test_what_is_used_again_after_the_warning_stays(world: World) -> None:
    world.team.retention_days = 100
    world.team.save()
    idle(world.round, 101)
    now = timezone.now()
    delete_expired_rounds(now)
    submit_layer(world.pupil, world.round)
    assert delete_expired_rounds(now + NOTICE) == (0, 0)
    world.round.refresh_from_db()
    assert world.round.warned_at is None


@pytest.mark.parametrize("days", ["5", "never", "-1"])
def test_a_period_that_is_none(world: World, days: str) -> None:
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/privacy/retention/", {"days": days})
    assert answer.status_code == 403
    world.team.refresh_from_db()
    assert world.team.retention_days is None


def test_without_a_period_everything_stays(world: World, capsys: Any) -> None:
    idle(world.round, 10_000)
    call_command("expire")
    assert capsys.readouterr().out == "0 rounds warned of, 0 deleted, 0 deleted from the bin.\n"


def test_through_the_api(world: World) -> None:
    client = world.client("teacher")
    api = f"/api/v1/teams/{world.team.pk}"
    rows = client.get(f"{api}/progress/").json()["results"]
    assert {row["person"]["name"]: row["rounds"][-1]["marks"] for row in rows} == {"pupil": 3, "classmate": 2}
    assert client.put(f"{api}/retention/", {"days": 90}, content_type="application/json").json() == {
        "days": 90
    }
    assert client.put(f"{api}/retention/", {"days": 5}, content_type="application/json").status_code == 403
    pupil = f"{api}/members/{world.pupil.pk}"
    assert zipfile.is_zipfile(io.BytesIO(client.get(f"{pupil}/held.zip").content))
    assert client.post(f"{pupil}/erase/", {}, content_type="application/json").status_code == 400
    assert (
        client.post(f"{pupil}/erase/", {"marks": "delete"}, content_type="application/json").status_code
        == 204
    )
    assert annotations_in(world.teacher, world.round).filter(layer__annotator=None).count() == 0


def test_who_is_being_erased_writes_nothing_more(world: World) -> None:
    """A request that had asked for their role before they were erased, and waited for the round since."""
    comment, pk = uuid4(), uuid4()
    pupil = User.objects.get(pk=world.pupil.pk)
    assert pupil.role_by_team
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=True)
    with pytest.raises(PermissionRefused):
        put_annotation(pupil, world.round, pk, annotation_input(world.round, "Taxes fell"))
    with pytest.raises(PermissionRefused):
        submit_layer(pupil, world.round)
    with pytest.raises(PermissionRefused):
        put_comment(pupil, world.round, comment, world.annotations["classmate"], "I am still here")
    assert not world.round.layers.filter(annotator=pupil).exists()
    assert not Comment.objects.filter(author=pupil).exists()


def test_the_name_of_who_corrected_a_text_is_erased(world: World) -> None:
    correct_text(world.colleague, world.article, 1, [TextEdit(0, 2, "")], [])
    text = world.article.texts.latest("revision")
    PendingCorrection.objects.create(text=text, user=world.colleague, hand_edits=HandEdits().to_json())
    User.objects.filter(pk=world.colleague.pk).update(name="Zerlina")
    url = f"/api/v1/articles/{world.article.pk}/revisions/"
    assert "Zerlina" in world.client("teacher").get(url).content.decode()
    erase_person(world.teacher, world.team, world.colleague, keep_annotations=True)
    assert "Zerlina" not in world.client("teacher").get(url).content.decode()
    assert not PendingCorrection.objects.exists()
    assert User.objects.filter(pk=world.colleague.pk).exists()

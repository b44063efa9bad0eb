"""Somebody gets more time: they go on, are late by their own date, and nobody else learns of it."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from annotate.annotations.actions import RoundClosed, submit_layer, withdraw_submission
from annotate.assignments.actions import save_answers
from annotate.enums import RoundMode, RoundState
from annotate.extensions.actions import ExtensionError, extend, remove_extension
from annotate.models import Extension, Layer, Round, RoundGroup
from annotate.privacy.erasure import erase_person
from annotate.rounds.actions import RoundSettings, create_round, settings_of, transition_round, update_round
from lti.security.keys import public_keys
from people.models import User
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.annotate.test_blind_channels import answers
from tests.people.test_time_zones import set_zone
from tests.routes import ABOUT
from tests.world import World, mark

HOUR = timedelta(hours=1)
JSON = "application/json"


@pytest.fixture
def overdue(world: World) -> Round:
    """An exercise in which people work alone, and whose due date was an hour ago."""
    round_ = create_round(world.teacher, world.text, RoundSettings(RoundMode.INDEPENDENT))
    mark(world.pupil, round_, "globalist", "loaded-language")
    mark(world.classmate, round_, "globalist", "loaded-language")
    set_due(round_, timezone.now() - HOUR)
    return round_


def set_due(round_: Round, due_at: datetime | None) -> None:
    """Set the due date of all."""
    Round.objects.filter(pk=round_.pk).update(due_at=due_at)
    round_.due_at = due_at


def more_time(world: World, round_: Round, *people: User, hours: float = 1) -> datetime:
    """The teacher gives people so many hours from now."""
    due_at = timezone.now() + hours * HOUR
    extend(world.teacher, round_, people or [world.pupil], due_at)
    return due_at


def layer_of(person: User, round_: Round) -> Layer:
    """The stored layer."""
    return Layer.objects.get(round=round_, annotator=person, kind="reader")


def round_as(world: World, role: str, round_: Round) -> dict[str, Any]:
    """The round as the API shows it."""
    data: dict[str, Any] = world.client(role).get(f"/api/v1/rounds/{round_.pk}/").json()
    return data


def changes_as(world: World, role: str, round_: Round) -> list[dict[str, Any]]:
    """The log as the API shows it."""
    rows: list[dict[str, Any]] = (
        world.client(role).get(f"/api/v1/rounds/{round_.pk}/changes/").json()["results"]
    )
    return rows


def test_who_has_more_time_goes_on_and_the_others_cannot(world: World, overdue: Round) -> None:
    with pytest.raises(RoundClosed):
        mark(world.pupil, overdue, "nine to six", "opinion")
    more_time(world, overdue)
    mark(world.pupil, overdue, "nine to six", "opinion")
    with pytest.raises(RoundClosed):
        mark(world.classmate, overdue, "nine to six", "opinion")


def test_what_they_hand_in_and_withdraw_is_measured_by_their_own_date(world: World, overdue: Round) -> None:
    more_time(world, overdue)
    submit_layer(world.pupil, overdue)
    submit_layer(world.classmate, overdue)
    assert not layer_of(world.pupil, overdue).handed_in_late
    assert layer_of(world.classmate, overdue).handed_in_late
    withdraw_submission(world.pupil, overdue)
    with pytest.raises(RoundClosed):
        withdraw_submission(world.classmate, overdue)


def test_after_their_own_date_they_are_late_too(world: World, overdue: Round) -> None:
    extend(world.teacher, overdue, [world.pupil], timezone.now() - HOUR / 2)
    with pytest.raises(RoundClosed):
        mark(world.pupil, overdue, "nine to six", "opinion")
    submit_layer(world.pupil, overdue)
    assert layer_of(world.pupil, overdue).handed_in_late


def test_late_work_is_on_time_once_its_author_has_more_time_and_late_without_it(
    world: World, overdue: Round
) -> None:
    submit_layer(world.pupil, overdue)
    assert layer_of(world.pupil, overdue).handed_in_late
    more_time(world, overdue)
    assert not layer_of(world.pupil, overdue).handed_in_late
    remove_extension(world.teacher, overdue, world.pupil)
    assert layer_of(world.pupil, overdue).handed_in_late


def test_what_is_closed_stays_closed_for_all_and_late(world: World, overdue: Round) -> None:
    transition_round(world.teacher, overdue, RoundState.CLOSED)
    submit_layer(world.pupil, overdue)
    more_time(world, overdue)
    with pytest.raises(RoundClosed):
        mark(world.pupil, overdue, "nine to six", "opinion")
    assert layer_of(world.pupil, overdue).handed_in_late
    page = world.client("teacher").get(f"/rounds/{overdue.pk}/extensions/")
    assert html.fromstring(page.content).xpath("//*[@data-closed]")


def test_a_date_is_changed_and_removed(world: World, overdue: Round) -> None:
    more_time(world, overdue, hours=1)
    later = more_time(world, overdue, hours=5)
    assert Extension.objects.get(round=overdue).due_at == later
    remove_extension(world.teacher, overdue, world.pupil)
    remove_extension(world.teacher, overdue, world.pupil)
    with pytest.raises(RoundClosed):
        mark(world.pupil, overdue, "nine to six", "opinion")
    assert [c.payload["due_at"] is None for c in overdue.changes.filter(verb="round.extend")] == [
        False,
        False,
        True,
    ]


def test_an_equal_extension_is_logged_once(world: World, overdue: Round) -> None:
    due_at = more_time(world, overdue)
    extend(world.teacher, overdue, [world.pupil], due_at)
    assert overdue.changes.filter(verb="round.extend").count() == 1


def test_impossible_ones_are_refused(world: World, overdue: Round) -> None:
    with pytest.raises(ExtensionError):
        extend(world.teacher, overdue, [world.pupil], overdue.due_at - HOUR)  # type: ignore[operator]
    for person in (world.stranger, world.viewer):
        with pytest.raises(ExtensionError):
            more_time(world, overdue, person)
    with pytest.raises(ExtensionError):
        extend(world.teacher, overdue, [world.pupil], datetime(9000, 1, 1, tzinfo=UTC))
    set_due(overdue, None)
    with pytest.raises(ExtensionError):
        more_time(world, overdue)
    assert not Extension.objects.exists()


def test_a_date_of_all_that_is_moved_beyond_it_counts(world: World, overdue: Round) -> None:
    more_time(world, overdue)
    due_at = timezone.now() + 3 * HOUR
    update_round(world.teacher, overdue, replace(settings_of(overdue), due_at=due_at))
    assert round_as(world, "pupil", overdue) | {"due_at": due_at.isoformat(), "extended": False} == round_as(
        world, "pupil", overdue
    )


def test_a_set_is_extended_as_one(world: World) -> None:
    assignment = make_assignment(world, due_at=timezone.now() - HOUR)
    assignment.questions = ["Why?"]
    assignment.save()
    first, second = rounds_of(assignment)
    with pytest.raises(RoundClosed):
        save_answers(world.pupil, assignment, {1: "Because."})
    more_time(world, second)
    assert Extension.objects.count() == 2
    mark(world.pupil, first, "shameful", "loaded-language")
    save_answers(world.pupil, assignment, {1: "Because."})
    submit_layer(world.pupil, first)
    assert not layer_of(world.pupil, second).handed_in_late
    remove_extension(world.teacher, first, world.pupil)
    assert not Extension.objects.exists()


def test_a_group_gets_more_time(world: World, overdue: Round) -> None:
    group = RoundGroup.objects.create(round=overdue, name="Blue", position=1)
    group.members.create(round=overdue, user=world.classmate)
    url = f"/api/v1/rounds/{overdue.pk}/extensions/"
    sent = {"groups": [group.pk], "due_at": (timezone.now() + HOUR).isoformat()}
    answer = world.client("teacher").post(url, sent, content_type=JSON)
    assert [row["person"]["id"] for row in answer.json()["results"]] == [world.classmate.pk]
    form = {"groups": [group.pk], "due_at": "2126-12-04T18:00"}
    assert world.client("teacher").post(f"/rounds/{overdue.pk}/extensions/", form).status_code == 302
    assert Extension.objects.get().due_at == datetime(2126, 12, 4, 18, tzinfo=UTC)


def test_the_page_lists_changes_and_removes(world: World, overdue: Round) -> None:
    set_zone(world.teacher, "Europe/Madrid")
    client, url = world.client("teacher"), f"/rounds/{overdue.pk}/extensions/"
    assert client.post(url, {"due_at": "2126-12-04T18:00"}).status_code == 422
    assert client.post(url, {"people": [world.pupil.pk], "due_at": "2020-12-04T18:00"}).status_code == 422
    assert client.post(url, {"people": [world.pupil.pk], "due_at": "2126-12-04T18:00"}).status_code == 302
    assert Extension.objects.get().due_at == datetime(2126, 12, 4, 17, tzinfo=UTC)
    page = html.fromstring(client.get(url).content)
    (row,) = page.xpath("//*[@data-person]")
    assert "18:00" in row.text_content()
    assert html.fromstring(client.get(f"/rounds/{overdue.pk}/about/").content).xpath(
        "//*[@data-extensions='1']"
    )
    assert client.post(f"{url}{world.pupil.pk}/remove/").status_code == 302
    assert not Extension.objects.exists()


def test_the_api_lists_sets_and_removes(world: World, overdue: Round) -> None:
    url, client = f"/api/v1/rounds/{overdue.pk}/extensions/", world.client("colleague")
    due_at = (timezone.now() + HOUR).isoformat()
    sent = {"people": [world.pupil.pk], "due_at": due_at}
    assert client.post(url, sent, content_type=JSON).status_code == 200
    (row,) = client.get(url).json()["results"]
    assert (row["person"]["id"], row["due_at"]) == (world.pupil.pk, due_at)
    assert client.delete(f"{url}{world.pupil.pk}/").status_code == 204
    assert client.delete(f"{url}{world.pupil.pk}/").status_code == 404
    for person in (world.stranger.pk, 10**30, "x"):
        assert client.post(url, sent | {"people": [person]}, content_type=JSON).status_code == 400


def test_a_reader_sees_their_own_date_everywhere(world: World, overdue: Round) -> None:
    due_at = more_time(world, overdue).isoformat()
    common = overdue.due_at.isoformat()  # type: ignore[union-attr]
    for role, expected in (
        ("pupil", (due_at, True)),
        ("classmate", (common, False)),
        ("teacher", (common, False)),
    ):
        data = round_as(world, role, overdue)
        assert (data["due_at"], data["extended"]) == expected
        listed = world.client(role).get("/api/v1/rounds/").json()["results"]
        (data,) = [row for row in listed if row["id"] == overdue.pk]
        assert (data["due_at"], data["extended"]) == expected
        for path in (f"/rounds/{overdue.pk}/about/", f"/teams/{world.team.pk}/rounds/"):
            page = html.fromstring(world.client(role).get(path).content)
            marked = page.xpath("//p[contains(@class, 'meta')]//*[@data-extended]")
            assert bool(marked) == (role == "pupil")
    annotate = html.fromstring(world.client("pupil").get(f"/rounds/{overdue.pk}/").content)
    assert due_at in annotate.xpath("//script[@id='data']/text()")[0]


def test_who_enters_a_class_is_led_to_what_they_can_still_do(world: World, overdue: Round) -> None:
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    more_time(world, overdue)
    url = f"/teams/{world.team.pk}/enter/"
    assert world.client("pupil").get(url).url == f"/rounds/{overdue.pk}/"
    assert world.client("classmate").get(url).url != f"/rounds/{overdue.pk}/"


@pytest.mark.parametrize("mode", [RoundMode.INDEPENDENT, RoundMode.OPEN])
def test_the_log_tells_it_to_teachers_and_to_whom_it_concerns(
    world: World, overdue: Round, mode: RoundMode
) -> None:
    Round.objects.filter(pk=overdue.pk).update(mode=mode)
    due_at = more_time(world, overdue).isoformat()
    logged = {
        role: [row["payload"] for row in changes_as(world, role, overdue) if row["verb"] == "round.extend"]
        for role in ("pupil", "classmate", "viewer", "teacher")
    }
    assert logged["classmate"] == logged["viewer"] == []
    assert [(one["due_at"], one["extended"]) for one in logged["pupil"]] == [(due_at, True)]
    assert [one["person"] for one in logged["teacher"]] == [world.pupil.pk]


def test_changed_settings_come_with_the_readers_own_date(world: World, overdue: Round) -> None:
    due_at = more_time(world, overdue).isoformat()
    update_round(world.teacher, overdue, replace(settings_of(overdue), instructions="Read."))
    (own,) = [row["payload"] for row in changes_as(world, "pupil", overdue) if row["verb"] == "round.set"]
    (common,) = [
        row["payload"] for row in changes_as(world, "classmate", overdue) if row["verb"] == "round.set"
    ]
    assert (own["due_at"], own["extended"]) == (due_at, True)
    assert common["due_at"] == overdue.due_at.isoformat()  # type: ignore[union-attr]


def test_no_address_tells_a_classmate_of_it(world: World, overdue: Round) -> None:
    world.round.delete()
    world.draft.delete()
    blind = replace(world, round=overdue)
    # There before anything is asked for.
    for about in ("teacher's import", "picture", "picture under review", "lesson", "assignment", "upload"):
        ABOUT[about](blind)
    public_keys()
    before = answers(blind, "classmate")
    more_time(world, overdue)
    after = answers(blind, "classmate")
    # A new lesson each time.
    changed = {row for row, answer in after.items() if answer != before[row] and "linked lesson" not in row}
    assert changed == set()


def test_progress_and_its_file_say_who_is_late_by_which_date(world: World, overdue: Round) -> None:
    due_at = more_time(world, overdue)
    submit_layer(world.classmate, overdue)
    rows = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/progress/").json()["results"]
    cells = {
        row["person"]["name"]: next(c for c in row["rounds"] if c["round"] == overdue.pk) for row in rows
    }
    assert (cells["classmate"]["late"], cells["classmate"]["extended_to"]) == (True, None)
    assert (cells["pupil"]["late"], cells["pupil"]["extended_to"]) == (False, due_at.isoformat())
    content = world.client("teacher").get(f"/teams/{world.team.pk}/progress.csv").content.decode("utf-8-sig")
    lines = {
        row["person"]: row for row in csv.DictReader(io.StringIO(content)) if row["round"] == str(overdue.pk)
    }
    assert lines["classmate"]["late"] == "yes"
    assert lines["pupil"]["own due date"].startswith(due_at.strftime("%Y-%m-%dT%H:%M"))


def test_after_the_date_of_all_only_those_are_reminded_who_can_go_on(
    world: World, overdue: Round, mailoutbox: Any
) -> None:
    url = f"/api/v1/rounds/{overdue.pk}/nudge/"
    assert world.client("teacher").post(url).status_code == 403
    set_zone(world.pupil, "America/Bogota")
    due_at = more_time(world, overdue)
    assert world.client("teacher").post(url).json()["reminded"] == 1
    assert mailoutbox[0].to == [world.pupil.email]
    assert (due_at - 5 * HOUR).strftime("%H:%M") in mailoutbox[0].body


def test_it_is_in_the_data_of_the_person_and_erased_with_them(world: World, overdue: Round) -> None:
    more_time(world, overdue)
    assert world.pupil.pk in [c.payload["person"] for c in overdue.changes.filter(verb="round.extend")]
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=True)
    assert not Extension.objects.exists()
    assert [c.payload["person"] for c in overdue.changes.filter(verb="round.extend")] == [None]
    assert world.client("teacher").get(f"/api/v1/rounds/{overdue.pk}/changes/").status_code == 200

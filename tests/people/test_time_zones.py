"""Each person has a time zone: that of the device until they choose one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from lxml import html

from annotate.models import Round
from annotate.rounds.actions import settings_of, update_round
from people.actions.guests import join_as_guest, open_join_code
from people.models import User
from tests.world import World
from web.rate_limits import LIMITS

URL = "/api/v1/time-zone/"
DUE = datetime(2126, 12, 4, 17, tzinfo=UTC)


def put(client: Client, name: str, **data: Any) -> Any:
    """Send a time zone."""
    return client.put(URL, {"time_zone": name, **data}, content_type="application/json")


def set_zone(user: User, name: str) -> None:
    """Store a time zone as the page of the account does."""
    User.objects.filter(pk=user.pk).update(time_zone=name, time_zone_chosen=True)


def due_text(client: Client, path: str) -> str:
    """Return how a page shows the due date."""
    (place,) = html.fromstring(client.get(path).content).xpath("//*[@data-due]")
    return place.text_content()


@pytest.fixture
def due(world: World) -> Round:
    Round.objects.filter(pk=world.round.pk).update(due_at=DUE)
    return world.round


def test_the_zone_of_the_device_is_stored(world: World) -> None:
    client = world.client("pupil")
    assert client.get(URL).json() == {"time_zone": "", "chosen": False}
    assert put(client, "Europe/Madrid", chosen=False).json() == {
        "time_zone": "Europe/Madrid",
        "chosen": False,
    }
    assert put(client, "America/Bogota", chosen=False).json()["time_zone"] == "America/Bogota"


def test_a_chosen_zone_stays_when_another_device_says_otherwise(world: World) -> None:
    client = world.client("pupil")
    page = client.post("/account/time-zone/", {"time_zone": "America/Bogota"})
    assert page.status_code == 302
    assert put(client, "Europe/Madrid", chosen=False).json() == {
        "time_zone": "America/Bogota",
        "chosen": True,
    }
    assert put(client, "Europe/Madrid").json() == {"time_zone": "Europe/Madrid", "chosen": True}


def test_a_guest_has_one_too(world: World) -> None:
    guest, _code = join_as_guest(open_join_code(world.teacher, world.team).code, "Ada", "127.0.0.1")
    client = Client()
    client.force_login(guest)
    assert put(client, "Asia/Kolkata", chosen=False).status_code == 200
    assert client.get("/account/time-zone/").status_code == 200


@pytest.mark.parametrize("name", ["", "Madrid", "../../etc/passwd", "Europe/Madrid\u0000", "x" * 65, "<b>"])
def test_other_names_are_refused(world: World, name: str) -> None:
    assert put(world.client("pupil"), name).status_code in (400, 422)
    assert world.client("pupil").post("/account/time-zone/", {"time_zone": name}).status_code in (400, 422)
    assert User.objects.get(pk=world.pupil.pk).time_zone == ""


def test_its_number_of_changes_is_limited(world: World) -> None:
    client = world.client("pupil")
    codes = [put(client, "Europe/Madrid").status_code for _ in range(LIMITS["time zone"] + 1)]
    assert codes[-2:] == [200, 429]


def test_a_page_shows_times_in_the_zone_of_its_reader(world: World, due: Round) -> None:
    path = f"/rounds/{due.pk}/about/"
    set_zone(world.teacher, "Europe/Madrid")
    set_zone(world.pupil, "Europe/Madrid")
    set_zone(world.classmate, "America/Bogota")
    assert "18:00" in due_text(world.client("teacher"), path)
    assert "18:00" in due_text(world.client("pupil"), path)
    assert "12:00" in due_text(world.client("classmate"), path)
    # After the others, in the same thread: the zone of one reader is not that of the next.
    assert "17:00" in due_text(world.client("colleague"), path)


def test_the_zone_is_named_only_where_it_differs_from_that_of_the_teacher(world: World, due: Round) -> None:
    path = f"/rounds/{due.pk}/about/"
    set_zone(world.teacher, "Europe/Madrid")
    set_zone(world.pupil, "Europe/Paris")
    set_zone(world.classmate, "America/Bogota")
    assert "Madrid" not in due_text(world.client("teacher"), path)
    assert "Paris" not in due_text(world.client("pupil"), path)
    assert "Bogota" in due_text(world.client("classmate"), path)
    assert "Bogota" in due_text(world.client("classmate"), f"/teams/{world.team.pk}/rounds/")


def test_a_due_date_is_entered_in_the_zone_of_who_enters_it(world: World) -> None:
    set_zone(world.teacher, "Europe/Madrid")
    assert send_due(world, "2126-12-04T18:00") == DUE
    # The page shows it again as it was entered.
    page = html.fromstring(world.client("teacher").get(f"/rounds/{world.draft.pk}/settings/").content)
    assert page.xpath("//input[@name='due_at']/@value") == ["2126-12-04T18:00"]
    assert page.xpath("//input[@name='due_at_zone']/@value") == ["Europe/Madrid"]


def test_a_form_means_the_zone_that_it_showed(world: World) -> None:
    """The zone of the account became known while the form was open."""
    set_zone(world.teacher, "Europe/Madrid")
    assert send_due(world, "2126-12-04T17:00", zone="UTC") == DUE
    assert send_due(world, "2126-12-04T18:00", zone="nowhere") == DUE


def test_a_time_that_exists_twice_is_the_later_one(world: World) -> None:
    set_zone(world.teacher, "Europe/Madrid")
    assert send_due(world, "2026-10-25T02:30") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_that_does_not_exist_is_refused(world: World) -> None:
    set_zone(world.teacher, "Europe/Madrid")
    assert send_due(world, "2027-03-28T02:30", status=422) is None


def send_due(world: World, due_at: str, zone: str = "", status: int = 302) -> datetime | None:
    """Save the settings of a draft with this due date and return the stored one."""
    sent = {
        "due_at": due_at,
        "mode": "open",
        "feedback": "none",
        "feedback_when": "on reveal",
        "first": 0,
        "last": 4,
    }
    client = world.client("teacher")
    page = client.post(f"/rounds/{world.draft.pk}/settings/", sent | ({"due_at_zone": zone} if zone else {}))
    assert page.status_code == status
    if status == 422:
        assert html.fromstring(page.content).xpath("//*[@data-error='no-such-time']")
    return Round.objects.get(pk=world.draft.pk).due_at


def test_the_api_has_no_zone_of_its_own(world: World, due: Round) -> None:
    set_zone(world.teacher, "America/Bogota")
    client = world.client("teacher")
    assert client.get(f"/api/v1/rounds/{due.pk}/").json()["due_at"] == DUE.isoformat()
    answer = client.patch(
        f"/api/v1/rounds/{due.pk}/", {"due_at": "2126-12-04T19:00:00"}, content_type="application/json"
    )
    assert datetime.fromisoformat(answer.json()["due_at"]) == DUE.replace(hour=19)


def test_each_gets_a_reminder_with_their_own_time(world: World, due: Round) -> None:
    set_zone(world.teacher, "Europe/Madrid")
    set_zone(world.pupil, "Europe/Madrid")
    set_zone(world.classmate, "America/Bogota")
    assert world.client("teacher").post(f"/api/v1/rounds/{due.pk}/nudge/").json()["reminded"] == 2
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "18:00" in bodies["pupil@school.example"]
    assert "Madrid" not in bodies["pupil@school.example"]
    assert "12:00" in bodies["classmate@school.example"]
    assert "Bogota" in bodies["classmate@school.example"]


def test_a_report_that_one_reader_has_made_is_not_shown_to_another_in_that_zone(world: World) -> None:
    moment = datetime(2026, 6, 5, 22, 30, tzinfo=UTC)
    for annotation in world.annotations.values():
        type(annotation).objects.filter(pk=annotation.pk).update(created_at=moment, updated_at=moment)
    set_zone(world.pupil, "Asia/Kolkata")
    set_zone(world.classmate, "Pacific/Honolulu")
    path = f"/articles/{world.article.pk}/report/"
    settings = settings_of(world.round)
    update_round(world.teacher, world.round, settings)
    kolkata, honolulu, site = (
        world.client(role).get(path).content.decode() for role in ("pupil", "classmate", "colleague")
    )
    assert "04:00" in kolkata
    assert "04:00" not in honolulu
    assert "12:30" in honolulu
    assert "22:30" in site

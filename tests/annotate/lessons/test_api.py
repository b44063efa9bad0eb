"""Lessons through the API: prepared, shared, set in a class and updated by a program."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotate.lessons.actions import list_in_library
from annotate.lessons.file_format.writing import lesson_file
from annotate.lessons.reading import content_of
from annotate.models import Assignment, Lesson, Round
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.annotate.lessons.lessons import builtin, own_lesson, rounds_of
from tests.world import World

LESSONS = "/api/v1/lessons/"


def _send(client: Client, method: str, address: str, data: Any = None, **options: Any) -> Any:
    response = client.generic(
        method, address, json.dumps(data) if data is not None else "", "application/json", **options
    )
    assert response.status_code < 400, response.content
    return response.json() if response.content else None


def _refused(client: Client, method: str, address: str, data: Any = None) -> str:
    response = client.generic(method, address, json.dumps(data), "application/json")
    assert response.status_code in (400, 403, 404, 422), response.content
    return str(response.json()["type"])


def test_from_a_file_to_two_classes_and_back(world: World) -> None:
    client = world.client("teacher")
    file = json.loads(lesson_file(builtin(2).content))
    lesson = _send(client, "POST", LESSONS, {"lesson": file})
    assert (lesson["title"], lesson["team"], lesson["shows_key"]) == (file["title"], None, True)
    assert [article["answers"] for article in lesson["articles"]] == [
        len(article["key"]) for article in file["articles"]
    ]
    address = f"{LESSONS}{lesson['id']}/"
    downloaded = client.get(f"{address}file/")
    assert json.loads(downloaded.content) == file
    assert "attachment" in downloaded["Content-Disposition"]
    first = _send(
        client, "POST", f"{address}assign/", {"team": world.team.pk, "state": "draft", "mode": "open"}
    )
    second = _send(client, "POST", f"{address}assign/", {"team": world.team.pk})
    assert first["rounds"] != second["rounds"]
    states = dict(Round.objects.values_list("pk", "state"))
    assert {states[pk] for pk in first["rounds"]} == {"draft"}
    assert {states[pk] for pk in second["rounds"]} == {"open"}

    changed = _send(
        client, "PATCH", address, {"instructions": "Twice.", "plan": [{"minutes": 5, "text": "Go."}]}
    )
    assert (changed["instructions"], changed["plan"]) == ("Twice.", [{"minutes": 5, "text": "Go."}])
    outdated = _send(client, "GET", f"{address}exercises/")["results"]
    assert sorted(row["round"] for row in outdated) == sorted([*first["rounds"], *second["rounds"]])
    assert all(row["can_update"] for row in outdated)
    assert _send(client, "POST", f"{address}exercises/") == {"updated": 4}
    assert Round.objects.get(pk=second["rounds"][0]).instructions == "Twice."


def test_lists(world: World) -> None:
    own = own_lesson(world.teacher)
    theirs = own_lesson(world.stranger)
    list_in_library(world.stranger, theirs)
    client = world.client("teacher")
    for where, expected in (("", [own]), ("?where=alone", [own]), ("?where=library", [theirs])):
        results = _send(client, "GET", LESSONS + where)["results"]
        assert [row["id"] for row in results] == [lesson.pk for lesson in expected]
    slugs = [row["slug"] for row in _send(client, "GET", f"{LESSONS}built-in/")["results"]]
    assert builtin().slug in slugs
    with CaptureQueriesContext(connection) as few:
        client.get(LESSONS)
    for _number in range(3):
        own_lesson(world.teacher)
    with CaptureQueriesContext(connection) as many:
        client.get(LESSONS)
    assert len(many) == len(few)


def test_a_pupil_sees_neither_key_nor_notes(world: World) -> None:
    lesson = own_lesson(world.teacher)
    list_in_library(world.teacher, lesson)
    for address in (f"{LESSONS}{lesson.pk}/", f"{LESSONS}built-in/{builtin().slug}/"):
        seen = _send(world.client("pupil"), "GET", address)
        assert (seen["shows_key"], seen["notes"], seen["plan"]) == (False, "", [])
        assert _send(world.client("colleague"), "GET", address)["notes"]
        answer = builtin().content.articles[0].key[0]
        assert answer.explanation not in json.dumps(seen, ensure_ascii=False)
    assert world.client("pupil").get(f"{LESSONS}{lesson.pk}/file/").status_code == 403


def test_sharing_and_copying(world: World) -> None:
    lesson = own_lesson(world.teacher)
    client = world.client("teacher")
    url = _send(client, "PUT", f"{LESSONS}{lesson.pk}/link/")["url"]
    secret = url.rstrip("/").rpartition("/")[2]
    copy = _send(world.client("stranger"), "POST", f"{LESSONS}link/{secret}/", {})
    assert Lesson.objects.get(pk=copy["id"]).owner == world.stranger
    _send(client, "DELETE", f"{LESSONS}{lesson.pk}/link/")
    assert world.client("stranger").get(f"{LESSONS}link/{secret}/").status_code == 404
    _send(client, "PUT", f"{LESSONS}{lesson.pk}/listing/")
    assert _send(client, "GET", f"{LESSONS}{lesson.pk}/")["listed_at"]
    _send(client, "DELETE", f"{LESSONS}{lesson.pk}/listing/")
    ours = _send(client, "POST", f"{LESSONS}built-in/{builtin().slug}/", {})
    assert ours["builtin"] == builtin().slug
    _send(client, "DELETE", f"{LESSONS}{ours['id']}/")
    assert client.get(f"{LESSONS}{ours['id']}/").status_code == 404
    _send(client, "POST", f"/api/v1/bin/lessons/{ours['id']}/restore/")
    assert client.get(f"{LESSONS}{ours['id']}/").status_code == 200


def test_exercises_become_a_lesson(world: World) -> None:
    client = world.client("teacher")
    assigned = _send(client, "POST", f"{LESSONS}built-in/{builtin(2).slug}/assign/", {"team": world.team.pk})
    data = {"title": "Again", "assignment": assigned["id"]}
    lesson = _send(client, "POST", f"{LESSONS}from-exercises/", data)
    assert content_of(Lesson.objects.get(pk=lesson["id"])).articles == builtin(2).content.articles
    _send(client, "POST", f"{LESSONS}{lesson['id']}/articles/", {"article": world.article.pk})
    added = _send(client, "GET", f"{LESSONS}{lesson['id']}/")["articles"]
    assert len(added) == 3
    _send(client, "DELETE", f"{LESSONS}{lesson['id']}/articles/{added[0]['id']}/")
    assert len(rounds_of(Lesson.objects.get(pk=lesson["id"]))) == 2


def test_a_lost_response_does_not_set_the_lesson_twice(world: World) -> None:
    client = world.client("teacher")
    address, data = f"{LESSONS}built-in/{builtin().slug}/assign/", {"team": world.team.pk}
    options = {"HTTP_IDEMPOTENCY_KEY": "once"}
    assert _send(client, "POST", address, data, **options) == _send(client, "POST", address, data, **options)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"lesson": {}}, "bad-lesson-file"),
        ({"lesson": {"format": "claimlight-lesson", "version": 1}}, "bad-lesson-file"),
        ({"lesson": {"format": "claimlight-lesson", "version": 2}}, "bad-lesson-file"),
        ({"lesson": 5}, ""),
        ({}, ""),
    ],
)
def test_what_is_no_lesson_is_refused(world: World, data: Any, kind: str) -> None:
    assert kind in _refused(world.client("teacher"), "POST", LESSONS, data)
    assert not Lesson.objects.exists()


def test_wrong_values_are_refused(world: World) -> None:
    lesson = own_lesson(world.teacher)
    client, address = world.client("teacher"), f"{LESSONS}{lesson.pk}/"
    for data in ({"minutes": 0}, {"title": ""}, {"mode": "x"}, {"plan": [5]}, {"questions": ["x" * 501]}):
        _refused(client, "PATCH", address, data)
    _refused(client, "POST", f"{address}assign/", {"team": world.team.pk, "state": "revealed"})
    _refused(client, "POST", f"{address}assign/", {"team": world.foreign_team.pk})
    _refused(client, "POST", f"{address}copy/", {"team": world.team.pk})
    _refused(client, "POST", f"{LESSONS}from-exercises/", {"title": "None", "rounds": []})
    assert not Assignment.objects.exists()


def test_a_guest_is_refused_before_the_file_is_read(world: World) -> None:
    guest = User.objects.create(name="Guest")
    add_member(world.team, guest, Role.ANNOTATOR)
    client = Client()
    client.force_login(guest)
    assert client.post(LESSONS, {"lesson": {}}, content_type="application/json").status_code == 403
    # Who may have lessons is told what is wrong with the file.
    teacher = world.client("teacher")
    assert teacher.post(LESSONS, {"lesson": {}}, content_type="application/json").status_code == 422

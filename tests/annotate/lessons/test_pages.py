"""The first page after signing up, the list of lessons, and the page of one lesson with the form to use it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotate.enums import RoundMode, RoundState
from annotate.lessons.builtin_lessons import builtin_lessons, get_builtin_lesson
from annotate.models import Assignment, Round
from people.actions.guests import join_as_guest, open_join_code
from people.models import JoinCode, Team, User
from tests.world import World

SLUG = "the-four-tags"
BUILTIN = f"/lessons/built-in/{SLUG}/"


@pytest.fixture
def newcomer(db: None) -> Client:
    """The browser of somebody who has just signed up."""
    client = Client()
    client.force_login(User.objects.create_user("new@school.example", "a-long-password", "Noor"))
    return client


def use(client: Client, path: str = BUILTIN, **fields: Any) -> Any:
    """Send the form that uses a lesson in a class."""
    given = {"team": "new", "name": "", "mode": "independent", "state": "open"}
    return client.post(path, given | fields)


def test_a_newcomer_begins_with_the_lessons(newcomer: Client) -> None:
    page = newcomer.get("/", follow=True)
    assert page.redirect_chain[-1][0] == reverse("annotate:welcome")
    text = page.content.decode()
    for lesson in builtin_lessons("en"):
        assert reverse("annotate:builtin-lesson", args=[lesson.slug]) in text
    for other in ("articles:upload", "people:join", "people:teams"):
        assert reverse(other) in text


@pytest.mark.parametrize("role", ["teacher", "pupil", "stranger"])
def test_whoever_has_a_class_goes_on_as_before(world: World, role: str) -> None:
    assert world.client(role).get("/")["Location"] != reverse("annotate:welcome")


def test_naming_a_class_opens_the_exercise_and_shows_the_code(newcomer: Client) -> None:
    response = use(newcomer, name="Class 7c")
    team = Team.objects.get()
    assert response["Location"] == reverse("people:code", args=[team.pk])
    assert (team.name, team.is_class) == ("Class 7c", True)
    rounds = Round.objects.filter(text__article__team=team)
    assert [round_.state for round_ in rounds] == [RoundState.OPEN] * len(rounds)
    lesson = get_builtin_lesson(SLUG)
    assert lesson
    assert [round_.text.body for round_ in rounds] == [article.body for article in lesson.content.articles]
    assert newcomer.get(response["Location"]).status_code == 200


def test_a_class_without_a_name_makes_nothing(newcomer: Client) -> None:
    response = use(newcomer, name=" ")
    assert response.status_code == 422
    assert not Team.objects.exists()
    assert not Round.objects.exists()


def test_a_class_of_others_is_no_choice(world: World) -> None:
    for role in ("pupil", "stranger"):
        assert use(world.client(role), team=world.team.pk).status_code == 422
    assert not Assignment.objects.exists()


def test_a_class_that_has_pupils_goes_to_its_exercises(world: World) -> None:
    response = use(world.client("teacher"), team=world.team.pk, mode="open", state="draft")
    assignment = Assignment.objects.get()
    assert response["Location"] == reverse("annotate:assignment", args=[assignment.pk])
    assert assignment.team == world.team
    assert not JoinCode.objects.exists()
    round_ = Round.objects.get(assigned__assignment=assignment)
    assert (round_.mode, round_.state) == (RoundMode.OPEN, RoundState.DRAFT)


def test_a_code_that_is_shown_already_stays(newcomer: Client) -> None:
    use(newcomer, name="Class 7c")
    code = JoinCode.objects.get().code
    use(newcomer, team=Team.objects.get().pk)
    assert JoinCode.objects.get().code == code


def test_the_answer_key_and_the_notes_are_for_those_who_lead(world: World) -> None:
    lesson = get_builtin_lesson(SLUG)
    assert lesson
    answer = lesson.content.articles[0].key[0]
    notes = lesson.content.notes.splitlines()[0][:40]
    seen = {}
    for role in ("pupil", "teacher"):
        page = world.client(role).get(f"{BUILTIN}?key=1").content.decode()
        seen[role] = ('id="answer-1-1"' in page, notes in page, answer.explanation[:20] in page)
    assert seen == {"pupil": (False, False, False), "teacher": (True, True, True)}


def test_the_page_shows_the_text_without_the_key_until_somebody_asks(world: World) -> None:
    page = world.client("teacher").get(BUILTIN).content.decode()
    assert "<mark" not in page
    asked = world.client("teacher").get(f"{BUILTIN}?key=1").content.decode()
    lesson = get_builtin_lesson(SLUG)
    assert lesson
    assert asked.count("<sup") == len(lesson.content.articles[0].key)


def test_guests_see_no_lessons(world: World) -> None:
    open_join_code(world.teacher, world.team)
    guest, _code = join_as_guest(JoinCode.objects.get().code, "Ada", "network")
    client = Client()
    client.force_login(guest)
    for path in ("/lessons/", BUILTIN, f"{BUILTIN}tags.css"):
        assert client.get(path).status_code == 403
    assert client.get("/welcome/").status_code == 302


def test_a_cover_is_a_drawing_that_can_do_nothing(client: Client) -> None:
    response = client.get(f"{BUILTIN}cover.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert client.get("/lessons/built-in/nothing/cover.svg").status_code == 404


def test_lessons_are_in_the_readers_language(world: World) -> None:
    spanish = get_builtin_lesson(SLUG, "es")
    assert spanish
    client = world.client("teacher", headers={"accept-language": "es"})
    for path in ("/lessons/", BUILTIN):
        assert spanish.content.title in client.get(path).content.decode()

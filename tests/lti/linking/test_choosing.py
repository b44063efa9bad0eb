"""The list of what can be added to a course, and the page of one lesson or exercise."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotate.enums import LayerKind
from annotate.lessons.actions import create_lesson, list_in_library, update_lesson
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.models import Lesson
from lti.errors import LaunchRefused
from lti.launching.attempts import delete_all_expired
from lti.linking.requests import MAX_DATA, begin_choosing
from lti.messages.launch import DeepLinkingSettings
from lti.models import DeepLinkingRequest, Enrollment
from people.actions.accounts import add_member, create_team
from people.actions.teams import archive_team
from people.models import User
from people.permissions import Role
from people.terms import Kind
from tests.annotate.lessons.lessons import own_lesson
from tests.lti.linking.course import DEFAULTS, LESSON, RETURN_URL, asked, course_of, link_by_hand
from tests.world import World


def choices(client: Client, path: str) -> list[str]:
    """Return the addresses in the list, in order."""
    response = client.get(path)
    assert response.status_code == 200
    return re.findall(r'href="([^"]+)" data-choice', response.content.decode())


def test_the_list_begins_with_the_exercises_that_the_course_lacks(world: World) -> None:
    course = course_of(world)
    lesson = own_lesson(world.teacher)
    assignment = assign_lesson(world.teacher, builtin_lessons("en")[0], world.team)
    link = link_by_hand(course)
    link.assignment = assignment
    link.save()
    client, path = asked(world, course)
    assert choices(client, path) == [
        f"{path}exercise/{world.draft.pk}/",
        f"{path}exercise/{world.round.pk}/",
        f"{path}lesson/{lesson.pk}/",
        *(f"{path}built-in/{builtin.slug}/" for builtin in builtin_lessons("en")),
        f"{path}assignment/{assignment.pk}/",
    ]


def test_a_class_without_lessons_and_exercises_begins_with_what_is_ready(world: World) -> None:
    course = course_of(world, create_team(world.teacher, "Class 7a", Kind.CLASS))
    client, path = asked(world, course)
    page = client.get(path).content.decode()
    assert choices(client, path) == [f"{path}built-in/{one.slug}/" for one in builtin_lessons("en")]
    assert page.count("<h2") == 2
    assert reverse("annotate:new-round", args=[course.team_id]) in page


def test_words_are_found_in_titles_levels_and_authors(world: World) -> None:
    lesson = create_lesson(world.stranger, builtin_lessons("en")[0].content)
    update_lesson(world.stranger, lesson, title="Rumours on the pier", author="María Núñez", license="CC0")
    list_in_library(world.stranger, lesson)
    client, path = asked(world, course_of(world))
    for words in ("RUMOURS pier", "maria nunez"):
        assert choices(client, f"{path}?q={words}") == [f"{path}lesson/{lesson.pk}/"]
    nothing = client.get(f"{path}?q=zeppelin").content.decode()
    assert "data-no-results" in nothing


@pytest.mark.parametrize("role", ["colleague", "teacher"])
@pytest.mark.parametrize("item", ["lesson", "built-in", "exercise", "assignment"])
def test_everything_can_be_looked_at_without_its_key(world: World, role: str, item: str) -> None:
    course = course_of(world)
    builtin = builtin_lessons("en")[1]
    keys = {
        "lesson": own_lesson(getattr(world, role)).pk,
        "built-in": builtin.slug,
        "exercise": world.round.pk,
        "assignment": assign_lesson(world.teacher, builtin, world.team).pk,
    }
    client, path = asked(world, course, role)
    response = client.get(f"{path}{item}/{keys[item]}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert 'data-action="add"' in page
    assert "<mark" not in page
    assert builtin.content.articles[0].key[0].explanation[:30] not in page


def test_a_lesson_on_which_one_works_elsewhere_cannot_be_added(world: World) -> None:
    elsewhere = create_team(world.stranger, "Evening class", Kind.CLASS)
    add_member(elsewhere, world.teacher, Role.ANNOTATOR)
    lesson = builtin_lessons("en")[0]
    # The roles of the world's people were read before this class was there.
    assign_lesson(User.objects.get(pk=world.stranger.pk), lesson, elsewhere)
    client, path = asked(world, course_of(world))
    page = client.get(f"{path}built-in/{lesson.slug}/").content.decode()
    assert "data-refusal" in page
    assert 'data-action="add"' not in page
    assert client.post(f"{path}built-in/{lesson.slug}/", DEFAULTS).status_code == 403


def test_what_is_gone_leads_back_to_the_list(world: World) -> None:
    client, path = asked(world, course_of(world))
    lesson = own_lesson(world.teacher)
    lesson.move_to_bin(world.teacher)
    world.round.move_to_bin(world.teacher)
    gone = (f"lesson/{lesson.pk}", f"exercise/{world.round.pk}", "built-in/none", "assignment/0", "poem/1")
    for item in (*gone, f"exercise/{world.foreign_round.pk}", f"lesson/{9**40}"):
        for response in (client.get(f"{path}{item}/"), client.post(f"{path}{item}/", DEFAULTS)):
            assert response.status_code == 404
            assert "data-problem" in response.content.decode()


def test_an_exercise_of_another_class_is_none_of_this_course(world: World) -> None:
    course = course_of(world, create_team(world.teacher, "Class 7a", Kind.CLASS))
    assignment = assign_lesson(world.teacher, builtin_lessons("en")[0], world.team)
    client, path = asked(world, course)
    for item in (f"exercise/{world.round.pk}/", f"assignment/{assignment.pk}/"):
        assert f"{path}{item}" not in choices(client, path)
        assert client.post(f"{path}{item}", DEFAULTS).status_code == 404


def test_an_exercise_of_a_set_is_chosen_with_the_others(world: World) -> None:
    assignment = assign_lesson(world.teacher, builtin_lessons("en")[0], world.team)
    client, path = asked(world, course_of(world))
    alone = assignment.exercises.get().round_id
    assert f"{path}exercise/{alone}/" not in choices(client, path)
    assert client.get(f"{path}exercise/{alone}/").status_code == 404


def test_a_lesson_without_an_article_cannot_be_added(world: World) -> None:
    lesson = own_lesson(world.teacher)
    for exercise in lesson.exercises.all():
        exercise.round.move_to_bin(world.teacher)
    client, path = asked(world, course_of(world))
    response = client.post(f"{path}lesson/{lesson.pk}/", DEFAULTS)
    assert response.status_code == 422
    assert Lesson.objects.filter(pk=lesson.pk).exists()


@pytest.mark.parametrize("lost", ["enrollment", "role", "left", "membership", "deployment", "request"])
def test_whoever_no_longer_teaches_in_the_course_chooses_nothing(world: World, lost: str) -> None:
    course = course_of(world)
    client, path = asked(world, course)
    assert client.get(f"{path}{LESSON}").status_code == 200
    enrollment = Enrollment.objects.filter(account__user=world.teacher)
    if lost == "enrollment":
        enrollment.delete()
    elif lost == "role":
        enrollment.update(role="pupil")
    elif lost == "left":
        enrollment.update(left_at=world.team.created_at)
    elif lost == "membership":
        world.team.memberships.filter(user=world.teacher).update(role=Role.ANNOTATOR)
    elif lost == "deployment":
        course.deployment.accepted_at = None
        course.deployment.save()
    else:
        path = path.replace(path.split("/")[-2], "f" * 32)
    expected = 403 if lost == "membership" else 404
    for address in (path, f"{path}{LESSON}"):
        assert client.get(address).status_code == expected
    assert client.post(f"{path}{LESSON}", DEFAULTS).status_code == expected
    assert not world.team.assignments.exists()


def test_an_archived_class_takes_nothing(world: World) -> None:
    client, path = asked(world, course_of(world))
    archive_team(world.teacher, world.team)
    for response in (client.get(path), client.post(f"{path}{LESSON}", DEFAULTS)):
        assert response.status_code == 403
        assert "archived" in response.content.decode()


def test_a_class_in_the_bin_says_so(world: World) -> None:
    client, path = asked(world, course_of(world))
    world.team.move_to_bin(world.teacher)
    response = client.get(path)
    assert response.status_code == 404
    assert "in the bin" in response.content.decode()


def test_requests_of_several_courses_stay_apart(world: World) -> None:
    other = course_of(world, create_team(world.teacher, "Class 7a", Kind.CLASS), "8")
    client, path = asked(world, course_of(world))
    _client, other_path = asked(world, other)
    assert "Class 9b" in client.get(path).content.decode()
    assert "Class 7a" in client.get(other_path).content.decode()


def test_a_request_is_kept_for_half_a_day(world: World) -> None:
    client, path = asked(world, course_of(world))
    delete_all_expired()
    assert client.get(path).status_code == 200
    DeepLinkingRequest.objects.update(expires_at=timezone.now())
    assert client.get(path).status_code == 404
    delete_all_expired()
    assert not DeepLinkingRequest.objects.exists()


NOWHERE = ("javascript:alert(1)", "https://", "https://a b/", "https://a;b/", "https://a:b/", "/")


@pytest.mark.parametrize(
    "changes",
    [
        *({"return_url": address} for address in NOWHERE),
        {"data": "x" * (MAX_DATA + 1)},
        {"data": "\0"},
        {"accepts_links": False},
    ],
)
def test_what_cannot_be_answered_is_refused(world: World, changes: dict[str, Any]) -> None:
    settings = DeepLinkingSettings(**{"return_url": RETURN_URL} | changes)
    with pytest.raises(LaunchRefused):
        begin_choosing(world.teacher, course_of(world), settings)
    assert not DeepLinkingRequest.objects.exists()


def test_grades_are_not_asked_about_where_there_are_none(world: World) -> None:
    course = course_of(world)
    course.line_items_url = ""
    course.save()
    client, path = asked(world, course, accepts_line_items=False)
    page = client.get(f"{path}{LESSON}").content.decode()
    assert "data-no-grades" in page
    assert "grade_by" not in page


def test_an_exercise_without_a_key_is_not_graded_by_it(world: World) -> None:
    client, path = asked(world, course_of(world))
    assert not world.round.layers.filter(kind=LayerKind.KEY).exists()
    page = client.get(f"{path}exercise/{world.round.pk}/").content.decode()
    assert 'value="hand-in" selected' in page
    assert 'value="key"' not in page

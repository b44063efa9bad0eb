"""Pupils whose names the platform does not send choose one."""

from html import unescape

import pytest
from django.test import Client

from people.actions.guests import open_join_code
from people.actions.teams import archive_team
from people.models import User
from people.names import NO_NAME
from people.terms import term
from tests.lti.courses.arriving import Arrival
from tests.lti.courses.conftest import School
from tests.lti.platform import names
from tests.wording import says
from tests.world import World


@pytest.fixture
def nameless(school: School) -> Arrival:
    return school.arrive(school.pupil(""))


def browser(arrival: Arrival) -> Client:
    client = Client()
    client.force_login(arrival.user)
    return client


def test_somebody_without_a_name_is_asked_first(nameless: Arrival) -> None:
    assert nameless.path == f"/lti/links/{nameless.link.pk}/nickname/"
    assert nameless.role is None
    page = browser(nameless).get(nameless.path)
    assert page.status_code == 200
    assert "e-mail" in page.content.decode()
    assert 'type="email"' not in page.content.decode()


def test_with_the_nickname_they_are_in_the_class(nameless: Arrival) -> None:
    client = browser(nameless)
    response = client.post(nameless.path, {"nickname": "Owl"}, follow=True)
    assert response.redirect_chain[-1][0] == f"/lti/links/{nameless.link.pk}/"
    assert (nameless.user.name, nameless.role) == ("Owl", "annotator")


def test_it_is_asked_once(nameless: Arrival) -> None:
    client, path = browser(nameless), nameless.path
    client.post(path, {"nickname": "Owl"})
    client.post(path, {"nickname": "Falcon"})
    assert nameless.user.name == "Owl"
    assert client.get(path).status_code == 302


def test_a_taken_name_is_refused_with_another(school: School, nameless: Arrival) -> None:
    school.arrive(school.pupil("Ada Byron"))
    page = browser(nameless).post(nameless.path, {"nickname": "Ada Byron"})
    assert page.status_code == 422
    assert "Ada Byron 2" in page.content.decode()


def test_nobody_takes_the_name_of_the_teacher(nameless: Arrival) -> None:
    page = browser(nameless).post(nameless.path, {"nickname": "Grace Hopper"})
    assert page.status_code == 422
    assert nameless.user.name == ""


def test_a_nickname_stays_when_the_platform_begins_to_send_names(school: School) -> None:
    person = school.pupil("")
    arrival = school.arrive(person)
    browser(arrival).post(arrival.path, {"nickname": "Owl"})
    person.name = "Ada Byron"
    assert school.arrive(person).user.name == "Owl"


def test_whoever_gets_a_name_before_choosing_one_is_not_asked(school: School) -> None:
    person = school.pupil("")
    school.arrive(person)
    person.name = "Ada Byron"
    arrival = school.arrive(person)
    assert (arrival.user.name, arrival.role) == ("Ada Byron", "annotator")


def test_a_stranger_does_not_find_the_page(nameless: Arrival) -> None:
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger@school.example", "a-long-password", "Stranger"))
    assert stranger.get(nameless.path).status_code == 404


def test_nobody_is_nameless_in_another_class(world: World, nameless: Arrival) -> None:
    """In a tab they find where to join by a code."""
    code = open_join_code(world.teacher, world.team).code
    page = browser(nameless).post("/join/", {"code": code})
    assert says(NO_NAME, page.content.decode())
    assert not world.team.memberships.filter(user=nameless.user).exists()


def test_a_class_that_was_archived_meanwhile_says_so(school: School, nameless: Arrival) -> None:
    archive_team(school.arrived.user, school.arrived.team)
    page = browser(nameless).post(nameless.path, {"nickname": "Owl"})
    assert page.status_code == 422
    assert term("archived_join", "class") in unescape(page.content.decode())
    assert nameless.user.name == ""


def test_an_archived_class_keeps_nobody_out_of_another(school: School) -> None:
    pupil = school.pupil("")
    earlier = school.arrive(pupil)
    course = school.platform.add_course("Next year")
    course.enroll(school.teacher, names.TEACHER)
    course.enroll(pupil)
    link = school.platform.add_link(course)
    school.arrive(school.teacher, link, course)
    archive_team(school.arrived.user, earlier.team)
    now = school.arrive(pupil, link, course)
    assert browser(now).post(now.path, {"nickname": "Owl"}).status_code == 302
    assert (earlier.role, now.role) == (None, "annotator")

"""Connecting the account from a course with an ordinary one."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from annotate.annotations.actions import put_annotation
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Assignment, Lesson, Round
from articles.actions import add_article
from articles.text.draft import Draft
from lti.courses.connecting.views import COOKIE
from lti.models import PlatformAccount
from people.actions.accounts import add_member
from people.models import Membership, User
from people.permissions import Role
from tests.lti.courses.conftest import School
from tests.world import PASSWORD, annotation_input

ADDRESS = "/lti/connect/"


@pytest.fixture
def account(db: None) -> User:
    """The ordinary account of the teacher."""
    return User.objects.create_user("grace@school.example", PASSWORD, "Grace H.")


def begin(school: School) -> Client:
    """Begin in the account from the course."""
    client = Client()
    client.force_login(school.arrived.user)
    response = client.post(ADDRESS)
    assert response["Location"] == f"/accounts/login/?next={ADDRESS}"
    return client


def sign_in(client: Client, account: User) -> Any:
    """Sign in with a password in the same browser; return the page that follows."""
    form = {"login": account.email, "password": PASSWORD}
    response = client.post(f"/accounts/login/?next={ADDRESS}", form, follow=True)
    assert response.redirect_chain[-1][0] == ADDRESS
    return response


def test_the_classes_are_in_the_ordinary_account_afterwards(school: School, account: User) -> None:
    placeholder, team = school.arrived.user, school.arrived.team
    client = begin(school)
    assert "Media literacy" in sign_in(client, account).content.decode()
    assert client.post(ADDRESS)["Location"] == "/teams/"
    assert Membership.objects.get(team=team).user == account
    assert not User.objects.filter(pk=placeholder.pk).exists()
    again = school.arrive(school.teacher)
    assert (again.user, again.role, again.user.name) == (account, "owner", "Grace H.")


def test_what_the_teacher_prepared_comes_along(school: School, account: User) -> None:
    teacher, team = school.arrived.user, school.arrived.team
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    assign_lesson(teacher, lesson, team)
    own = add_article(teacher, Draft("A text."), b"A text.", "text.txt", None)
    Lesson.objects.create(owner=teacher, title="Mine")
    client = begin(school)
    sign_in(client, account)
    client.post(ADDRESS)
    own.refresh_from_db()
    assert own.owner == account
    assert Lesson.objects.get().owner == account
    assert Round.objects.get().created_by == Assignment.objects.get().created_by == account


def test_nothing_changes_before_it_is_confirmed(school: School, account: User) -> None:
    sign_in(begin(school), account)
    assert PlatformAccount.objects.get().user == school.arrived.user


def test_work_is_not_moved(school: School, account: User) -> None:
    teacher, team = school.arrived.user, school.arrived.team
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    assign_lesson(teacher, lesson, team)
    round_ = Round.objects.get()
    word = round_.text.body.split()[0]
    put_annotation(teacher, round_, uuid4(), annotation_input(round_, word, "factual-claim"))
    client = begin(school)
    assert "data-refusal" in sign_in(client, account).content.decode()
    assert client.post(ADDRESS).status_code == 403
    assert PlatformAccount.objects.get().user == teacher


def test_of_two_roles_in_a_class_the_greater_stays(school: School, account: User) -> None:
    add_member(school.arrived.team, account, Role.EDITOR)
    client = begin(school)
    sign_in(client, account)
    client.post(ADDRESS)
    assert Membership.objects.get(team=school.arrived.team).role == Role.OWNER


def test_somebody_elses_browser_connects_nothing(school: School, account: User) -> None:
    """A link to the page, sent by whoever has begun, asks for nothing in another browser."""
    begin(school)
    victim = Client()
    victim.force_login(account)
    assert "Begin in your course" in victim.get(ADDRESS).content.decode()
    assert victim.post(ADDRESS).status_code == 403
    assert PlatformAccount.objects.get().user == school.arrived.user


def test_a_forged_cookie_connects_nothing(school: School, account: User) -> None:
    client = Client()
    client.force_login(account)
    client.cookies[COOKIE] = f"{school.arrived.user.pk}:x:y"
    assert client.post(ADDRESS).status_code == 403


def test_the_cookie_is_for_this_page_alone(school: School) -> None:
    cookie = begin(school).cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (ADDRESS, True, "Lax")


def test_an_administrator_is_not_connected(school: School, account: User) -> None:
    User.objects.filter(pk=account.pk).update(is_staff=True)
    client = begin(school)
    sign_in(client, account)
    assert client.post(ADDRESS).status_code == 403
    assert PlatformAccount.objects.get().user == school.arrived.user


def test_pupils_cannot_connect_anything(school: School) -> None:
    client = Client()
    client.force_login(school.arrive(school.pupil()).user)
    assert client.get(ADDRESS).status_code == 403


def test_two_ids_of_a_platform_can_be_one_person(school: School, account: User) -> None:
    client = begin(school)
    sign_in(client, account)
    client.post(ADDRESS)
    person = school.platform.add_person("Grace in the evening")
    school.course.enroll(person, school.course.member(school.teacher).roles)
    second = Client()
    second.force_login(school.arrive(person).user)
    second.post(ADDRESS)
    sign_in(second, account)
    second.post(ADDRESS)
    assert PlatformAccount.objects.filter(user=account).count() == 2
    assert Membership.objects.filter(team=school.arrived.team).count() == 1


def test_who_is_signed_in_already_is_not_connected_by_somebody_at_their_computer(
    school: School, account: User
) -> None:
    """The cookie of a browser in which somebody has begun can be carried into another one."""
    victim, attacker = Client(), Client()
    victim.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    attacker.force_login(school.arrived.user)
    attacker.post(ADDRESS)
    victim.cookies[COOKIE] = attacker.cookies[COOKIE].value
    assert victim.get(ADDRESS).status_code == 200
    assert victim.post(ADDRESS).status_code == 403
    assert PlatformAccount.objects.get().user == school.arrived.user

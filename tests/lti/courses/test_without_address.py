"""People who come from a learning platform and have no address, wherever the site asks for one."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from annotate.access import library, own_lessons
from annotate.bin.actions import delete_permanently
from annotate.lessons.actions import create_lesson, list_in_library
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import BuiltinLesson, get_builtin_lesson
from annotate.models import Change, Round
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import delete_expired_rounds, set_retention
from articles.actions import add_article
from articles.text.draft import Draft
from lti.courses.people import let_erased_in_again
from lti.errors import LaunchRefused
from lti.models import Course, Enrollment, Grade, PlatformAccount, ResourceLink
from people.actions.accounts import create_token
from people.actions.guests import InvalidCode, reset_return_code, return_as_guest
from people.actions.handover import hand_over_team
from people.actions.teams import create_own_team, set_role
from people.models import User
from people.permissions import PermissionRefused, Role
from reports.account_deletion.actions import delete_account
from tests.lti.courses.arriving import Arrival
from tests.lti.courses.conftest import School
from tests.lti.platform import names


def lesson() -> BuiltinLesson:
    found = get_builtin_lesson("the-four-tags")
    assert found
    return found


def browser(arrival: Arrival) -> Client:
    client = Client()
    client.force_login(arrival.user)
    return client


def second_teacher(school: School) -> Arrival:
    person = school.platform.add_person("Alan Turing")
    school.course.enroll(person, names.TEACHER)
    return school.arrive(person)


def test_a_teacher_owns_lessons_and_articles_and_sees_the_library(school: School) -> None:
    teacher = school.arrived.user
    add_article(teacher, Draft("A text."), b"A text.", "text.txt", None)
    own = create_lesson(teacher, lesson().content)
    assert list(own_lessons(teacher)) == [own]
    list_in_library(teacher, own)
    assert own in library(second_teacher(school).user)
    client = browser(school.arrived)
    for address in ("/", "/classes/", "/lessons/", "/articles/", "/teams/", "/bin/", f"/lessons/{own.pk}/"):
        assert client.get(address, follow=True).status_code == 200, address


def test_a_teacher_starts_classes_of_their_own(school: School) -> None:
    assert create_own_team(school.arrived.user, "Another class").memberships.get().role == Role.OWNER


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/2fa/",
        "/accounts/login/",
    ],
)
def test_account_pages_lead_to_a_page_without_address_and_password(school: School, address: str) -> None:
    client = browser(school.arrived)
    assert client.get(address)["Location"] == "/account/"
    page = client.get("/account/").content.decode()
    assert "Grace Hopper" in page
    assert "None" not in page


def test_the_page_is_for_them_alone(school: School) -> None:
    assert browser(school.arrive(school.pupil())).get("/account/")["Location"] == "/teams/"


def test_the_name_can_be_changed(school: School) -> None:
    client = browser(school.arrived)
    page = client.post("/account/name/", {"name": "Amazing Grace"}, follow=True)
    assert (page.redirect_chain[-1][0], school.arrived.user.name) == ("/account/", "Amazing Grace")


def test_no_token_and_the_reason(school: School) -> None:
    with pytest.raises(PermissionRefused, match="e-mail address"):
        create_token(school.arrived.user)


def test_the_list_of_members_says_where_they_come_from(school: School) -> None:
    second_teacher(school)
    page = browser(school.arrived).get(f"/teams/{school.arrived.team.pk}/").content.decode()
    assert "from a learning platform" in page
    assert "None" not in page


def test_a_class_is_handed_over_to_a_teacher_without_address(school: School) -> None:
    successor = second_teacher(school)
    set_role(school.arrived.user, school.arrived.team, successor.user, Role.EDITOR)
    page = browser(school.arrived).get(f"/teams/{school.arrived.team.pk}/hand-over/").content.decode()
    assert "Alan Turing (co-teacher)" in page
    hand_over_team(school.arrived.user, school.arrived.team, successor.user, stays=True)
    assert (successor.role, school.arrived.role) == ("owner", "editor")


def test_pupils_are_no_successors(school: School) -> None:
    school.arrive(school.pupil("Ada Byron"))
    page = browser(school.arrived).get(f"/teams/{school.arrived.team.pk}/hand-over/").content.decode()
    assert "Ada Byron" not in page


def test_a_return_code_ends_with_becoming_a_teacher(school: School) -> None:
    person = school.pupil()
    pupil = school.arrive(person)
    code = reset_return_code(school.arrived.user, school.arrived.team, pupil.user)
    school.course.member(person).roles = names.TEACHER
    school.arrive(person)
    with pytest.raises(InvalidCode):
        return_as_guest(code, "network")


def test_an_administrator_is_not_signed_in_by_a_platform(school: School) -> None:
    User.objects.filter(pk=school.arrived.user.pk).update(is_staff=True)
    with pytest.raises(LaunchRefused, match="administer"):
        school.arrive(school.teacher)


def test_old_work_is_deleted_without_a_mail(school: School) -> None:
    teacher, team = school.arrived.user, school.arrived.team
    assign_lesson(teacher, lesson(), team)
    set_retention(teacher, team, 30)
    long_ago = timezone.now() - timedelta(days=60)
    Round.objects.update(created_at=long_ago)
    Change.objects.update(created_at=long_ago)
    ResourceLink.objects.update(round=Round.objects.get())
    assert delete_expired_rounds() == (1, 0)
    assert mail.outbox == []
    page = browser(school.arrived).get(f"/lti/links/{school.arrived.link.pk}/").content.decode()
    assert "data-going" in page
    assert delete_expired_rounds(timezone.now() + timedelta(days=15)) == (0, 1)


def grade(arrival: Arrival, **fields: Any) -> Grade:
    now = timezone.now()
    times = {"changed_at": now, "next_try_at": now}
    return Grade.objects.create(
        link=arrival.link,
        account=arrival.account,
        score=0.5,
        comment="Well read.",
        wanted="x",
        **times,
        **fields,
    )


def test_the_data_of_somebody_has_what_the_platform_said_and_got(school: School) -> None:
    pupil = school.arrive(school.pupil("Ada Byron"))
    grade(pupil, sent="x", sent_at=timezone.now())
    team = school.arrived.team.pk
    response = browser(pupil).get(f"/teams/{team}/privacy/{pupil.user.pk}.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        (row,) = json.loads(archive.read("learning-platform.json"))
        assert "learning-platform.json" in archive.read("README.txt").decode()
    assert (row["subject"], row["role"], row["title"]) == (pupil.account.subject, "pupil", "Media literacy")
    assert [one["score"] for one in row["grades"]] == [0.5]


def test_a_grade_that_was_not_sent_is_not_in_it(school: School) -> None:
    pupil = school.arrive(school.pupil("Ada Byron"))
    grade(pupil)
    response = browser(school.arrived).get(f"/teams/{school.arrived.team.pk}/privacy/{pupil.user.pk}.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        (row,) = json.loads(archive.read("learning-platform.json"))
    assert row["grades"] == []


def test_somebody_who_is_erased_leaves_nothing_and_does_not_come_back(school: School) -> None:
    person = school.pupil("Ada Byron")
    pupil = school.arrive(person)
    former = pupil.user.pk
    grade(pupil)
    erase_person(school.arrived.user, school.arrived.team, pupil.user, keep_annotations=False)
    assert not User.objects.filter(name="Ada Byron").exists()
    assert not PlatformAccount.objects.filter(subject=person.id).exists()
    assert not Grade.objects.exists()
    course = Course.objects.get()
    assert person.id not in json.dumps(course.erased)
    with pytest.raises(LaunchRefused):
        school.arrive(person)
    let_erased_in_again(school.arrived.user, course)
    assert school.arrive(person).user.pk != former


def test_a_co_teacher_who_is_erased_keeps_what_is_their_own(school: School) -> None:
    person = school.platform.add_person("Alan")
    school.course.enroll(person, names.ASSISTANT)
    assistant = school.arrive(person)
    own = create_lesson(assistant.user, lesson().content)
    erase_person(school.arrived.user, school.arrived.team, assistant.user, keep_annotations=True)
    assert list(own_lessons(assistant.user)) == [own]
    assert not Enrollment.objects.filter(account=assistant.account).exists()


def test_deleting_a_class_deletes_no_teacher(school: School) -> None:
    own = create_lesson(school.arrived.user, lesson().content)
    pupil = school.arrive(school.pupil())
    delete_permanently(school.arrived.user, school.arrived.team)
    assert list(own_lessons(school.arrived.user)) == [own]
    assert not User.objects.filter(pk=pupil.account.user_id).exists()
    assert not Course.objects.exists()
    assert school.arrive(school.teacher).role == "owner"


def test_an_account_is_deleted_with_what_the_platform_said(school: School) -> None:
    teacher = school.arrived
    client = browser(teacher)
    page = client.get("/account/delete/").content.decode()
    assert "Your name, to confirm" in page
    assert client.post("/account/delete/", {"highlights": "keep", "name": "Somebody"}).status_code == 422
    sent = {"highlights": "keep", "name": "grace hopper"}
    assert client.post("/account/delete/", sent)["Location"] == "/account/deleted/"
    assert not User.objects.filter(pk=teacher.account.user_id).exists()
    assert not PlatformAccount.objects.exists()


def test_whoever_came_long_ago_proves_who_they_are_first(school: School) -> None:
    client = browser(school.arrived)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    response = client.post("/account/delete/", {"highlights": "keep", "name": "Grace Hopper"})
    assert response.status_code == 403
    assert "come from your course again" in response.content.decode()


def test_a_deleted_account_does_not_lock_its_owner_out(school: School) -> None:
    successor = second_teacher(school)
    delete_account(school.arrived.user, keep_highlights=True)
    assert successor.role == "owner"
    assert school.arrive(school.teacher).role == "owner"


def test_everything_of_a_teacher_can_be_downloaded(school: School) -> None:
    client = browser(school.arrived)
    assert client.post("/account/everything/").status_code == 302


def test_those_who_teach_are_not_among_those_who_have_joined(school: School) -> None:
    school.arrive(school.pupil("Ada Byron"))
    answer = browser(school.arrived).get(f"/teams/{school.arrived.team.pk}/code/joined/").json()
    assert answer["names"] == ["Ada Byron"]

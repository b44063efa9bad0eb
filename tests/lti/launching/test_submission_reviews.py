"""From the platform's grading view to one person's highlights beside the key (Submission Review 1.0)."""

from django.test import Client
from django.urls import reverse

from annotate.annotations.actions import submit_layer
from annotate.models import Round
from lti.grading.submission_review import NOT_IN_COURSE, NOT_YOURS
from lti.models import PlatformAccount, ResourceLink
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.lti.launching.launches import School
from tests.lti.platform import names
from tests.lti.platform.courses import Person
from tests.wording import says
from tests.world import World


def user_of(person: Person) -> User:
    """Return who somebody of the platform is here."""
    return PlatformAccount.objects.get(subject=person.id).user


def open_round(school: School, world: World) -> Round:
    """Let the link open the world's exercise, in which the pupil hands in."""
    school.launch(Client(), school.pupil)
    link = ResourceLink.objects.get()
    link.round = world.round
    link.course.team = world.team
    link.course.save()
    link.save()
    add_member(world.team, user_of(school.teacher), Role.OWNER)
    add_member(world.team, user_of(school.pupil), Role.ANNOTATOR)
    submit_layer(user_of(school.pupil), world.round)
    return world.round


def test_a_teacher_gets_to_the_highlights_of_that_person(school: School, world: World) -> None:
    round_ = open_round(school, world)
    options = {"message_type": names.SUBMISSION_REVIEW, "for_user": school.pupil, "in_frame": False}
    client = Client()
    response = school.launch(client, school.teacher, **options)
    assert response["Location"] == reverse(
        "reports:results-person", args=[round_.pk, user_of(school.pupil).pk]
    )
    assert client.get(response["Location"]).status_code == 200


def test_a_pupil_gets_to_nobody_elses(school: School, world: World) -> None:
    open_round(school, world)
    other = school.platform.add_person("Niklaus Wirth")
    school.course.enroll(other)
    response = school.launch(Client(), other, message_type=names.SUBMISSION_REVIEW, for_user=school.pupil)
    assert says(NOT_YOURS, response.content.decode())


def test_who_is_not_in_the_course_is_not_shown(school: School, world: World) -> None:
    open_round(school, world)
    stranger = school.platform.add_person("Stranger")
    school.course.enroll(stranger)
    response = school.launch(
        Client(), school.teacher, message_type=names.SUBMISSION_REVIEW, for_user=stranger
    )
    assert response.status_code == 403
    assert says(NOT_IN_COURSE, response.content.decode())

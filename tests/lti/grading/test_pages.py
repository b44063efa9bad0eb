"""Teachers see who has which grade, when it was sent and why not, and set what counts."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotate.annotations.actions import submit_layer
from annotate.annotations.leading import start_leading
from annotate.enums import RoundMode
from annotate.models import Round
from lti.enums import GradeBy, GradeWhen
from lti.errors import LaunchRefused
from lti.grading.delivery import deliver_due
from lti.grading.display import REASONS
from lti.grading.failures import REASONS as REJECTIONS
from lti.grading.rules import NoGrade
from lti.grading.submission_review import review_path
from lti.models import Enrollment, Grade, ResourceLink
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.lti.grading.school import KEY, School
from tests.world import mark

GLOBALIST, NOBODY = KEY


def page(school: School, role: str = "teacher", **headers: Any) -> str:
    """Return the page of the link."""
    response = school.world.client(role).get(reverse("lti:link", args=[school.link.pk]), **headers)
    assert response.status_code == 200
    return response.content.decode()


def row(school: School, name: str = "pupil", role: str = "teacher") -> str:
    """Return the row of somebody on the page of the link."""
    start = f'data-person="{getattr(school.world, name).pk}"'
    return page(school, role).partition(start)[2].partition("</tr>")[0]


def test_who_has_which_grade_and_since_when(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    assert 'data-delivery="waiting"' in row(school)
    deliver_due()
    assert 'data-delivery="sent"' in row(school)
    assert "<b>100</b>" in row(school)
    work = reverse("reports:results-person", args=[school.round.pk, school.world.pupil.pk])
    assert f'href="{work}"' in row(school)
    assert 'data-delivery="none"' in row(school, "classmate")
    assert REASONS[NoGrade.NOT_BEGUN] in row(school, "classmate")


def test_why_somebody_has_none_yet(school: School) -> None:
    school.grading(grade_when=GradeWhen.ON_REVEAL)
    school.hand_in("pupil", GLOBALIST)
    assert REASONS[NoGrade.BEFORE_REVEAL] in row(school)
    school.grading(grade_when=GradeWhen.ON_HAND_IN)
    mark(school.world.classmate, school.round, GLOBALIST, "opinion")
    assert REASONS[NoGrade.NOT_HANDED_IN] in row(school, "classmate")


def test_a_failure_is_shown_with_its_reason_and_sent_again(school: School) -> None:
    school.course.drop(school.people["pupil"])
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    assert 'data-failed="1"' in page(school)
    assert "userId must be of somebody in the course" in row(school)
    spanish = page(school, headers={"accept-language": "es"})
    assert str(REJECTIONS[404]).partition("(")[0] not in spanish, "in the language of who reads it"
    assert "userId must be of somebody in the course" in spanish
    school.course.enroll(school.people["pupil"])
    client = school.world.client("teacher")
    again = reverse("lti:grades-again", args=[school.link.pk])
    answer = client.post(again, {"person": school.world.pupil.pk}, follow=True).content.decode()
    assert 'data-notice="grades-again"' in answer
    deliver_due()
    assert 'data-delivery="sent"' in row(school)
    client.post(again)
    deliver_due()
    assert len(school.arrived()) == 2


def test_what_is_tried_again_by_itself_says_when(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    school.platform.fail("/scores", 503)
    deliver_due()
    assert 'data-delivery="retrying"' in row(school)
    assert "HTTP 503" in row(school)


def test_who_has_left_is_said(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    Enrollment.objects.filter(account__user=school.world.pupil).update(left_at=timezone.now())
    assert 'data-delivery="left"' in row(school)


def test_without_a_column_the_page_says_what_to_do(school: School) -> None:
    school.grading(line_item="", scopes=[])
    school.hand_in("pupil", GLOBALIST)
    assert 'data-grades="no-column"' in page(school)


def test_what_counts_is_set_on_a_page(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    client, address = school.world.client("colleague"), reverse("lti:grading", args=[school.link.pk])
    assert 'name="points" value="100"' in client.get(address).content.decode()
    values = {"grade_by": "highlights", "highlights": 4, "grade_when": "on-hand-in", "points": 20}
    assert client.post(address, values | {"points": 0}).status_code == 422
    assert 'data-notice="grading-saved"' in client.post(address, values, follow=True).content.decode()
    deliver_due()
    assert school.scores() == [100, 10]
    client.post(address, values | {"grade_by": "none"})
    assert ResourceLink.objects.get(pk=school.link.pk).grade_by == GradeBy.NONE
    assert "data-person" not in page(school)


def test_where_work_is_hidden_a_teacher_who_may_still_highlight_sees_no_points(school: School) -> None:
    Round.objects.filter(pk=school.round.pk).update(mode=RoundMode.INDEPENDENT)
    school.round.refresh_from_db()
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert 'data-grades="hidden"' in page(school)
    assert "<b>100</b>" not in row(school)
    assert "href" not in row(school)
    start_leading(school.world.colleague, school.round)
    assert "<b>100</b>" in row(school, role="colleague")


def test_pupils_see_no_grades_of_others(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    for role in ("classmate", "viewer", "stranger"):
        client = school.world.client(role)
        response = client.get(reverse("lti:link", args=[school.link.pk]), follow=True)
        assert "data-delivery" not in response.content.decode()
        assert client.post(reverse("lti:grades-again", args=[school.link.pk])).status_code in (403, 404)
    assert not Grade.objects.exists()


@pytest.mark.parametrize("person", ["x", "²", "-1", "9" * 30, "987654321"])
def test_nobody_else_is_sent_again(school: School, person: str) -> None:
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    again = reverse("lti:grades-again", args=[school.link.pk])
    assert school.world.client("teacher").post(again, {"person": person}).status_code in (302, 404)
    deliver_due()
    assert len(school.arrived()) == 1


def test_the_platforms_grading_view_opens_the_highlights_beside_the_key(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    world, someone = school.world, school.people["pupil"].id
    path = review_path(world.teacher, school.link, someone)
    assert path == reverse("reports:results-person", args=[school.round.pk, world.pupil.pk])
    assert world.client("teacher").get(path).status_code == 200
    assert review_path(world.pupil, school.link, someone) == reverse(
        "reports:feedback", args=[school.round.pk]
    )
    assert review_path(world.teacher, school.link, school.people["classmate"].id) == reverse(
        "lti:link", args=[school.link.pk]
    )


@pytest.mark.parametrize("somebody", ["", "nobody", "stranger"])
def test_the_grading_view_opens_nobody_elses_highlights(school: School, somebody: str) -> None:
    if somebody == "stranger":
        somebody = school.enroll(school.world.stranger).id
        Enrollment.objects.filter(account__user=school.world.stranger).delete()
    with pytest.raises(LaunchRefused):
        review_path(school.world.teacher, school.link, somebody)


def test_pupils_do_not_get_the_work_of_others_by_a_grading_view(school: School) -> None:
    with pytest.raises(LaunchRefused):
        review_path(school.world.classmate, school.link, school.people["pupil"].id)


def test_more_people_make_no_more_queries(school: School) -> None:
    client, address = school.world.client("teacher"), reverse("lti:link", args=[school.link.pk])
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        for number in range(5):
            user = User.objects.create(name=f"Pupil {number}")
            add_member(school.world.team, user, Role.ANNOTATOR)
            school.enroll(user)
            user = User.objects.get(pk=user.pk)
            mark(user, school.round, GLOBALIST, "opinion")
            submit_layer(user, school.round)
        deliver_due()
    assert counts[0] == counts[1]

"""Grades are computed of everybody's work, whoever may see it here, and tell no more than they may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotate.access import get_reader_layer
from annotate.annotations.actions import submit_layer, withdraw_submission
from annotate.annotations.key_changes import add_answer
from annotate.bin.actions import restore
from annotate.enums import FeedbackTiming, RoundMode, RoundState
from annotate.extensions.actions import extend
from annotate.models import Round
from annotate.privacy.erasure import erase_person
from annotate.reviews.actions import put_review
from annotate.rounds.actions import delete_round, transition_round
from lti.enums import EnrollmentRole, GradeBy, GradeWhen
from lti.grading.delivery import deliver_due, next_due
from lti.models import Enrollment, Grade
from people.actions.accounts import add_member
from people.permissions import Role
from tests.lti.grading.school import KEY, School
from tests.world import mark

GLOBALIST, NOBODY = KEY


def test_a_score_by_the_key_arrives_when_somebody_hands_in(school: School) -> None:
    deliver_due()
    assert school.item.history == []
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.scores("pupil") == [100]
    assert school.scores("classmate") == []
    assert school.arrived()[0] | {"timestamp": ""} == {
        "userId": school.people["pupil"].id,
        "timestamp": "",
        "scoreGiven": 100,
        "scoreMaximum": 100,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    since = school.grade().changed_at
    mark(school.world.classmate, school.round, GLOBALIST, "opinion")
    deliver_due()
    assert len(school.item.history) == 1, "nothing has changed for the pupil"
    assert school.grade().changed_at == since


def test_a_draft_is_not_sent(school: School) -> None:
    mark(school.world.pupil, school.round, GLOBALIST, KEY[GLOBALIST])
    deliver_due()
    assert school.item.history == []


def test_a_later_change_of_the_key_is_sent_for_everybody(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    school.hand_in("classmate", GLOBALIST)
    deliver_due()
    start = school.round.text.body.index("Taxes fell")
    add_answer(school.world.teacher, school.round, start, start + 10, "factual-claim", "I missed it.", None)
    deliver_due()
    assert school.scores("pupil") == [100, 80]
    assert school.scores("classmate") == [pytest.approx(66.67), 50]


def test_what_is_withdrawn_is_cleared_and_sent_anew_when_it_is_handed_in_again(school: School) -> None:
    Round.objects.filter(pk=school.round.pk).update(feedback_when=FeedbackTiming.ON_REVEAL)
    school.round.refresh_from_db()
    school.grading(grade_by=GradeBy.HIGHLIGHTS, highlights=2)
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    withdraw_submission(school.world.pupil, school.round)
    deliver_due()
    assert school.scores() == [50, None]
    assert "scoreMaximum" not in school.arrived()[1]
    assert school.arrived()[1]["gradingProgress"] == "NotReady"
    mark(school.world.pupil, school.round, NOBODY, "opinion")
    deliver_due()
    assert school.scores() == [50, None], "a draft"
    school.hand_in("pupil")
    deliver_due()
    assert school.scores() == [50, None, 100]


def test_nobody_learns_by_the_gradebook_what_the_exercise_tells_later(school: School) -> None:
    Round.objects.filter(pk=school.round.pk).update(feedback_when=FeedbackTiming.ON_REVEAL)
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.item.history == []
    school.round.refresh_from_db()
    transition_round(school.world.teacher, school.round, RoundState.REVEALED)
    deliver_due()
    assert school.scores() == [100]


def test_a_grade_that_may_no_longer_be_sent_is_held_back(school: School) -> None:
    school.platform.fail("scores", 503)
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    assert school.grade().failures == 1
    school.grading(grade_when=GradeWhen.ON_REVEAL)
    Grade.objects.update(next_try_at=timezone.now())
    deliver_due()
    assert school.item.history == []


@pytest.mark.parametrize("mode", [RoundMode.INDEPENDENT, RoundMode.GROUPS])
def test_where_highlights_are_hidden_a_teacher_who_highlights_too_learns_no_numbers(
    school: School, mode: RoundMode
) -> None:
    Round.objects.filter(pk=school.round.pk).update(mode=mode)
    school.round.refresh_from_db()
    mark(school.world.colleague, school.round, GLOBALIST, "opinion")
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.item.history == []
    transition_round(school.world.teacher, school.round, RoundState.REVEALED)
    deliver_due()
    assert school.scores() == [100]


def test_where_highlights_are_hidden_from_teachers_they_are_graded_all_the_same(school: School) -> None:
    Round.objects.filter(pk=school.round.pk).update(mode=RoundMode.INDEPENDENT)
    school.round.refresh_from_db()
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.scores() == [100]


def test_the_teachers_score_wins_and_the_comment_goes_along(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    layer = get_reader_layer(school.world.teacher, school.round, school.world.pupil.pk)
    put_review(school.world.teacher, school.round, layer, "Look again at the end. 🌉", 0.9)
    deliver_due()
    assert school.scores() == [pytest.approx(66.67), 90]
    assert school.arrived()[1]["comment"] == "Look again at the end. 🌉"


def test_on_closing_it_is_sent_when_the_due_date_of_that_person_has_passed(school: School) -> None:
    school.grading(grade_by=GradeBy.HIGHLIGHTS, highlights=2, grade_when=GradeWhen.ON_CLOSING)
    now = timezone.now()
    Round.objects.filter(pk=school.round.pk).update(due_at=now + timedelta(hours=1))
    school.round.refresh_from_db()
    extend(school.world.teacher, school.round, [school.world.classmate], now + timedelta(hours=2))
    for name in ("pupil", "classmate"):
        mark(getattr(school.world, name), school.round, GLOBALIST, "opinion")
    deliver_due()
    assert school.item.history == []
    assert (next_due() or 0) == pytest.approx(3600, abs=60), "nothing else announces it"
    Round.objects.filter(pk=school.round.pk).update(due_at=now - timedelta(minutes=1))
    deliver_due()
    assert (school.scores("pupil"), school.scores("classmate")) == ([50], [])
    assert (next_due() or 0) == pytest.approx(7200, abs=60)
    school.round.refresh_from_db()
    transition_round(school.world.teacher, school.round, RoundState.CLOSED)
    deliver_due()
    assert school.scores("classmate") == [50]


def test_points_and_what_counts_can_be_changed_later(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    school.grading(points=10)
    deliver_due()
    school.grading(grade_by=GradeBy.HIGHLIGHTS, highlights=4)
    deliver_due()
    assert school.scores() == [100, 10, 5]
    school.grading(grade_by=GradeBy.NONE)
    deliver_due()
    assert school.scores() == [100, 10, 5], "it stays as it is"


def test_teachers_and_people_of_other_courses_get_no_grade(school: School) -> None:
    school.enroll(school.world.colleague, EnrollmentRole.TEACHER)
    mark(school.world.colleague, school.round, GLOBALIST, "opinion")
    school.hand_in("colleague")
    Enrollment.objects.filter(account__user=school.world.classmate).delete()
    school.hand_in("classmate", GLOBALIST)
    deliver_due()
    assert school.item.history == []


def test_who_left_the_course_is_not_sent_until_they_are_back(school: School) -> None:
    enrollment = Enrollment.objects.filter(account__user=school.world.pupil)
    enrollment.update(left_at=timezone.now())
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.item.history == []
    enrollment.update(left_at=None)
    deliver_due()
    assert school.scores() == [100]


@pytest.mark.parametrize("keep", [True, False])
def test_of_who_is_erased_nothing_stays_here_and_nothing_is_sent(school: School, keep: bool) -> None:
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    layer = get_reader_layer(school.world.teacher, school.round, school.world.pupil.pk)
    put_review(school.world.teacher, school.round, layer, "Good.", None)
    erase_person(school.world.teacher, school.world.team, school.world.pupil, keep)
    deliver_due()
    assert not Grade.objects.exists()
    assert len(school.arrived()) == 1, "what the school has in its gradebook is its own"


def test_an_exercise_in_the_bin_changes_no_grade(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    delete_round(school.world.teacher, school.round)
    deliver_due()
    restore(school.world.teacher, Round.all_objects.get(pk=school.round.pk))
    deliver_due()
    assert school.scores() == [100]
    assert school.grade().score == 1


def test_work_in_another_class_is_never_graded(school: School) -> None:
    add_member(school.world.team, school.world.stranger, Role.ANNOTATOR)
    school.enroll(school.world.stranger)
    school.grading(round=school.world.foreign_round, grade_by=GradeBy.HIGHLIGHTS)
    submit_layer(school.world.stranger, school.world.foreign_round)
    deliver_due()
    assert not Grade.objects.exists()

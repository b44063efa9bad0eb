"""Grades reach the gradebook once and are not lost: failures, retries, races, columns of somebody else."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from annotate.access import get_reader_layer
from annotate.annotations.actions import submit_layer
from annotate.change_log import changes_committed
from annotate.reviews.actions import put_review
from annotate.rounds.actions import create_round
from lti.enums import GradeBy, GradeWhen
from lti.grading.actions import send_again
from lti.grading.claims import CLAIM
from lti.grading.computing import MAX_FAILURES
from lti.grading.delivery import anything_due, deliver_due, next_due
from lti.grading.failures import COLUMN_GONE, shown
from lti.grading.line_items import NOT_ITS_OWN
from lti.grading.worker import GradeWorker
from lti.models import Enrollment, Grade, ResourceLink
from people.actions.teams import archive_team, unarchive_team
from tests.lti.grading.school import KEY, SETTINGS, School
from tests.lti.platform import names
from tests.lti.platform.http import Request
from tests.waiting import until
from tests.wording import says
from tests.world import mark

GLOBALIST, NOBODY = KEY


def requests_at(school: School, part: str) -> list[Request]:
    """What was sent to addresses that end in ``part``, also what was not accepted."""
    return [request for request in school.platform.requests if request.path.endswith(part)]


def requests_to(school: School, part: str) -> list[dict]:
    """What was posted there, as JSON."""
    return [json.loads(request.body) for request in requests_at(school, part)]


def try_now() -> None:
    """Let the time of the next retries come."""
    Grade.objects.update(next_try_at=timezone.now())
    deliver_due()


def review(school: School, score: float) -> None:
    """Let the teacher set the pupil's score by hand."""
    layer = get_reader_layer(school.world.teacher, school.round, school.world.pupil.pk)
    put_review(school.world.teacher, school.round, layer, "", score)


def test_what_fails_is_tried_again_later_and_later(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    school.platform.fail("scores", 503, times=3)
    waits = []
    for _ in range(3):
        try_now()
        waits.append(next_due() or 0)
    assert [round(wait, -1) for wait in waits] == [10, 20, 40]
    assert (school.grade().failures, school.item.history) == (3, [])
    assert "503" in shown(school.grade().error)
    deliver_due()
    assert school.item.history == [], "it is not time yet"
    try_now()
    assert school.scores() == [100]
    assert (school.grade().failures, school.grade().error, next_due()) == (0, "", None)


def test_a_platform_that_asks_for_patience_gets_it(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    school.platform.fail("scores", 429, **{"Retry-After": "1200"})
    deliver_due()
    assert next_due() == pytest.approx(1200, abs=30)


def test_after_many_failures_it_is_given_up_until_somebody_asks(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    school.platform.fail("scores", 500, times=1000)
    for _ in range(MAX_FAILURES + 2):
        try_now()
    assert len(requests_to(school, "/scores")) == MAX_FAILURES
    school.platform.coming.clear()
    try_now()
    assert school.item.history == []
    send_again(school.world.teacher, school.link)
    deliver_due()
    assert school.scores() == [100]


def test_somebody_whom_the_platform_does_not_know_fails_alone_and_at_once(school: School) -> None:
    school.course.drop(school.people["pupil"])
    school.hand_in("pupil", GLOBALIST)
    school.hand_in("classmate", GLOBALIST, NOBODY)
    deliver_due()
    try_now()
    assert school.scores("classmate") == [100]
    assert school.grade().failures == MAX_FAILURES, "trying again would not help"
    assert "userId must be of somebody in the course" in shown(school.grade().error)
    assert len(requests_to(school, "/scores")) == 2
    school.course.enroll(school.people["pupil"])
    send_again(school.world.teacher, school.link, school.world.pupil.pk)
    deliver_due()
    assert len(school.scores("pupil")) == 1
    assert len(school.scores("classmate")) == 1, "was not sent again"


def test_without_access_the_whole_course_waits_after_one_request(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    school.hand_in("classmate", GLOBALIST)
    school.platform.fail("/token", 400, times=1)
    deliver_due()
    assert set(Grade.objects.values_list("failures", flat=True)) == {1}
    assert requests_to(school, "/scores") == []
    try_now()
    assert len(school.item.history) == 2


def test_an_unavailable_platform_is_asked_once_for_all_its_links(school: School) -> None:
    """The grades of other platforms would wait until it has not answered for each of them."""
    second = create_round(school.world.teacher, school.world.text, SETTINGS)
    column = school.course.add_line_item("Again", 100)
    ResourceLink.objects.create(
        course=school.link.course, resource_link_id="again", round=second, grade_by=GradeBy.HAND_IN,
        grade_when=GradeWhen.ON_HAND_IN, line_item=school.platform.line_item_url(school.course, column),
        scopes=school.link.scopes,
    )  # fmt: skip
    for round_ in (school.round, second):
        mark(school.world.pupil, round_, GLOBALIST, KEY[GLOBALIST])
        submit_layer(school.world.pupil, round_)
    school.grading(grade_by=GradeBy.HAND_IN)
    school.platform.fail("/token", 503)
    deliver_due()
    assert list(Grade.objects.values_list("failures", flat=True)) == [1, 1]
    assert len(requests_at(school, "/token")) == 1
    try_now()
    assert (len(school.item.history), len(column.history)) == (1, 1)


def test_a_platform_that_does_not_answer_is_shown_and_nothing_is_lost(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    school.platform.server.stop()
    deliver_due()
    assert "did not answer" in shown(school.grade().error)
    assert anything_due() is False
    assert school.grade().score == 1


def test_sending_again_replaces_what_was_entered_by_hand(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    send_again(school.world.teacher, school.link)
    deliver_due()
    first, second = school.arrived()
    assert first["scoreGiven"] == second["scoreGiven"]
    assert first["timestamp"] < second["timestamp"]


def test_each_score_has_a_later_time_also_when_the_clock_is_set_back(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    school.platform.fail("scores", 503)
    deliver_due()
    Grade.objects.update(changed_at=timezone.now() + timedelta(days=400))
    try_now()
    review(school, 0.8)
    deliver_due()
    review(school, 0.9)
    deliver_due()
    times = [row["timestamp"] for row in school.arrived()]
    assert school.scores() == [pytest.approx(66.67), 80, 90]
    assert times == sorted(set(times))


def test_a_score_whose_time_the_platform_finds_too_old_gets_a_new_one(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    # As after restoring a backup.
    Grade.objects.update(changed_at=timezone.now() - timedelta(days=1), sent="")
    deliver_due()
    assert school.grade().failures == 1
    try_now()
    assert len(school.arrived()) == 2
    assert school.grade().sent == school.grade().wanted


def test_a_score_whose_time_open_edx_finds_too_old_gets_a_new_one(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    answer = {"timestamp": ["Score already exists for the provided timestamp"]}
    school.platform.answer("scores", answer, 400)
    deliver_due()
    try_now()
    first, second = requests_to(school, "/scores")
    assert first["timestamp"] < second["timestamp"]
    assert school.grade().sent == school.grade().wanted


def test_a_clock_that_was_ahead_delays_nothing(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    school.platform.fail("scores", 503)
    deliver_due()
    Grade.objects.update(next_try_at=timezone.now() + timedelta(days=400))
    ResourceLink.objects.update(claimed_until=timezone.now() + timedelta(days=400))
    deliver_due()
    assert school.scores() == [100]


def test_what_was_accepted_but_not_written_down_is_sent_once_more_as_it_was(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    deliver_due()
    # As if the process had been killed between the answer and the end of its transaction.
    Grade.objects.update(sent="", sent_at=None)
    ResourceLink.objects.update(claimed_until=timezone.now())
    deliver_due()
    first, second = requests_to(school, "/scores")
    assert first == second, "the same score with the same time"
    try_now()
    assert set(school.scores()) == {first["scoreGiven"]}
    assert school.grade().sent == school.grade().wanted


def test_a_process_that_ended_with_its_claim_is_replaced(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    ResourceLink.objects.update(claimed_until=timezone.now() + CLAIM)
    deliver_due()
    assert school.item.history == []
    assert 0 < (next_due() or 0) <= CLAIM.total_seconds()
    ResourceLink.objects.update(claimed_until=timezone.now())
    deliver_due()
    assert school.scores() == [100]


@contextmanager
def sending(school: School) -> Iterator[None]:
    """Another process that is sending a score, whose answer comes at the end of the block."""
    gate = school.platform.hang("/scores")
    errors: list[Exception] = []

    def run() -> None:
        try:
            deliver_due()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        until(lambda: bool(requests_to(school, "/scores")))
        yield
    finally:
        gate.set()
        thread.join(60)
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_two_processes_send_a_grade_once(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    with sending(school):
        deliver_due()
        assert len(requests_to(school, "/scores")) == 1
    assert school.scores() == [100]


@pytest.mark.django_db(transaction=True)
def test_what_changes_while_it_is_sent_is_sent_afterwards(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    with sending(school):
        review(school, 0.9)
        deliver_due()
    assert school.scores() == [100, 90]
    assert not anything_due()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_was_away_for_too_long_sends_nothing_more(school: School) -> None:
    school.hand_in("pupil", GLOBALIST)
    school.hand_in("classmate", GLOBALIST)
    with sending(school):
        ResourceLink.objects.update(claimed_until=timezone.now())
        deliver_due()
        assert len(requests_to(school, "/scores")) == 3
    assert len(requests_to(school, "/scores")) == 3
    assert not anything_due()


def test_an_error_of_one_link_does_not_stop_the_others(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    ResourceLink.objects.create(
        course=school.link.course,
        resource_link_id="earlier",
        round=school.world.round,
        grade_by=GradeBy.KEY,
        grade_when="never",
    )
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.scores() == [100]
    assert "could not be sent" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_change_wakes_the_worker(school: School) -> None:
    worker = GradeWorker()
    worker.start()
    try:
        school.hand_in("pupil", GLOBALIST, NOBODY)
        until(lambda: bool(school.item.history))
        until(lambda: not ResourceLink.objects.exclude(claimed_until=None).exists())
    finally:
        changes_committed.disconnect(worker.wake)
    assert school.scores() == [100]


def test_a_column_is_created_where_there_is_none(school: School) -> None:
    school.course.line_items.clear()
    school.course.links[0].line_item = None
    school.grading(line_item="", points=10)
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    (school.item,) = school.course.line_items
    assert (school.item.label, school.item.score_maximum) == ("Headlines", 10)
    assert school.item.link is school.course.links[0]
    assert school.scores() == [10]
    school.link.refresh_from_db()
    assert school.link.line_item == school.platform.line_item_url(school.course, school.item)


def test_a_column_that_the_platform_has_for_the_link_is_found(school: School) -> None:
    school.grading(line_item="")
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.course.line_items == [school.item]
    assert school.scores() == [100]


def test_a_new_column_is_called_like_the_exercise_if_the_link_has_no_name(school: School) -> None:
    school.course.line_items.clear()
    school.course.links[0].line_item = None
    school.grading(line_item="", title="")
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    (item,) = school.course.line_items
    assert item.label == school.round.text.article.title


def test_the_name_of_a_new_column_is_not_too_long_for_open_edx(school: School) -> None:
    school.course.line_items.clear()
    school.course.links[0].line_item = None
    school.grading(line_item="", title="x" * 200)
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    (item,) = school.course.line_items
    assert item.label == "x" * 100


def test_where_no_column_can_be_created_grades_wait_for_one(school: School) -> None:
    school.grading(line_item="", scopes=[names.SCORE_SCOPE])
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert school.platform.requests == []
    school.grading(line_item=school.platform.line_item_url(school.course, school.item))
    deliver_due()
    assert school.scores() == [100]


def test_a_column_that_cannot_be_created_is_a_failure_of_every_grade(school: School) -> None:
    school.grading(line_item="")
    school.hand_in("pupil", GLOBALIST)
    school.hand_in("classmate", GLOBALIST)
    school.platform.fail("line-items", 403)
    deliver_due()
    assert set(Grade.objects.values_list("failures", flat=True)) == {MAX_FAILURES}
    send_again(school.world.teacher, school.link)
    deliver_due()
    assert len(school.item.history) == 2


def test_a_column_that_was_deleted_is_said_and_created_anew_when_somebody_asks(school: School) -> None:
    school.course.line_items.clear()
    school.course.links[0].line_item = None
    school.hand_in("pupil", GLOBALIST)
    school.hand_in("classmate", GLOBALIST, NOBODY)
    deliver_due()
    assert set(Grade.objects.values_list("failures", flat=True)) == {MAX_FAILURES}
    assert shown(school.grade().error) == COLUMN_GONE
    assert len(requests_to(school, "/scores")) == 1
    try_now()
    assert school.course.line_items == []
    send_again(school.world.teacher, school.link)
    deliver_due()
    (school.item,) = school.course.line_items
    assert school.scores("classmate") == [100]
    assert len(school.item.history) == 2


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/courses/1/line-items/2",
        "http://127.0.0.1:1/courses/1/line-items/2",
        "http://127.0.0.1@elsewhere.example/line-items/2",
        "//elsewhere.example/2",
        "http://[::1/2",
        "nonsense",
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_no_grade_and_no_token_goes_to_a_column_of_somebody_else(
    school: School, address: str, listed: bool
) -> None:
    if not listed:
        school.grading(line_items_url="")
    school.grading(line_item=address)
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert says(NOT_ITS_OWN, shown(school.grade().error))
    assert school.platform.requests == []


@pytest.mark.parametrize("column", ["", "https://[2"])
def test_a_gradebook_that_is_nowhere_is_said(school: School, column: str) -> None:
    school.grading(line_items_url="https://[1", line_item=column)
    school.hand_in("pupil", GLOBALIST, NOBODY)
    deliver_due()
    assert says(NOT_ITS_OWN, shown(school.grade().error))


def test_an_archived_class_waits(school: School) -> None:
    school.hand_in("pupil", GLOBALIST, NOBODY)
    archive_team(school.world.teacher, school.world.team)
    deliver_due()
    assert school.item.history == []
    unarchive_team(school.world.teacher, school.world.team)
    deliver_due()
    assert school.scores() == [100]


def test_nothing_is_due_without_work(school: School) -> None:
    deliver_due()
    assert (anything_due(), next_due()) == (False, None)
    Enrollment.objects.all().delete()
    deliver_due()
    assert school.platform.requests == []

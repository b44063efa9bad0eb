"""Which grade somebody gets, when: it tells no more than its owner, and the teachers of the course, may know."""

import pytest

from annotate.enums import Feedback, FeedbackTiming, RoundState
from lti.enums import GradeBy, GradeWhen
from lti.grading.rules import Exercise, GradingRule, NoGrade, Work, decide
from reports.feedback.scoring import AnnotatedSpan, Answer, score

TEXT = "Taxes fell by four per cent, and nobody should be surprised by that."
KEY = [Answer(0, 10, "factual-claim"), Answer(29, 57, "opinion")]
AT_ONCE = Exercise(RoundState.OPEN, Feedback.PERCENTAGE, FeedbackTiming.AT_ONCE)
ON_SUBMISSION = Exercise(RoundState.OPEN, Feedback.KEY, FeedbackTiming.ON_SUBMISSION)
ON_REVEAL = Exercise(RoundState.OPEN, Feedback.KEY, FeedbackTiming.ON_REVEAL)
NO_FEEDBACK = Exercise(RoundState.CLOSED, Feedback.NONE, FeedbackTiming.AT_ONCE)
REVEALED = Exercise(RoundState.REVEALED, Feedback.NONE, FeedbackTiming.ON_REVEAL)
TEACHER_TOO = Exercise(RoundState.OPEN, Feedback.KEY, FeedbackTiming.ON_SUBMISSION, blind_teacher=True)


def work(
    exercise: Exercise, *found: Answer, submitted: bool = True, over: bool = False, key=KEY, **more
) -> Work:
    """Work with the answers ``found`` highlighted."""
    spans = [AnnotatedSpan(answer.start, answer.end, answer.tag) for answer in found]
    result = (lambda: score(TEXT, spans, key)) if key else None
    return Work(exercise, submitted, len(spans), over or exercise.state != RoundState.OPEN, result, **more)


def rule(by: GradeBy, when: GradeWhen = GradeWhen.ON_HAND_IN, highlights: int = 4) -> GradingRule:
    return GradingRule(by, when, highlights)


def decision(by: GradeBy, *works: Work, when: GradeWhen = GradeWhen.ON_HAND_IN, before: bool = False):
    return decide(rule(by, when), works, before)


def test_by_the_key_it_is_the_score_of_the_feedback() -> None:
    assert decision(GradeBy.KEY, work(ON_SUBMISSION, *KEY)) == 1
    assert decision(GradeBy.KEY, work(ON_SUBMISSION, KEY[0])) == pytest.approx(2 / 3)
    assert decision(GradeBy.KEY, work(ON_SUBMISSION)) == 0, "handed in with nothing in it"


def test_for_handing_in_it_is_everything_and_by_number_a_part() -> None:
    assert decision(GradeBy.HAND_IN, work(ON_REVEAL)) == 1
    assert decision(GradeBy.HIGHLIGHTS, work(ON_REVEAL, *KEY)) == 0.5
    assert decision(GradeBy.HIGHLIGHTS, work(ON_REVEAL, *KEY), work(ON_REVEAL, *KEY, *KEY)) == 1


@pytest.mark.parametrize("by", [GradeBy.KEY, GradeBy.HAND_IN, GradeBy.HIGHLIGHTS])
@pytest.mark.parametrize("when", list(GradeWhen))
def test_who_has_not_begun_gets_no_grade_rather_than_no_points(by: GradeBy, when: GradeWhen) -> None:
    assert decision(by, work(REVEALED, submitted=False), when=when) == NoGrade.NOT_BEGUN
    assert decision(by, when=when) == NoGrade.NOT_BEGUN, "takes part in nothing"


@pytest.mark.parametrize("by", [GradeBy.KEY, GradeBy.HAND_IN, GradeBy.HIGHLIGHTS])
def test_on_hand_in_a_draft_gets_none(by: GradeBy) -> None:
    draft = work(AT_ONCE, *KEY, submitted=False)
    assert decision(by, draft) == NoGrade.NOT_HANDED_IN
    assert decision(by, work(AT_ONCE, *KEY), draft) == NoGrade.NOT_HANDED_IN, "of two articles"
    assert decision(by, draft, before=True).clears, "handed in and withdrawn"


def test_on_closing_it_waits_until_nobody_can_change_the_work_and_counts_drafts() -> None:
    when = GradeWhen.ON_CLOSING
    assert decision(GradeBy.HAND_IN, work(AT_ONCE, *KEY), when=when) == NoGrade.BEFORE_CLOSING
    assert decision(GradeBy.HAND_IN, work(AT_ONCE, *KEY, over=True), when=when) == 1
    two = work(AT_ONCE, *KEY, over=True), work(AT_ONCE, *KEY)
    assert decision(GradeBy.KEY, *two, when=when) == NoGrade.BEFORE_CLOSING
    draft = work(AT_ONCE, *KEY, over=True, submitted=False)
    assert decision(GradeBy.KEY, draft, when=when) == 1
    assert decision(GradeBy.HAND_IN, draft, when=when) == NoGrade.NOT_HANDED_IN


def test_on_reveal_it_waits_for_the_reveal() -> None:
    closed = Exercise(RoundState.CLOSED, Feedback.KEY, FeedbackTiming.AT_ONCE)
    assert decision(GradeBy.KEY, work(closed, *KEY), when=GradeWhen.ON_REVEAL) == NoGrade.BEFORE_REVEAL
    assert decision(GradeBy.KEY, work(REVEALED, *KEY), when=GradeWhen.ON_REVEAL) == 1


@pytest.mark.parametrize("when", [GradeWhen.ON_CLOSING, GradeWhen.ON_REVEAL])
def test_what_was_sent_once_follows_each_change(when: GradeWhen) -> None:
    assert decision(GradeBy.HAND_IN, work(AT_ONCE, *KEY), when=when, before=True) == 1


@pytest.mark.parametrize("exercise", [ON_REVEAL, NO_FEEDBACK])
@pytest.mark.parametrize("when", [GradeWhen.ON_HAND_IN, GradeWhen.ON_CLOSING])
@pytest.mark.parametrize("before", [False, True])
def test_by_the_key_it_waits_for_the_feedback(exercise: Exercise, when: GradeWhen, before: bool) -> None:
    found = decision(GradeBy.KEY, work(exercise, *KEY, over=True), when=when, before=before)
    assert found == NoGrade.BEFORE_FEEDBACK
    assert not found.clears, "what is in the gradebook stays"
    mixed = decision(
        GradeBy.KEY, work(AT_ONCE, *KEY, over=True), work(exercise, over=True), when=when, before=before
    )
    assert mixed == NoGrade.BEFORE_FEEDBACK, "of two articles"


def test_a_draft_gets_no_feedback_on_submission_and_no_grade_by_the_key() -> None:
    draft = work(ON_SUBMISSION, *KEY, submitted=False, over=True)
    assert decision(GradeBy.KEY, draft, when=GradeWhen.ON_CLOSING) == NoGrade.BEFORE_FEEDBACK


@pytest.mark.parametrize("exercise", [REVEALED, AT_ONCE, ON_SUBMISSION])
def test_with_the_feedback_or_the_reveal_it_comes(exercise: Exercise) -> None:
    assert decision(GradeBy.KEY, work(exercise, *KEY)) == 1


def test_a_teacher_who_highlights_too_learns_no_numbers_before_the_reveal() -> None:
    assert decision(GradeBy.KEY, work(TEACHER_TOO, *KEY)) == NoGrade.TEACHER_HIGHLIGHTS
    assert decision(GradeBy.HIGHLIGHTS, work(TEACHER_TOO, *KEY)) == NoGrade.TEACHER_HIGHLIGHTS
    assert decision(GradeBy.HAND_IN, work(TEACHER_TOO, *KEY)) == 1, "who has handed in is known"


def test_a_score_set_by_hand_wins_and_waits_for_no_feedback() -> None:
    assert decision(GradeBy.KEY, work(ON_REVEAL, *KEY, override=0.25)) == 0.25
    assert decision(GradeBy.KEY, work(ON_REVEAL, key=None, override=0.25)) == 0.25, "without a key"
    assert decision(GradeBy.HAND_IN, work(ON_REVEAL, override=0.25)) == 1


def test_several_articles_weigh_as_much_as_they_have_answers_and_highlights() -> None:
    one, other = work(AT_ONCE, *KEY), work(AT_ONCE, key=[KEY[0]])
    assert decision(GradeBy.KEY, one, other) == pytest.approx(4 / 5)
    by_hand = work(AT_ONCE, key=[KEY[0]], override=1.0)
    assert decision(GradeBy.KEY, one, by_hand) == 1
    assert decision(GradeBy.KEY, one, work(ON_REVEAL, KEY[0], key=None)) == 1, (
        "one without a key does not count"
    )


def test_without_a_key_there_is_no_score() -> None:
    found = decision(GradeBy.KEY, work(REVEALED, *KEY, key=None))
    assert found == NoGrade.NO_KEY
    assert found.clears

"""Whether somebody gets a grade, when, and which. Pure.

A grade is seen by its owner and by everybody who teaches the course, so it tells no more than they may know:

- By answer key, it waits until its owner gets feedback. Where an exercise gives none, it waits for the reveal.
- By answer key or number of highlights, in an exercise that hides highlights in which a teacher highlights, too, it
  waits for the reveal: the teacher must not learn before how others do.
- A score that a teacher has set by hand is known to its owner, and waits for neither.

Work that nobody began gets no grade, rather than none of the points: that is up to the platform.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotate.enums import Feedback, FeedbackTiming, RoundState, feedback_now
from lti.enums import GradeBy, GradeWhen
from reports.feedback.scoring import ScoringResult, combined_score


class NoGrade(StrEnum):
    """Why there is no grade, or none yet."""

    NOT_BEGUN = "not begun"
    NOT_HANDED_IN = "not handed in"
    NO_KEY = "no key"
    BEFORE_CLOSING = "before closing"
    BEFORE_REVEAL = "before the reveal"
    BEFORE_FEEDBACK = "before feedback"
    TEACHER_HIGHLIGHTS = "a teacher highlights, too"

    @property
    def clears(self) -> bool:
        """Return whether a grade that was sent earlier counts no more; otherwise it stays until there is another."""
        return self in (NoGrade.NOT_BEGUN, NoGrade.NOT_HANDED_IN, NoGrade.NO_KEY)


@dataclass(frozen=True, slots=True)
class GradingRule:
    """How a link is graded. So many ``highlights`` earn all points."""

    by: GradeBy
    when: GradeWhen
    highlights: int = 1


@dataclass(frozen=True, slots=True)
class Exercise:
    """The settings of an exercise, as somebody's grade depends on them.

    ``blind_teacher``: it hides highlights, and a teacher highlights in it.
    """

    state: RoundState
    feedback: Feedback
    feedback_when: FeedbackTiming
    blind_teacher: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody did in an exercise. ``is_over``: they can no longer change it.

    ``result`` compares it with the answer key, and is None if there is none. ``override`` is the score (0..1) that a
    teacher set instead.
    """

    exercise: Exercise
    submitted: bool
    highlights: int
    is_over: bool
    result: Callable[[], ScoringResult] | None = None
    override: float | None = None
    comment: str = ""

    @property
    def revealed(self) -> bool:
        """Return whether everybody may see everything."""
        return self.exercise.state == RoundState.REVEALED

    @property
    def has_score(self) -> bool:
        """Return whether there is a score."""
        return self.result is not None or self.override is not None

    @property
    def gets_feedback(self) -> bool:
        """Return whether its owner may know the score now."""
        exercise = self.exercise
        given = feedback_now(exercise.feedback, exercise.feedback_when, exercise.state, self.submitted)
        return self.revealed or self.override is not None or given != Feedback.NONE


def decide(rule: GradingRule, works: Sequence[Work], sent_before: bool) -> float | NoGrade:
    """Return the score (0..1) that somebody should have now for these works, or why they should have none.

    ``sent_before``: they have had one, and get each change at once.
    """
    if not any(work.submitted or work.highlights for work in works):
        return NoGrade.NOT_BEGUN
    if not all(work.submitted for work in works) and (
        rule.by == GradeBy.HAND_IN or rule.when == GradeWhen.ON_HAND_IN
    ):
        return NoGrade.NOT_HANDED_IN
    if rule.by == GradeBy.KEY and not any(work.has_score for work in works):
        return NoGrade.NO_KEY
    too_early = _too_early(rule, works, sent_before)
    return too_early or _score(rule, works)


def _too_early(rule: GradingRule, works: Sequence[Work], sent_before: bool) -> NoGrade | None:
    if not sent_before:
        if rule.when == GradeWhen.ON_CLOSING and not all(work.is_over for work in works):
            return NoGrade.BEFORE_CLOSING
        if rule.when == GradeWhen.ON_REVEAL and not all(work.revealed for work in works):
            return NoGrade.BEFORE_REVEAL
    if rule.by == GradeBy.HAND_IN:
        return None
    if any(work.exercise.blind_teacher for work in works):
        return NoGrade.TEACHER_HIGHLIGHTS
    if rule.by == GradeBy.KEY and not all(work.gets_feedback for work in works if work.has_score):
        return NoGrade.BEFORE_FEEDBACK
    return None


def _score(rule: GradingRule, works: Sequence[Work]) -> float | NoGrade:
    if rule.by == GradeBy.HAND_IN:
        return 1.0
    if rule.by == GradeBy.HIGHLIGHTS:
        return min(1.0, sum(work.highlights for work in works) / rule.highlights)
    scored = [work for work in works if work.has_score]
    if len(scored) == 1 and scored[0].override is not None:
        return scored[0].override
    results = [work.result() if work.result else ScoringResult((), 0, work.highlights) for work in scored]
    score = combined_score(results, [work.override for work in scored])
    return NoGrade.NO_KEY if score is None else score

"""The score of a reader over all articles of an assignment, for whoever gets feedback on one of them."""

from dataclasses import dataclass

from annotate.access import answer_key_for_scoring, assigned_rounds, feedback_for, own_review
from annotate.enums import Feedback
from annotate.models import Assignment, Round
from people.models import User
from reports.feedback.actions import score_work
from reports.feedback.scoring import combined_score


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The score of one article; None if it has no answer key."""

    number: int
    round: Round
    score: float | None

    @property
    def percent(self) -> int | None:
        """Return the score as a whole percentage."""
        return None if self.score is None else round(100 * self.score)


@dataclass(frozen=True, slots=True)
class SetScore:
    """The score over all articles that have an answer key, and each one."""

    assignment: Assignment
    score: float | None
    articles: tuple[ArticleScore, ...]

    @property
    def percent(self) -> int | None:
        """Return the score as a whole percentage."""
        return None if self.score is None else round(100 * self.score)


def set_score(user: User, round_: Round) -> SetScore | None:
    """Return the score of ``user`` over the assignment of ``round_``; None for one article, or without feedback."""
    assignment = round_.assignment
    rounds = assigned_rounds(user, assignment) if assignment else []
    if assignment is None or len(rounds) < 2:
        return None
    rounds = [each for each in rounds if feedback_for(user, each) != Feedback.NONE]
    if round_ not in rounds:
        return None
    results, given, articles = [], [], []
    for number, each in enumerate(rounds, 1):
        key = list(answer_key_for_scoring(each))
        if not key:
            articles.append(ArticleScore(number, each, None))
            continue
        result, review = score_work(user, each, key), own_review(user, each)
        results.append(result)
        given.append(review.score if review else None)
        articles.append(ArticleScore(number, each, result.score if given[-1] is None else given[-1]))
    return SetScore(assignment, combined_score(results, given), tuple(articles))

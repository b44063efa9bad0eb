"""Load what the grades of a link are made of, in the same few queries for any number of people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from annotate.access import (
    annotation_spans,
    answer_keys_for_scoring,
    blind_managers,
    due_dates_in,
    invited_people,
    layers_for_grading,
    rounds_of_assignment,
)
from annotate.due_date import own_due_at, refusal
from annotate.enums import Feedback, FeedbackTiming, RoundState
from annotate.models import Layer, Round
from lti.enums import EnrollmentRole, GradeBy, GradeWhen
from lti.grading.rules import Exercise, GradingRule, Work
from lti.models import PlatformAccount, ResourceLink
from reports.feedback.actions import scoring_answers
from reports.feedback.scoring import AnnotatedSpan, Answer, score

# Results are kept: a change of one person's work does not compute everybody's anew.
_compared = lru_cache(maxsize=1000)(score)


@dataclass(frozen=True, slots=True)
class PersonWork:
    """What one person did in the exercises of a link in which they take part.

    ``visible_in`` is the first of these exercises in which they did something that it does not hide.
    """

    account: PlatformAccount
    works: tuple[Work, ...]
    comment: str
    visible_in: int | None

    @property
    def submitted(self) -> bool:
        """Return whether all of it is handed in."""
        return bool(self.works) and all(work.submitted for work in self.works)


def rule_of(link: ResourceLink) -> GradingRule:
    """Return how a link is graded."""
    return GradingRule(GradeBy(link.grade_by), GradeWhen(link.grade_when), max(1, link.highlights))


def rounds_of(link: ResourceLink) -> list[Round]:
    """Return the exercises that a link opens and that have begun, in their order."""
    if link.assignment:
        rounds = rounds_of_assignment(link.assignment)
    else:
        found = Round.objects.filter(pk=link.round_id)
        rounds = list(found.select_related("text__article__team", "codebook"))
    return [
        round_
        for round_ in rounds
        if round_.state != RoundState.DRAFT and round_.team_id == link.course.team_id
    ]


def graded_accounts(link: ResourceLink) -> list[PlatformAccount]:
    """Return the pupils of the course who are in its class, by name, also those whom the platform no longer lists."""
    accounts = PlatformAccount.objects.filter(
        enrollments__course=link.course,
        enrollments__role=EnrollmentRole.PUPIL,
        user__memberships__team=link.course.team_id,
    )
    return list(accounts.select_related("user").order_by("user__name", "pk"))


def load_works(link: ResourceLink, rounds: Sequence[Round], now: datetime) -> list[PersonWork]:
    """Return what everybody who is graded by this link has done in its exercises."""
    accounts = graded_accounts(link)
    loaded = _Loaded(rounds, accounts)
    return [loaded.person(account, now) for account in accounts]


class _Loaded:
    """The exercises of a link, and the work in them by exercise and person."""

    def __init__(self, rounds: Sequence[Round], accounts: Iterable[PlatformAccount]) -> None:
        people = [account.user_id for account in accounts]
        self.rounds = rounds
        self.by_reader: Mapping[tuple[int, int | None], Layer] = {
            (layer.round_id, layer.annotator_id): layer for layer in layers_for_grading(rounds, people)
        }
        self.spans: dict[int, list[AnnotatedSpan]] = defaultdict(list)
        for layer, *span in annotation_spans([layer.pk for layer in self.by_reader.values()]):
            self.spans[layer].append(AnnotatedSpan(*span))
        self.answers = _answers(rounds)
        self.due_dates = due_dates_in(rounds)
        self.invited = invited_people(rounds)
        blind = blind_managers(rounds)
        self.exercises = {round_.pk: _exercise(round_, round_.pk in blind) for round_ in rounds}

    def person(self, account: PlatformAccount, now: datetime) -> PersonWork:
        """Return the work of one person."""
        rounds = [round_ for round_ in self.rounds if self._takes_part(account, round_)]
        works = tuple(self._work(account.user_id, round_, now) for round_ in rounds)
        comments = [
            f"{round_.text.article.title}: {work.comment}" if len(rounds) > 1 else work.comment
            for round_, work in zip(rounds, works, strict=True)
            if work.comment
        ]
        begun = (
            round_.pk
            for round_, work in zip(rounds, works, strict=True)
            if not round_.hides and (work.submitted or work.highlights)
        )
        return PersonWork(account, works, "\n\n".join(comments), next(begun, None))

    def _takes_part(self, account: PlatformAccount, round_: Round) -> bool:
        invited = self.invited.get(round_.pk)
        return invited is None or account.user_id in invited or (round_.pk, account.user_id) in self.by_reader

    def _work(self, person: int, round_: Round, now: datetime) -> Work:
        due_at = own_due_at(round_.due_at, self.due_dates.get((round_.pk, person)))
        is_over = refusal(round_.state, due_at, now) is not None
        layer = self.by_reader.get((round_.pk, person))
        spans = tuple(sorted(self.spans.get(layer.pk, ()))) if layer else ()
        answers = self.answers.get(round_.pk)
        result = partial(_compared, round_.text.body, spans, answers) if answers else None
        review = getattr(layer, "review", None)
        return Work(
            self.exercises[round_.pk],
            layer is not None and layer.submitted_at is not None,
            len(spans),
            is_over,
            result,
            review.score if review else None,
            review.comment if review else "",
        )


def _answers(rounds: Iterable[Round]) -> dict[int, tuple[Answer, ...]]:
    keys = defaultdict(list)
    for annotation in answer_keys_for_scoring(rounds):
        keys[annotation.layer.round_id].append(annotation)
    return {pk: tuple(scoring_answers(rows)) for pk, rows in keys.items()}


def _exercise(round_: Round, blind_teacher: bool) -> Exercise:
    return Exercise(
        RoundState(round_.state),
        Feedback(round_.feedback),
        FeedbackTiming(round_.feedback_when),
        blind_teacher,
    )

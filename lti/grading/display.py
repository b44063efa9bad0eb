"""The grades of a link as its teachers see them: who has which, when it was sent, and why one was not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.annotations.leading import led_round_ids
from annotate.models import Round
from lti.enums import GradeBy, GradeWhen
from lti.grading.computing import MAX_FAILURES
from lti.grading.failures import shown
from lti.grading.forms import GRADE_BY, GRADE_WHEN
from lti.grading.line_items import can_send
from lti.grading.load import PersonWork, load_works, rounds_of, rule_of
from lti.grading.rules import NoGrade, decide
from lti.models import Enrollment, Grade, ResourceLink
from people.models import User
from people.permissions import Permission, has_permission

REASONS = {
    NoGrade.NOT_BEGUN: N_("not started"),
    NoGrade.NOT_HANDED_IN: N_("not handed in yet"),
    NoGrade.NO_KEY: N_("there is no answer key yet"),
    NoGrade.BEFORE_CLOSING: N_("follows when it is closed or the due date has passed"),
    NoGrade.BEFORE_REVEAL: N_("follows when the highlights are revealed"),
    NoGrade.BEFORE_FEEDBACK: N_("follows when pupils get their feedback"),
    NoGrade.TEACHER_HIGHLIGHTS: N_(
        "follows when the highlights are revealed, because a teacher highlights, too"
    ),
}


class Delivery(StrEnum):
    """How far the grade of a person is."""

    NONE = "none"
    WAITING = "waiting"
    SENT = "sent"
    RETRYING = "retrying"
    FAILED = "failed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class GradeRow:
    """The grade of one person. ``points`` is None if there is none; ``reason`` says why, or why it was not sent.

    ``round`` is the exercise in which others may see what they have done, None if there is none.
    """

    person: User
    round: int | None
    delivery: Delivery
    points: float | None
    reason: str
    comment: str
    sent_at: datetime | None
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkGrades:
    """The grades of a link. ``takes_grades``: the platform has a column for it, or lets us create one.

    ``hides_points``: the viewer may still highlight where everybody's highlights are hidden, and so sees no numbers.
    """

    rows: tuple[GradeRow, ...]
    counts: str
    when: str
    hides_points: bool
    is_graded: bool
    takes_grades: bool
    can_manage: bool

    @property
    def can_resend(self) -> bool:
        """Return whether there is a grade that can be sent again."""
        return self.takes_grades and any(
            row.delivery not in (Delivery.NONE, Delivery.LEFT) for row in self.rows
        )

    @property
    def failed(self) -> int:
        """Return how many grades are not sent any more until somebody asks for it."""
        return sum(row.delivery == Delivery.FAILED for row in self.rows)


def link_grades(user: User, link: ResourceLink) -> LinkGrades | None:
    """Return the grades of a link that opens something, for those who oversee its class; None for others."""
    team = link.course.team
    if not has_permission(user, Permission.OVERSEE_ROUNDS, team) or not (link.assignment_id or link.round_id):
        return None
    is_graded = link.grade_by != GradeBy.NONE
    rounds = rounds_of(link)
    rows = _rows(link, rounds) if is_graded else ()
    return LinkGrades(
        rows,
        str(dict(GRADE_BY)[GradeBy(link.grade_by)]),
        str(dict(GRADE_WHEN)[GradeWhen(link.grade_when)]),
        _hides_points(user, link, rounds),
        is_graded,
        can_send(link),
        has_permission(user, Permission.MANAGE_ROUND, team),
    )


def _hides_points(user: User, link: ResourceLink, rounds: list[Round]) -> bool:
    hiding = [round_ for round_ in rounds if round_.hides]
    return link.grade_by != GradeBy.HAND_IN and len(led_round_ids(user, hiding)) < len(hiding)


def _rows(link: ResourceLink, rounds: list[Round]) -> tuple[GradeRow, ...]:
    rule = rule_of(link)
    grades = {grade.account_id: grade for grade in Grade.objects.filter(link=link)}
    left = Enrollment.objects.filter(course=link.course, left_at__isnull=False)
    left_accounts = set(left.values_list("account", flat=True))
    rows = []
    for one in load_works(link, rounds, timezone.now()):
        grade = grades.get(one.account.pk)
        decision = decide(rule, one.works, sent_before=bool(grade and grade.sent))
        rows.append(_row(link, one, grade, decision, one.account.pk in left_accounts))
    return tuple(rows)


def _row(
    link: ResourceLink, one: PersonWork, grade: Grade | None, decision: float | NoGrade, has_left: bool
) -> GradeRow:
    delivery = _delivery(grade, decision, has_left)
    reason = _(REASONS[decision]) if isinstance(decision, NoGrade) else ""
    if grade and delivery in (Delivery.RETRYING, Delivery.FAILED):
        reason = shown(grade.error)
    has_grade = not isinstance(decision, NoGrade)
    return GradeRow(
        one.account.user,
        one.visible_in,
        delivery,
        round(decision * link.points, 2) if has_grade else None,  # type: ignore[operator]
        reason,
        one.comment if has_grade else "",
        grade.sent_at if grade else None,
        grade.next_try_at if grade and delivery == Delivery.RETRYING else None,
    )


def _delivery(grade: Grade | None, decision: float | NoGrade, has_left: bool) -> Delivery:
    if has_left:
        return Delivery.LEFT
    if grade is None or not grade.wanted:
        return Delivery.NONE if isinstance(decision, NoGrade) else Delivery.WAITING
    if grade.wanted == grade.sent:
        return Delivery.NONE if isinstance(decision, NoGrade) else Delivery.SENT
    if grade.failures >= MAX_FAILURES:
        return Delivery.FAILED
    return Delivery.RETRYING if grade.failures else Delivery.WAITING

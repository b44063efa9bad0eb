"""Set how a link is graded, and send its grades again."""

from django.db import transaction
from django.utils import timezone

from lti.grading.computing import later_than
from lti.grading.delivery import SENT_AGAIN
from lti.grading.failures import ColumnGone, stored
from lti.grading.rules import GradingRule
from lti.grading.worker import grade_worker
from lti.models import Grade, ResourceLink
from people.models import User
from people.permissions import Permission, check_permission


def set_grading(user: User, link: ResourceLink, rule: GradingRule, points: float) -> None:
    """Set what counts, when, and for how many points. Grades that were sent are sent anew as they are then."""
    check_permission(user, Permission.MANAGE_ROUND, link.course.team)
    ResourceLink.objects.filter(pk=link.pk).update(
        grade_by=rule.by, grade_when=rule.when, highlights=rule.highlights, points=points
    )
    transaction.on_commit(grade_worker.look_now)


@transaction.atomic
def send_again(user: User, link: ResourceLink, person: int | None = None) -> None:
    """Send the grades of a link again, also those that were given up; with ``person`` the grade of this user only.

    If its column is gone, another is looked for or created.
    """
    check_permission(user, Permission.MANAGE_ROUND, link.course.team)
    now = timezone.now()
    grades = Grade.objects.filter(link=link).exclude(wanted="")
    if grades.filter(error=stored(ColumnGone())).exists():
        ResourceLink.objects.filter(pk=link.pk).update(line_item="")
    if person is not None:
        grades = grades.filter(account__user__pk=person)
    for grade in grades.select_for_update():
        # With a later time, so that it replaces a grade that somebody entered in the platform.
        Grade.objects.filter(pk=grade.pk).update(
            sent=SENT_AGAIN,
            failures=0,
            error="",
            next_try_at=now,
            changed_at=later_than(grade.changed_at, now),
        )
    transaction.on_commit(grade_worker.look_now)

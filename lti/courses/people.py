"""People whom the platform no longer lists, and whom teachers have removed: who they are, and what becomes of them."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from lti.courses.erased import forget_erased
from lti.models import Course, Enrollment
from people.actions.teams import remove_member
from people.models import Membership, User
from people.permissions import Permission, check_permission


@dataclass(frozen=True)
class CoursePeople:
    """People of a course about whom a teacher decides: ``left`` are still in the class, ``removed`` are not.

    ``kept`` stay although the platform no longer lists them. Of those who were ``erased`` only the number is known.
    """

    left: list[Enrollment]
    kept: list[Enrollment]
    removed: list[Enrollment]
    erased: int


def course_people(course: Course) -> CoursePeople:
    """Return the people of a visible course about whom there is something to decide, by name."""
    members = _enrollments(course).filter(is_member=True, left_at__isnull=False)
    removed = _enrollments(course).filter(is_member=False, joined_at__isnull=False, left_at=None)
    return CoursePeople(
        list(members.filter(kept_at=None)),
        list(members.filter(kept_at__isnull=False)),
        list(removed),
        len(course.erased),
    )


def keep(user: User, course: Course, enrollment: Enrollment) -> None:
    """Let somebody stay in the class whom the platform no longer lists."""
    check_permission(user, Permission.REMOVE_MEMBERS, course.team)
    enrollment.kept_at = timezone.now()
    enrollment.save(update_fields=["kept_at"])


def remove(user: User, course: Course, enrollment: Enrollment) -> None:
    """Remove somebody from the class whom the platform no longer lists; their work stays.

    They are in it again as soon as the platform lists them again.
    """
    remove_member(user, course.team, enrollment.account.user)


@transaction.atomic
def remove_all_left(user: User, course: Course) -> int:
    """Remove everybody whom the platform no longer lists and who is not kept; return how many there were."""
    check_permission(user, Permission.REMOVE_MEMBERS, course.team)
    left = course_people(course).left
    for enrollment in left:
        remove(user, course, enrollment)
    return len(left)


def let_in_again(user: User, course: Course, enrollment: Enrollment) -> None:
    """Let somebody whom a teacher removed come back: with their next launch, or when the roster is read."""
    check_permission(user, Permission.EDIT_TEAM, course.team)
    enrollment.joined_at = None
    enrollment.save(update_fields=["joined_at"])


def let_erased_in_again(user: User, course: Course) -> None:
    """Let everybody whose data was erased come back, as somebody new."""
    check_permission(user, Permission.EDIT_TEAM, course.team)
    forget_erased(course)


def _enrollments(course: Course) -> QuerySet[Enrollment]:
    memberships = Membership.objects.filter(team=course.team_id, user=OuterRef("account__user"))
    enrollments = course.enrollments.select_related("account__user").annotate(is_member=Exists(memberships))
    return enrollments.order_by("account__user__name", "pk")

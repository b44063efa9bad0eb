"""The list of a course's people as the platform has it: who is new, who has another role, and who has left."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotate.groups.actions import GroupsError
from lti.courses.accounts import find_or_create_account, keeps_name
from lti.courses.courses import enroll
from lti.courses.roster.groups import form_course_groups
from lti.courses.roster.service import fetch_groups, fetch_members
from lti.courses.roster.stored_errors import stored
from lti.enums import EnrollmentRole
from lti.errors import LaunchRefused, ServiceError
from lti.messages.roles import enrollment_role
from lti.messages.roster import Member
from lti.models import Course, Enrollment, PlatformAccount
from web.i18n.lazy_message import Message

# A list is read once in this time.
PAUSE = timedelta(minutes=5)
NOBODY = Message("The learning platform sent an empty list of the course’s people.")


def claim_roster(course: Course) -> bool:
    """Return whether the list of the course is to be read now, and by the caller."""
    if not course.memberships_url:
        return False
    now = timezone.now()
    # A time in the future comes from a clock that was set back.
    due = Q(roster_read_at=None) | Q(roster_read_at__lt=now - PAUSE) | Q(roster_read_at__gt=now)
    return bool(Course.objects.filter(due, pk=course.pk).update(roster_read_at=now))


def read_roster(pk: int) -> None:
    """Read the list of a course and take it over. What goes wrong is stored for its teachers to see."""
    courses = Course.objects.select_related("team", "deployment__platform")
    course = courses.filter(pk=pk, team__deleted_at=None, deployment__accepted_at__isnull=False).first()
    if course is None:
        return
    try:
        members, groups = fetch_members(course), fetch_groups(course)
        if not any(member.is_active for member in members):
            raise ServiceError(NOBODY)
        take_over(course, members, groups)
    except (ServiceError, GroupsError) as error:
        course.roster_error = stored(error)
    else:
        course.roster_error = ""
    course.save(update_fields=["roster_error"])


def take_over(course: Course, members: Iterable[Member], groups: Mapping[str, str]) -> None:
    """Take over the list: add people, change their roles and groups, and note who is no longer in it.

    People without a name are added when they come, and may choose one then.
    """
    present = {
        enrollment.account.subject: enrollment
        for enrollment in course.enrollments.select_related("account__user", "account__platform")
    }
    active, inactive = set[str](), set[str]()
    for member in members:
        role = enrollment_role(member.roles)
        if role is None or not member.is_active:
            inactive.add(member.subject)
            continue
        active.add(member.subject)
        enrollment = present.get(member.subject)
        names = sorted({groups[group] for group in member.groups if group in groups})
        if enrollment and not course.groups_url:
            # What a launch has told of sections stays.
            names = enrollment.groups
        _take_over(course, member, role, names, enrollment)
    _note_who_left(course, active, inactive - active)
    form_course_groups(course)


def _take_over(
    course: Course, member: Member, role: EnrollmentRole, groups: list[str], enrollment: Enrollment | None
) -> None:
    if enrollment and _is_unchanged(enrollment, member, role, groups):
        return
    if not member.name and not enrollment and not _is_known(course, member):
        return
    try:
        with transaction.atomic():
            account = find_or_create_account(course.deployment.platform, member.subject, member.name, role)
            enrollment = enroll(course, account, role)
            enrollment.groups = groups
            enrollment.save(update_fields=["groups"])
    except LaunchRefused:
        # Removed or erased by a teacher, or new in an archived class: they stay out.
        return


def _is_unchanged(enrollment: Enrollment, member: Member, role: EnrollmentRole, groups: list[str]) -> bool:
    return (
        enrollment.role == role
        and enrollment.left_at is None
        and enrollment.joined_at is not None
        and enrollment.groups == groups
        and keeps_name(enrollment.account, member.name)
    )


def _is_known(course: Course, member: Member) -> bool:
    accounts = PlatformAccount.objects.filter(platform=course.deployment.platform, subject=member.subject)
    return accounts.exclude(user__name="").exists()


def _note_who_left(course: Course, active: Collection[str], inactive: Collection[str]) -> None:
    """Note which pupils the list has no longer, and which teachers it calls inactive.

    Administrators who help in a course are in no list, and stay.
    """
    left = [
        enrollment.pk
        for enrollment in course.enrollments.filter(left_at=None).select_related("account")
        if enrollment.account.subject not in active
        and (enrollment.role == EnrollmentRole.PUPIL or enrollment.account.subject in inactive)
    ]
    Enrollment.objects.filter(pk__in=left).update(left_at=timezone.now())

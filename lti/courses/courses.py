"""Courses and their classes: the first launch of a teacher creates the class, every launch says who is what in it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lti.courses.accounts import numbered_if_used
from lti.courses.erased import is_erased
from lti.enums import EnrollmentRole
from lti.errors import CourseNotOpened, LaunchRefused
from lti.messages.launch import Launch
from lti.messages.roles import enrollment_role
from lti.messages.sections import section_names
from lti.models import Course, Deployment, Enrollment, PlatformAccount
from people.actions.accounts import add_member, create_team
from people.models import Membership, Team
from people.names import names_in_use
from people.permissions import Role
from people.terms import Kind, term
from web.i18n.lazy_message import Message
from web.text.visible import one_line

ROLES = {
    EnrollmentRole.TEACHER: Role.OWNER,
    EnrollmentRole.ASSISTANT: Role.EDITOR,
    EnrollmentRole.PUPIL: Role.ANNOTATOR,
}
MAX_TEAM_NAME = Team._meta.get_field("name").max_length
NO_COURSE = Message(
    "Open Claimlight from a course: the learning platform did not say from which one you come."
)
NO_ROLE = Message(
    "The learning platform says that you neither teach nor learn in this course. If that is wrong, tell its teacher."
)
NOT_OPENED = Message(
    "Your teacher has to open this first. Tell them, and open it again from your course afterwards."
)
IN_BIN = Message("The class of this course has been deleted. Ask your teacher to restore it.")
REMOVED = Message(
    "You are no longer in this class. If that is a mistake, ask your teacher to let you in again."
)


@transaction.atomic
def enter_course(deployment: Deployment, launch: Launch, account: PlatformAccount) -> Enrollment:
    """Return the enrollment of whoever launches, who becomes a member of the class of the launch's own course.

    The first launch of a teacher creates the class. Whoever has no name yet becomes a member once they have chosen one.
    Raise ``CourseNotOpened`` before a teacher has come, or ``LaunchRefused``.
    """
    role = enrollment_role(launch.roles)
    if role is None:
        raise LaunchRefused(NO_ROLE)
    if not launch.context_id:
        raise LaunchRefused(NO_COURSE)
    course = _find(deployment, launch.context_id) or _create(deployment, launch, account, role)
    _update(course, launch)
    if course.team.deleted_at and role != EnrollmentRole.TEACHER:
        raise LaunchRefused(IN_BIN)
    enrollment = enroll(course, account, role)
    sections = section_names(launch.custom)
    if sections and not course.groups_url and enrollment.groups != sections:
        enrollment.groups = sections
        enrollment.save(update_fields=["groups"])
    return enrollment


def enroll(course: Course, account: PlatformAccount, role: EnrollmentRole) -> Enrollment:
    """Note that the platform says that somebody is in the course now, and make them a member as what they are.

    Raise ``LaunchRefused`` if a teacher removed or erased them here, or if the class is archived. Run in a transaction.
    """
    if is_erased(course, account):
        raise LaunchRefused(REMOVED)
    enrollment, _created = Enrollment.objects.get_or_create(
        course=course, account=account, defaults={"role": role}
    )
    if enrollment.left_at:
        # They come back. If a teacher has removed them meanwhile, that was because they had left.
        enrollment.left_at = enrollment.kept_at = None
        if not course.team.memberships.filter(user=account.user).exists():
            enrollment.joined_at = None
    enrollment.role = role
    enrollment.save(update_fields=["role", "left_at", "kept_at", "joined_at"])
    if not course.team.deleted_at:
        join_class(enrollment)
    return enrollment


def join_class(enrollment: Enrollment) -> None:
    """Give somebody who has a name the role in the class that they have in the course.

    Raise ``LaunchRefused`` if they are no longer in it, or if it is archived. Run in a transaction.
    """
    team, user, role = enrollment.course.team, enrollment.account.user, ROLES[EnrollmentRole(enrollment.role)]
    if not user.name:
        return
    # Two owners who become pupils at once would leave none.
    Team.all_objects.select_for_update().get(pk=team.pk)
    membership = team.memberships.filter(user=user).first()
    if membership is None:
        _add(enrollment, role)
    elif membership.role != role and not _is_last_owner(membership):
        add_member(team, user, role)
    if enrollment.joined_at is None:
        enrollment.joined_at = timezone.now()
        enrollment.save(update_fields=["joined_at"])


def _add(enrollment: Enrollment, role: Role) -> None:
    team, user = enrollment.course.team, enrollment.account.user
    if enrollment.joined_at:
        raise LaunchRefused(REMOVED)
    if team.archived_at and role == Role.ANNOTATOR:
        raise LaunchRefused(term("archived_join", team.kind))
    if user.email is None:
        name = numbered_if_used(names_in_use(team, but=user), user.name)
        if name != user.name:
            user.name = name
            user.save(update_fields=["name"])
    add_member(team, user, role)


def _is_last_owner(membership: Membership) -> bool:
    """Return whether the class has no other owner. Platforms let teachers look at a course as pupils."""
    owners = membership.team.memberships.filter(role=Role.OWNER)
    return membership.role == Role.OWNER and owners.count() < 2


def _find(deployment: Deployment, context_id: str) -> Course | None:
    courses = Course.objects.select_related("team", "deployment__platform")
    return courses.filter(deployment=deployment, context_id=context_id).first()


def _create(deployment: Deployment, launch: Launch, account: PlatformAccount, role: EnrollmentRole) -> Course:
    """Create the course and its class, once, however many teachers come at the same time."""
    if role != EnrollmentRole.TEACHER:
        raise CourseNotOpened(NOT_OPENED)
    Deployment.objects.select_for_update(no_key=True).get(pk=deployment.pk)
    if course := _find(deployment, launch.context_id):
        return course
    title = one_line(launch.context_title)
    name = title or _("Course of {name}").format(name=account.user.name)
    team = create_team(account.user, name[:MAX_TEAM_NAME], Kind.CLASS)
    return Course.objects.create(deployment=deployment, context_id=launch.context_id, title=title, team=team)


def _update(course: Course, launch: Launch) -> None:
    """Take over what the launch says of the course. The class keeps a name that a teacher has given it here."""
    title = one_line(launch.context_title)
    if title and title != course.title:
        Team.all_objects.filter(pk=course.team_id, name=course.title[:MAX_TEAM_NAME]).update(
            name=title[:MAX_TEAM_NAME]
        )
        course.title = title
    course.memberships_url = launch.memberships_url or course.memberships_url
    course.groups_url = launch.groups_url or course.groups_url
    if launch.grades:
        course.scopes = list(launch.grades.scopes)
        course.line_items_url = launch.grades.line_items
    course.save(update_fields=["title", "memberships_url", "groups_url", "scopes", "line_items_url"])

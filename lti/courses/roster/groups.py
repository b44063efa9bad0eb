"""The groups of a course as the platform has them become the groups of its exercises."""

from annotate.access import people_to_group, rounds_of_assignment
from annotate.enums import RoundMode
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Round
from lti.models import Course, ResourceLink
from people.models import User
from people.permissions import Permission, Role, has_permission


def has_course_groups(course: Course) -> bool:
    """Return whether the platform has told of groups of the course."""
    return course.enrollments.filter(left_at=None).exclude(groups=[]).exists()


def form_course_groups(course: Course) -> None:
    """Form the groups of the course in the exercises of its links in which people work in groups and have none yet."""
    if course.team.archived_at or not has_course_groups(course):
        return
    owner = course.team.memberships.filter(role=Role.OWNER).order_by("pk").select_related("user").first()
    if owner is None:
        return
    for link in course.links.select_related("assignment", "round__text__article"):
        round_ = _grouped_round(link)
        if round_ and not round_.groups.exists():
            take_course_groups(owner.user, course, round_)


def take_course_groups(user: User, course: Course, round_: Round) -> None:
    """Form the groups of the course in a round and its assignment; who is in none there is in none here.

    Raise PermissionRefused, or GroupsError if there are too many.
    """
    people = {person.pk for person in people_to_group(round_)}
    members: dict[str, list[int]] = {}
    for enrollment in course.enrollments.filter(left_at=None).select_related("account"):
        if enrollment.groups and enrollment.account.user_id in people:
            # Whoever is in several groups is in the first: nobody works in two.
            members.setdefault(enrollment.groups[0], []).append(enrollment.account.user_id)
    if members:
        set_groups(user, round_, [GroupInput(name, tuple(sorted(members[name]))) for name in sorted(members)])


def grouped_round(user: User, link: ResourceLink) -> Round | None:
    """Return the round of a visible link for which ``user`` may take the groups of the course now."""
    if not has_permission(user, Permission.MANAGE_ROUND, link.course.team):
        return None
    round_ = _grouped_round(link)
    return round_ if round_ and has_course_groups(link.course) else None


def _grouped_round(link: ResourceLink) -> Round | None:
    rounds = rounds_of_assignment(link.assignment) if link.assignment else [link.round] if link.round else []
    present = [round_ for round_ in rounds if round_.deleted_at is None]
    if present and present[0].mode == RoundMode.GROUPS and present[0].hides:
        return present[0]
    return None

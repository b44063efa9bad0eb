"""Links in courses: which exercises each opens. A copied course gets exercises of its own."""

from django.db import transaction

from lti.courses.copies import copy_for
from lti.courses.roster.background import read_roster_soon
from lti.enums import EnrollmentRole, GradeBy, GradeWhen
from lti.errors import LaunchRefused
from lti.messages.launch import Launch
from lti.models import Course, Placement, PlatformAccount, ResourceLink
from people.models import User
from web.i18n.lazy_message import Message
from web.text.visible import one_line

# The custom parameter in which the token of a placement travels.
PLACEMENT = "placement"
GRADING = ("grade_by", "grade_when", "highlights", "points")
NO_LINK = Message("The learning platform did not say which link you have opened. Tell its administrator.")


@transaction.atomic
def open_link(course: Course, launch: Launch, account: PlatformAccount) -> ResourceLink:
    """Return the link that a launch has opened in ``course``, with what it opens there.

    On its first launch, whoever comes, it gets the exercises that were chosen for it, in a copied course exercises of
    its own. What cannot be copied leaves the link without any, for a teacher to choose. If the platform had a teacher
    choose again, the link opens that instead. A teacher's launch also has the list of the course's people read. Raise
    ``LaunchRefused``.
    """
    if not launch.resource_link_id:
        raise LaunchRefused(NO_LINK)
    # Two first launches at once would make the exercises twice.
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    link, _created = ResourceLink.objects.get_or_create(
        course=course,
        resource_link_id=launch.resource_link_id,
        defaults={"grade_by": GradeBy.NONE, "grade_when": GradeWhen.ON_HAND_IN},
    )
    placement = _placement(course, launch)
    if placement and not course.team.deleted_at and _is_new(link, placement):
        _fill(link, placement, account.user)
    link.title = one_line(launch.resource_link_title) or link.title
    if launch.grades:
        link.line_items_url, link.scopes = launch.grades.line_items, list(launch.grades.scopes)
        link.line_item = launch.grades.line_item or link.line_item
    # The rest is written by those who grade, perhaps at this moment.
    link.save(update_fields=["title", "line_item", "line_items_url", "scopes"])
    if course.enrollments.filter(account=account).exclude(role=EnrollmentRole.PUPIL).exists():
        read_roster_soon(course)
    return link


def _placement(course: Course, launch: Launch) -> Placement | None:
    """Return what was chosen for the launched link, on this platform alone."""
    placements = Placement.objects.filter(platform=course.deployment.platform_id)
    related = placements.select_related("lesson", "assignment", "round", "created_by")
    return related.filter(token=launch.custom.get(PLACEMENT, "")).first()


def _is_new(link: ResourceLink, placement: Placement) -> bool:
    """Return whether the link opens nothing yet, or what was chosen before ``placement``."""
    if link.placement is None:
        is_empty = link.assignment_id is None and link.round_id is None
        return is_empty or placement.created_at > link.created_at
    return placement.created_at > link.placement.created_at


def _fill(link: ResourceLink, placement: Placement, user: User) -> None:
    """Give the link what was chosen for it, with the grading that was chosen. What cannot be copied changes nothing."""
    if placement.course_id == link.course_id:
        opens = placement.assignment, placement.round
    else:
        opens = copy_for(placement, link.course, user)
    if not any(opens):
        return
    link.placement, (link.assignment, link.round) = placement, opens
    for name in GRADING:
        setattr(link, name, getattr(placement, name))
    link.save(update_fields=["assignment", "round", "placement", *GRADING])

"""The only way to get courses and links of learning platforms."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lti.enums import EnrollmentRole
from lti.models import Course, ResourceLink
from people.models import User
from people.permissions import Permission, check_permission, load_roles, role_in_team

TEACHING = (EnrollmentRole.TEACHER, EnrollmentRole.ASSISTANT)
NO_SUCH_COURSE = N_("This course does not exist, or you do not teach in it.")
CLASS_DELETED = N_("The class of this course is in the bin. Whoever leads it can restore it.")
NO_SUCH_LINK = N_("This link does not exist, or you are not in its course.")


def get_taught_course(user: User, pk: int) -> Course:
    """Return a course with its class and platform, for somebody who teaches there and may set exercises.

    Raise Http404 if the platform no longer lists them as a teacher or an assistant, ``PermissionRefused`` if the class
    does not let them.
    """
    taught = Course.objects.filter(
        enrollments__account__user=user,
        enrollments__role__in=TEACHING,
        enrollments__left_at=None,
        deployment__accepted_at__isnull=False,
    )
    course = taught.select_related("team", "deployment__platform").filter(pk=pk).first()
    if course is None:
        raise Http404(_(NO_SUCH_COURSE))
    if course.team.deleted_at:
        raise Http404(_(CLASS_DELETED))
    check_permission(user, Permission.CREATE_ROUND, course.team)
    return course


def get_link(user: User, pk: int, permission: Permission = Permission.VIEW_TEAM) -> ResourceLink:
    """Return a link with its course, class, and what it opens.

    Raise Http404 for people outside the class, ``PermissionRefused`` without ``permission``.
    """
    load_roles(user)
    related = "course__team", "course__deployment__platform", "assignment", "round", "placement"
    link = ResourceLink.objects.select_related(*related).filter(pk=pk).first()
    if link is None or role_in_team(user, link.course.team_id) is None:
        raise Http404(_(NO_SUCH_LINK))
    check_permission(user, permission, link.course.team)
    return link

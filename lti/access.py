"""The only way to get platforms, which site administrators alone see, and their courses and links."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lti.enums import EnrollmentRole
from lti.errors import LaunchRefused
from lti.models import (
    Course,
    DeepLinkingRequest,
    Deployment,
    Enrollment,
    Platform,
    RegistrationLink,
    ResourceLink,
)
from people.digests import token_digest
from people.models import User
from people.permissions import Permission, check_permission, is_site_admin, load_roles, role_in_team
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

TEACHING = (EnrollmentRole.TEACHER, EnrollmentRole.ASSISTANT)
NO_SUCH_COURSE = N_("This course does not exist, or you do not teach in it.")
CLASS_DELETED = N_("The class of this course is in the bin. Whoever leads it can restore it.")
NO_SUCH_REQUEST = Message("This choice is over. Open Claimlight from the course again.")
NO_SUCH_LINK = N_("This link does not exist, or you are not in its course.")
UNKNOWN_PLATFORM = Message(
    "Claimlight does not know this learning platform (issuer “{issuer}”, client ID “{client_id}”). The "
    "administrator of this site has to connect it first."
)
SEVERAL_REGISTRATIONS = Message(
    "The learning platform “{issuer}” is connected several times, and did not say which of its client IDs it uses. "
    "Tell its administrator."
)
# Characters of what a platform sent that an error shows.
SHOWN = 200


def check_site_admin(user: Any) -> None:
    """Raise ``Http404`` unless ``user`` is an administrator of this site."""
    if not is_site_admin(user):
        raise Http404(_("This page does not exist."))


def list_platforms(user: Any) -> QuerySet[Platform]:
    """Return the platforms by name, each with the number of its ``courses`` and of its ``waiting`` deployments."""
    check_site_admin(user)
    return Platform.objects.annotate(
        courses=Count("deployments__courses", distinct=True),
        waiting=Count("deployments", filter=Q(deployments__accepted_at=None), distinct=True),
    ).order_by("name", "pk")


def get_platform(user: Any, pk: int) -> Platform:
    """Return a platform; raise ``Http404`` if there is none with this key or ``user`` is no site administrator."""
    check_site_admin(user)
    platform = Platform.objects.filter(pk=pk).first()
    if platform is None:
        raise Http404(_("This learning platform does not exist."))
    return platform


def get_deployment(platform: Platform, pk: int) -> Deployment:
    """Return a deployment of a visible platform; raise ``Http404`` if there is none with this key."""
    deployment = platform.deployments.filter(pk=pk).first()
    if deployment is None:
        raise Http404(_("This deployment does not exist."))
    return deployment


def get_registration_link(token: str) -> RegistrationLink:
    """Return the link with this token, also if it is used or has expired; raise ``Http404`` if there is none."""
    link = (
        RegistrationLink.objects.filter(digest=token_digest(token))
        .select_related("created_by", "platform")
        .first()
    )
    if link is None:
        raise Http404(_("This address does not exist. Copy it again, as a whole."))
    return link


def is_open(link: RegistrationLink) -> bool:
    """Return whether a platform may still register by this link."""
    return link.platform_id is None and link.expires_at > timezone.now() and is_site_admin(link.created_by)


def platform_for_login(issuer: str, client_id: str) -> Platform:
    """Return the platform of a login. ``client_id`` may be empty if the issuer is registered once.

    Raise ``LaunchRefused`` if no platform, or more than one, is meant.
    """
    platforms = Platform.objects.filter(issuer=issuer)
    if client_id:
        platforms = platforms.filter(client_id=client_id)
    candidates = platforms.order_by("pk")[:2]
    if not candidates:
        raise LaunchRefused(
            UNKNOWN_PLATFORM.format(issuer=issuer[:SHOWN], client_id=client_id[:SHOWN] or "–")
        )
    if len(candidates) > 1:
        raise LaunchRefused(SEVERAL_REGISTRATIONS.format(issuer=issuer[:SHOWN]))
    return candidates[0]


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


def get_deep_linking_request(user: User, key: str) -> DeepLinkingRequest:
    """Return what a platform asked ``user`` for, with the course, while it can be answered and they teach there.

    Raise Http404, or ``PermissionRefused`` if the class does not let them.
    """
    valid = DeepLinkingRequest.objects.filter(user=user, expires_at__gt=timezone.now())
    request = valid.filter(key=key).first()
    if request is None:
        raise Http404(translate(NO_SUCH_REQUEST))
    request.course = get_taught_course(user, request.course_id)
    return request


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


def get_course(user: User, pk: int, permission: Permission) -> Course:
    """Return a course with its class and platform.

    Raise Http404 for people outside the class, ``PermissionRefused`` without ``permission``.
    """
    load_roles(user)
    course = Course.objects.select_related("team", "deployment__platform").filter(pk=pk).first()
    if course is None or role_in_team(user, course.team_id) is None:
        raise Http404(_(NO_SUCH_COURSE))
    check_permission(user, permission, course.team)
    return course


def get_enrollment(course: Course, pk: int) -> Enrollment:
    """Return somebody in a visible course; raise Http404 if there is nobody with this key."""
    enrollment = course.enrollments.select_related("account__user").filter(pk=pk).first()
    if enrollment is None:
        raise Http404(_("This person is not in the course."))
    return enrollment


def get_link_of_nameless(user: User, pk: int) -> ResourceLink:
    """Return a link in a course of somebody who has no name yet, and so is no member of its class.

    Raise Http404 for people outside the course.
    """
    own = ResourceLink.objects.filter(course__enrollments__account__user=user, course__team__deleted_at=None)
    link = own.select_related("course__team", "assignment", "round").filter(pk=pk).first()
    if link is None:
        raise Http404(_(NO_SUCH_LINK))
    return link

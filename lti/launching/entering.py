"""From a verified launch to the page that it opens, signed in, in the platform's frame or in a tab."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_supported_language_variant

from lti.access import TEACHING
from lti.courses.accounts import account_for
from lti.courses.courses import NO_ROLE, enter_course
from lti.courses.destinations import path_for
from lti.courses.links import open_link
from lti.embedding.backends import PLATFORM_BACKEND
from lti.embedding.sessions import EARLIER_COOKIE, set_session_cookie, start_session
from lti.embedding.tickets import ticket_path
from lti.errors import LaunchRefused
from lti.grading.submission_review import review_path
from lti.grading.worker import grade_worker
from lti.launching.deployments import accepted_deployment
from lti.linking.requests import begin_choosing
from lti.messages import names
from lti.messages.launch import Launch
from lti.messages.roles import enrollment_role
from lti.models import Deployment, Enrollment, Platform, ResourceLink
from lti.registering.actions import learn_from_launch
from people.models import User
from web.http.embedded import with_prefix
from web.i18n.lazy_message import Message

NOT_A_TEACHER = Message("Only those who teach in the course can choose what it opens.")
# Values of Sec-Fetch-Dest for pages inside another one.
FRAMES = ("iframe", "frame", "embed", "object")


def enter(
    request: HttpRequest, platform: Platform, launch: Launch, *, keeps_cookies: bool = True
) -> HttpResponse:
    """Sign in whoever launches and redirect to what the launch opens.

    If the browser may not keep cookies of frames (``keeps_cookies``), the next page looks whether it has. Raise
    ``LaunchRefused``.
    """
    deployment = accepted_deployment(platform, launch.deployment_id)
    learn_from_launch(platform, launch)
    enrollment, link = _enroll(deployment, launch)
    # Without what was read of the memberships before they were there.
    user = User.objects.get(pk=enrollment.account.user_id)
    if not is_in_frame(request, launch):
        login(request, user, backend=PLATFORM_BACKEND)
        return redirect(_path(user, launch, enrollment, link))
    earlier = request.COOKIES.get(EARLIER_COOKIE, "")
    session = start_session(user, platform, _language(launch.locale), earlier)
    path = _path(user, launch, enrollment, link)
    if not keeps_cookies:
        ticket = ticket_path(user, path).rstrip("/").rpartition("/")[2]
        path = reverse("lti:arrive", args=[ticket])
    response = redirect(with_prefix(path))
    set_session_cookie(response, session)
    return response


def is_in_frame(request: HttpRequest, launch: Launch) -> bool:
    """Return whether the page is shown in a frame: as the browser says, or else the platform."""
    destination = request.headers.get("Sec-Fetch-Dest")
    if destination is None:
        return launch.document_target != "window"
    return destination in FRAMES


@transaction.atomic
def _enroll(deployment: Deployment, launch: Launch) -> tuple[Enrollment, ResourceLink | None]:
    """Return who launches in which course, and the link; whoever is refused leaves nothing behind."""
    role = enrollment_role(launch.roles)
    if role is None:
        raise LaunchRefused(NO_ROLE)
    account = account_for(deployment.platform, launch, role)
    enrollment = enter_course(deployment, launch, account)
    if launch.message_type == names.DEEP_LINKING:
        if role not in TEACHING:
            raise LaunchRefused(NOT_A_TEACHER)
        return enrollment, None
    return enrollment, open_link(enrollment.course, launch, account)


def _path(user: User, launch: Launch, enrollment: Enrollment, link: ResourceLink | None) -> str:
    """Return the path of the page that the launch opens; a request to choose is kept."""
    if link is None:
        return begin_choosing(user, enrollment.course, launch.deep_linking)
    # A launch may bring the column of the gradebook that grades wait for.
    grade_worker.look_now()
    if launch.message_type == names.SUBMISSION_REVIEW:
        return review_path(user, link, launch.for_user)
    return path_for(user, link)


def _language(locale: str) -> str:
    """Return the language of this site that is meant by a platform's locale; empty if it is none."""
    try:
        return get_supported_language_variant(locale.replace("_", "-").lower() or "-")
    except LookupError:
        return ""

"""Deep linking requests: each is kept until it is answered, or half a day has passed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from lti.errors import LaunchRefused
from lti.messages.launch import DeepLinkingSettings
from lti.messages.origins import web_origin
from lti.models import Course, DeepLinkingRequest
from lti.registering.products import ONE_LINK_AT_A_TIME
from people.models import User
from web.i18n.lazy_message import Message
from web.values import is_storable

VALID_FOR = timedelta(hours=12)
# Characters.
MAX_DATA = 100_000
NO_RETURN = Message(
    "The learning platform did not say where Claimlight should send your choice. Tell its administrator."
)
NO_LINKS = Message(
    "The learning platform asks for something else here than a link to an exercise. Choose Claimlight where activities "
    "or external tools are added to the course."
)
BAD_DATA = Message(
    "The learning platform sent data that Claimlight cannot send back. Tell its administrator."
)


def begin_choosing(user: User, course: Course, settings: DeepLinkingSettings) -> str:
    """Keep the request of a verified launch of ``user``; return the path of the page to choose on.

    Raise ``LaunchRefused`` if nothing could be sent back.
    """
    try:
        web_origin(settings.return_url)
    except ValueError:
        raise LaunchRefused(NO_RETURN) from None
    if not settings.accepts_links:
        raise LaunchRefused(NO_LINKS)
    if settings.data is not None and (len(settings.data) > MAX_DATA or not is_storable(settings.data)):
        raise LaunchRefused(BAD_DATA)
    takes_one = course.deployment.platform.product in ONE_LINK_AT_A_TIME
    request = DeepLinkingRequest.objects.create(
        user=user,
        course=course,
        return_url=settings.return_url,
        data=settings.data,
        accepts_line_items=settings.accepts_line_items,
        accepts_several=settings.accepts_several and not takes_one,
        expires_at=timezone.now() + VALID_FOR,
    )
    return reverse("lti:choose", args=[request.key])


def delete_expired_requests() -> None:
    """Delete the requests that nobody can answer any more."""
    DeepLinkingRequest.objects.filter(expires_at__lte=timezone.now()).delete()

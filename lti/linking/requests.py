"""Deep linking requests: the session of the teacher keeps each until it is answered."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django.urls import reverse

from lti.errors import LaunchRefused
from lti.messages.launch import DeepLinkingSettings
from lti.messages.origins import web_origin
from lti.models import Course
from web.i18n.lazy_message import Message

SESSION_KEY = "deep_linking"
# A teacher may have several courses open. The oldest requests are forgotten first.
MAX_REQUESTS = 8
# Characters.
MAX_DATA = 100_000
OVER = Message("This choice is over. Open Claimlight from the course again.")
NO_RETURN = Message(
    "The learning platform did not say where Claimlight should send your choice. Tell its administrator."
)
NO_LINKS = Message(
    "The learning platform asks for something else here than a link to an exercise. Choose Claimlight where activities "
    "or external tools are added to the course."
)
TOO_MUCH_DATA = Message("The learning platform sent more data than Claimlight can send back.")


@dataclass(frozen=True, slots=True)
class DeepLinkingRequest:
    """A platform asks what a teacher wants to add to a course. ``answered`` says that an answer was sent."""

    id: str
    course: int
    settings: DeepLinkingSettings
    answered: bool = False


def begin_choosing(session: Any, course: Course, settings: DeepLinkingSettings) -> str:
    """Remember the request of a verified launch in the teacher's session; return the path of the page to choose on.

    Raise ``LaunchRefused`` if nothing could be sent back.
    """
    try:
        web_origin(settings.return_url)
    except ValueError:
        raise LaunchRefused(NO_RETURN) from None
    if not settings.accepts_links:
        raise LaunchRefused(NO_LINKS)
    if len(settings.data or "") > MAX_DATA:
        raise LaunchRefused(TOO_MUCH_DATA)
    request_id = uuid4().hex
    kept = list(session.get(SESSION_KEY, {}).items())[1 - MAX_REQUESTS :]
    session[SESSION_KEY] = dict(kept) | {request_id: {"course": course.pk, "settings": asdict(settings)}}
    return reverse("lti:choose", args=[request_id])


def find_request(session: Any, request_id: str) -> DeepLinkingRequest | None:
    """Return a request that the session keeps; None if it keeps none with this id."""
    kept = session.get(SESSION_KEY, {}).get(request_id)
    if kept is None:
        return None
    settings = DeepLinkingSettings(**kept["settings"])
    return DeepLinkingRequest(request_id, kept["course"], settings, kept.get("answered", False))


def mark_answered(session: Any, request: DeepLinkingRequest) -> None:
    """Note that an answer to a request was sent: it takes no other."""
    kept = session[SESSION_KEY]
    session[SESSION_KEY] = kept | {request.id: kept[request.id] | {"answered": True}}

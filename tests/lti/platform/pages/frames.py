"""Pages that show the tool in a frame, or go to it: a link, choosing links, and somebody's work."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.lti.platform import names
from tests.lti.platform.courses import Course, Person
from tests.lti.platform.http import Refused, Request, Response, route
from tests.lti.platform.login import form_page, initiation, self_submitting_form
from tests.lti.platform.messages import Message
from tests.lti.platform.pages.layout import page
from tests.lti.platform.services.registration import registration_address
from tests.lti.platform.signing_in import signed_in

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

STORAGE = Path(__file__).with_name("storage.js").read_text()
CLOSING = """
addEventListener("message", ({ data }) => {
  if (data.subject === "org.imsglobal.lti.close") document.body.textContent = "Registered";
});
"""


@route("GET", "/courses/{}/links/{}")
def link(platform: "LearningPlatform", request: Request, course_id: str, link_id: str) -> Response:
    """A link, in a frame; with ``in=window``, in the whole window."""
    course = platform.course(course_id)
    chosen = next(link for link in course.links if link.id == link_id)
    person, in_frame = _member(platform, request, course), request.query.get("in") != "window"
    return _tool(platform, Message(course, person, chosen, in_frame=in_frame))


@route("GET", "/courses/{}/choose")
def choose(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """Deep linking, in a frame."""
    course = platform.course(course_id)
    return _tool(platform, Message(course, _member(platform, request, course), None, names.DEEP_LINKING))


@route("GET", "/courses/{}/links/{}/work/{}")
def work(
    platform: "LearningPlatform", request: Request, course_id: str, link_id: str, person_id: str
) -> Response:
    """Somebody's work, in a frame: Submission Review."""
    course, whose = platform.course(course_id), platform.person(person_id)
    chosen = next(link for link in course.links if link.id == link_id)
    person = _member(platform, request, course)
    return _tool(platform, Message(course, person, chosen, names.SUBMISSION_REVIEW, whose))


@route("GET", "/storage")
def storage(platform: "LearningPlatform", _request: Request) -> Response:
    """The frame that stores data for the tool."""
    return page("Storage", f"<script>{_storage_script(platform)}</script>")


@route("GET", "/register")
def register(platform: "LearningPlatform", request: Request) -> Response:
    """Where an administrator registers the tool whose address is ``tool``: in a frame."""
    address = registration_address(platform, request.query["tool"])
    frame = '<iframe class="tool" name="tool"></iframe>'
    script = f"document.querySelector('iframe').src = {json.dumps(address)};{CLOSING}"
    return page("Register a tool", f"{frame}<script>{script}</script>")


def _member(platform: "LearningPlatform", request: Request, course: Course) -> Person:
    person = signed_in(platform, request)
    if not any(member.person is person for member in course.members):
        raise Refused(403, "not in this course")
    return person


def _tool(platform: "LearningPlatform", message: Message) -> Response:
    parameters = initiation(platform, message)
    if not message.in_frame:
        return Response(form_page(platform.tool.login_url, parameters).encode())
    frames = '<iframe class="tool" name="tool"></iframe>'
    script = _storage_script(platform)
    if platform.storage_target not in ("", "_parent"):
        frames += f'<iframe name="{platform.storage_target}" src="/storage" hidden></iframe>'
        script = ""
    form = self_submitting_form(platform.tool.login_url, parameters, "tool")
    return page(message.course.title, f"{frames}<script>{script}</script>{form}")


def _storage_script(platform: "LearningPlatform") -> str:
    if not platform.storage_target:
        return ""
    address = urlsplit(platform.tool.launch_url)
    origin, target = json.dumps(f"{address.scheme}://{address.netloc}"), json.dumps(platform.storage_target)
    return f"const toolOrigin = {origin}, storageTarget = {target};\n{STORAGE}"

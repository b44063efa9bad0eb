"""What a tool sends back from deep linking: Deep Linking 2.0, 4.5. Its links, and their line items, are created."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import jwt

from tests.lti.platform import names
from tests.lti.platform.courses import Course, Link
from tests.lti.platform.http import Refused, Request, Response, route

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform


@route("POST", "/courses/{}/deep-links")
def deep_links(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """Create the chosen links, and lead the page around the frame to the course."""
    course = platform.course(course_id)
    links = take_response(platform, course, request.form().get("JWT", ""))
    script = f"top.location = '/courses/{course.id}'"
    return Response(f"<!doctype html><p>{len(links)} added.</p><script>{script}</script>".encode())


def take_response(platform: "LearningPlatform", course: Course, token: str) -> list[Link]:
    """Create the links of a response. Raise ``Refused`` if it is not from the tool, or not for this course."""
    claims = read_response(platform, token)
    expected = {
        names.MESSAGE_TYPE: names.DEEP_LINKING_RESPONSE,
        names.VERSION: "1.3.0",
        names.DEPLOYMENT_ID: platform.deployment_id,
        names.DATA: f"request-for-{course.id}",
    }
    for name, value in expected.items():
        if claims.get(name) != value:
            raise Refused(400, f"{name} must be {value}")
    if claims["nonce"] in platform.used_nonces:
        raise Refused(400, "this response has been used")
    platform.used_nonces.add(claims["nonce"])
    items = claims.get(names.CONTENT_ITEMS, [])
    if len(items) > 1 and not platform.accepts_several:
        raise Refused(400, "only one item was asked for")
    return [_link(platform, course, item) for item in items]


def read_response(platform: "LearningPlatform", token: str) -> dict[str, Any]:
    """Return the claims of a response that the tool has signed."""
    try:
        return jwt.decode(
            token,
            platform.tool_key(jwt.get_unverified_header(token).get("kid")),
            algorithms=["RS256"],
            audience=platform.issuer,
            issuer=platform.client_id,
            options={"require": ["iss", "aud", "iat", "exp", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise Refused(401, f"not a valid response: {error}") from error


def _link(platform: "LearningPlatform", course: Course, item: Mapping[str, Any]) -> Link:
    if item.get("type") != "ltiResourceLink":
        raise Refused(400, "only ltiResourceLink was asked for")
    custom = item.get("custom", {})
    if not all(isinstance(value, str) for value in custom.values()):
        raise Refused(400, "custom parameters must be texts")
    link = Link(item.get("title", "Link"), item.get("url", platform.tool.launch_url), custom=custom)
    course.links.append(link)
    described = item.get("lineItem")
    if described and platform.accepts_line_items:
        if described["scoreMaximum"] <= 0:
            raise Refused(400, "scoreMaximum must be above 0")
        line_item = course.add_line_item(described.get("label", link.title), described["scoreMaximum"], link)
        line_item.resource_id, line_item.tag = described.get("resourceId", ""), described.get("tag", "")
        line_item.review = described.get("submissionReview")
    return link

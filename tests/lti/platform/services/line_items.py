"""Line items, the columns of a gradebook: Assignment and Grade Services 2.0, 3.2."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.lti.platform import names
from tests.lti.platform.courses import Course, LineItem
from tests.lti.platform.http import (
    Refused,
    Request,
    Response,
    as_json,
    require_accept,
    require_content,
    route,
)
from tests.lti.platform.services.access_tokens import require_scope

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

ITEM = "application/vnd.ims.lis.v2.lineitem+json"
CONTAINER = "application/vnd.ims.lis.v2.lineitemcontainer+json"
READ = (names.LINE_ITEM_SCOPE, names.LINE_ITEM_READ_SCOPE)


@route("GET", "/courses/{}/line-items")
def line_items(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """The line items that the tool may use, filtered as the specification says."""
    require_scope(platform, request, *READ)
    require_accept(request, CONTAINER)
    course = gradebook_of(platform, request, course_id)
    rows = [as_line_item(platform, course, item) for item in course.line_items]
    for parameter, member in (
        ("resource_link_id", "resourceLinkId"), ("resource_id", "resourceId"), ("tag", "tag"),
    ):  # fmt: skip
        if parameter in request.query:
            rows = [row for row in rows if row.get(member) == request.query[parameter]]
    return as_json(rows, content_type=CONTAINER)


@route("POST", "/courses/{}/line-items")
def create_line_item(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """Add a line item."""
    require_scope(platform, request, names.LINE_ITEM_SCOPE)
    require_content(request, ITEM)
    course = gradebook_of(platform, request, course_id)
    item = read_line_item(course, request.json())
    course.line_items.append(item)
    return as_json(as_line_item(platform, course, item), 201, ITEM)


@route("GET", "/courses/{}/line-items/{}")
def line_item(platform: "LearningPlatform", request: Request, course_id: str, item_id: str) -> Response:
    """One line item."""
    require_scope(platform, request, *READ)
    require_accept(request, ITEM)
    course = gradebook_of(platform, request, course_id)
    return as_json(as_line_item(platform, course, item_of(course, item_id)), content_type=ITEM)


@route("PUT", "/courses/{}/line-items/{}")
def change_line_item(
    platform: "LearningPlatform", request: Request, course_id: str, item_id: str
) -> Response:
    """Change a line item; its link stays."""
    require_scope(platform, request, names.LINE_ITEM_SCOPE)
    require_content(request, ITEM)
    course = gradebook_of(platform, request, course_id)
    item, changed = item_of(course, item_id), read_line_item(course, request.json())
    item.label, item.score_maximum = changed.label, changed.score_maximum
    item.resource_id, item.tag = changed.resource_id, changed.tag
    return as_json(as_line_item(platform, course, item), content_type=ITEM)


@route("DELETE", "/courses/{}/line-items/{}")
def delete_line_item(
    platform: "LearningPlatform", request: Request, course_id: str, item_id: str
) -> Response:
    """Delete a line item."""
    require_scope(platform, request, names.LINE_ITEM_SCOPE)
    course = gradebook_of(platform, request, course_id)
    item = item_of(course, item_id)
    course.line_items.remove(item)
    if item.link:
        item.link.line_item = None
    return Response(status=204)


def gradebook_of(platform: "LearningPlatform", request: Request, course_id: str) -> Course:
    """Return the course whose gradebook the address is; some platforms tell tools apart in its query."""
    if request.query.get("type_id") != "1":
        raise Refused(404, "this is not the address that the message gave")
    return platform.course(course_id)


def item_of(course: Course, item_id: str) -> LineItem:
    """Return a line item of the course."""
    for item in course.line_items:
        if item.id == item_id:
            return item
    raise Refused(404, "no such line item")


def as_line_item(platform: "LearningPlatform", course: Course, item: LineItem) -> dict[str, Any]:
    """Return a line item as the service describes it."""
    row = {
        "id": platform.line_item_url(course, item),
        "scoreMaximum": item.score_maximum,
        "label": item.label,
        "resourceId": item.resource_id,
        "tag": item.tag,
        "resourceLinkId": item.link.id if item.link else "",
    }
    return {name: value for name, value in row.items() if value != ""}


def read_line_item(course: Course, row: Mapping[str, Any]) -> LineItem:
    """Return the line item that the tool describes. Raise ``Refused`` if it lacks what it must have."""
    label, maximum = row.get("label"), row.get("scoreMaximum")
    if not isinstance(label, str) or not label.strip():
        raise Refused(400, "label must be a text that is not blank")
    if isinstance(maximum, bool) or not isinstance(maximum, int | float) or maximum <= 0:
        raise Refused(400, "scoreMaximum must be a number above 0")
    item = LineItem(label, maximum, resource_id=row.get("resourceId", ""), tag=row.get("tag", ""))
    if link_id := row.get("resourceLinkId"):
        item.link = next((link for link in course.links if link.id == link_id), None)
        if not item.link:
            raise Refused(404, "resourceLinkId must be of a link in the course")
        item.link.line_item = item.link.line_item or item
    return item

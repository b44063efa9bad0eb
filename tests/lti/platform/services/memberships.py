"""The roster of a course (Names and Role Provisioning Services 2.0), and its groups (Course Groups Service 1.0)."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.lti.platform import names
from tests.lti.platform.courses import Course, Member
from tests.lti.platform.http import Refused, Request, Response, as_json, require_accept, route
from tests.lti.platform.services.access_tokens import require_scope

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

CONTAINER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
GROUPS = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"


@route("GET", "/courses/{}/memberships")
def memberships(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """One page of the roster; ``role`` filters it and ``limit`` makes its pages shorter."""
    require_scope(platform, request, names.MEMBERSHIP_SCOPE)
    require_accept(request, CONTAINER)
    course = platform.course(course_id)
    role = request.query.get("role")
    members = [member for member in course.members if not role or role in _both_names(member.roles)]
    size = min(int(request.query.get("limit") or platform.page_size), platform.page_size)
    start = int(request.query.get("from") or 0)
    if start < 0 or size < 1:
        raise Refused(400, "limit and from are positive")
    body = {
        "id": platform.memberships_url(course),
        "context": context(course),
        "members": [_member(platform, member) for member in members[start : start + size]],
    }
    return as_json(
        body, content_type=CONTAINER, **_links(platform, course, request, start + size, len(members))
    )


@route("GET", "/courses/{}/groups")
def groups(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """The groups of the course, whose ids its members' enrollments name."""
    require_scope(platform, request, names.GROUP_SCOPE)
    require_accept(request, GROUPS)
    course = platform.course(course_id)
    titles = sorted({title for member in course.members for title in member.groups})
    body = {
        "id": platform.groups_url(course),
        "context": context(course),
        "groups": [{"id": group_id(title), "name": title} for title in titles],
    }
    return as_json(body, content_type=GROUPS)


def context(course: Course) -> dict[str, str]:
    """Return how a course is named in services."""
    return {"id": course.id, "label": course.title[:12], "title": course.title}


def group_id(title: str) -> str:
    """Return the id of a group."""
    return f"group-{title}"


def _member(platform: "LearningPlatform", member: Member) -> dict[str, Any]:
    person = member.person
    row: dict[str, Any] = {"user_id": person.id, "status": member.status, "roles": list(member.roles)}
    row |= person.claims()
    if platform.groups:
        row["group_enrollments"] = [{"group_id": group_id(title)} for title in member.groups]
    return row


def _both_names(roles: Any) -> set[str]:
    """Return roles by their full names and, for those in the course, by the short ones."""
    return {*roles, *(role.removeprefix(names.COURSE_ROLE) for role in roles)}


def _links(
    platform: "LearningPlatform", course: Course, request: Request, start: int, count: int
) -> dict[str, str]:
    address = platform.memberships_url(course)
    kept = {name: value for name, value in request.query.items() if name != "from"}
    links = [f'<{address}?{urlencode(kept | {"from": 0})}>; rel="first"']
    if start < count:
        links.append(f'<{address}?{urlencode(kept | {"from": start})}>; rel="next"')
    return {"Link": ", ".join(links)}

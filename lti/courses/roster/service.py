"""Ask a platform for the members and groups of a course, page by page."""

from typing import Any
from urllib.parse import urljoin

from lti.errors import ServiceError
from lti.messages.names import GROUPS_SCOPE, ROSTER_SCOPE
from lti.messages.origins import web_origin
from lti.messages.roster import (
    GROUPS_TYPE,
    MEMBERS_TYPE,
    Member,
    next_page,
    parse_groups,
    parse_members,
)
from lti.models import Course
from lti.security.http import PlatformResponse
from lti.security.services import call
from web.i18n.lazy_message import Message

MAX_PAGES, MAX_MEMBERS = 100, 5_000
REFUSED = Message("The learning platform does not tell Claimlight who is in the course (HTTP {status}).")
TOO_MANY = Message("More than {most} people are in the course. Claimlight takes them in when they come.")
ELSEWHERE = Message("The learning platform sent the address of another site for the people of the course.")


def fetch_members(course: Course) -> list[Member]:
    """Return all members of a course. Raise ``ServiceError``."""
    members: list[Member] = []
    for page in _pages(course, ROSTER_SCOPE, course.memberships_url, MEMBERS_TYPE):
        members += parse_members(page)
        if len(members) > MAX_MEMBERS:
            raise ServiceError(TOO_MANY.format(most=MAX_MEMBERS))
    return members


def fetch_groups(course: Course) -> dict[str, str]:
    """Return the names of the groups of a course by their ids, none if the platform has no groups.

    Raise ``ServiceError``.
    """
    groups: dict[str, str] = {}
    if course.groups_url:
        for page in _pages(course, GROUPS_SCOPE, course.groups_url, GROUPS_TYPE):
            groups |= parse_groups(page)
    return groups


def _pages(course: Course, scope: str, url: str, accept: str) -> list[Any]:
    """Return the pages from ``url`` on, which all are on the site that the launch has named."""
    origin, pages = _origin(url), []
    while url and len(pages) < MAX_PAGES:
        response = _get(course, scope, url, accept)
        pages.append(response.json())
        following = next_page(response.headers.get("Link", ""))
        url = urljoin(url, following) if following else ""
        if url and _origin(url) != origin:
            raise ServiceError(ELSEWHERE)
    return pages


def _get(course: Course, scope: str, url: str, accept: str) -> PlatformResponse:
    response = call(course.deployment.platform, (scope,), "GET", url, accept=accept)
    if not response.ok:
        raise ServiceError(REFUSED.format(status=str(response.status)))
    return response


def _origin(url: str) -> str:
    try:
        return web_origin(url)
    except ValueError:
        raise ServiceError(ELSEWHERE) from None

"""Ask a platform for the members and groups of a course, page by page."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lti.errors import ServiceError
from lti.messages.names import GROUPS_SCOPE, ROSTER_SCOPE
from lti.messages.origins import web_origin
from lti.messages.roster import (
    GROUPS_TYPE,
    MALFORMED,
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

MAX_PAGES, MAX_MEMBERS, MAX_GROUPS = 100, 5_000, 5_000
# For all pages: the lists of other courses wait meanwhile.
SECONDS = 120
REFUSED = Message("The learning platform does not tell Claimlight who is in the course (HTTP {status}).")
TOO_MANY = Message("More than {most} people are in the course. Claimlight takes them in when they come.")
ELSEWHERE = Message("The learning platform sent the address of another site for the people of the course.")
TOO_SLOW = Message("The learning platform took too long to send the list of the course’s people.")


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
            if len(groups) > MAX_GROUPS:
                raise ServiceError(MALFORMED)
    return groups


def _pages(course: Course, scope: str, url: str, accept: str) -> Iterator[Any]:
    """Yield the pages from ``url`` on, which all are on the site that the launch has named."""
    origin, until = _origin(url), time.monotonic() + SECONDS
    for _page in range(MAX_PAGES):
        response = _get(course, scope, url, accept)
        yield response.json()
        url = _next(url, response.headers.get("Link", ""))
        if not url:
            return
        if _origin(url) != origin:
            raise ServiceError(ELSEWHERE)
        if time.monotonic() > until:
            raise ServiceError(TOO_SLOW)
    # Part of a list would say of the others that they have left.
    raise ServiceError(TOO_MANY.format(most=MAX_MEMBERS))


def _next(url: str, header: str) -> str:
    """Return the address of the page after ``url``; empty on the last page."""
    following = next_page(header)
    try:
        return urljoin(url, following) if following else ""
    except ValueError:
        raise ServiceError(ELSEWHERE) from None


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

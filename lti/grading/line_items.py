"""The column of a link in the platform's gradebook: checking that it is the platform's, finding it, creating it.

Assignment and Grade Services 2.0, 3.2.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lti.errors import ServiceError
from lti.grading.failures import ColumnGone, Rejected
from lti.messages.names import LINE_ITEM_SCOPE, REVIEWABLE, SCORE_SCOPE
from lti.models import Platform, ResourceLink
from lti.security.services import call
from web.i18n.lazy_message import Message

LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
GONE = (404, 410)
# One link has one column, and few platforms list more than are asked for.
MAX_LISTED, MAX_ADDRESS = 1000, 1000
# Characters. Open edX refuses longer ones.
MAX_LABEL = 100
NOT_ITS_OWN = Message(
    "The column of the gradebook is not at the address of this learning platform. Tell its administrator."
)
NO_ADDRESS = Message(
    "The learning platform created a column without saying where it is. Tell its administrator."
)


def can_send(link: ResourceLink) -> bool:
    """Return whether the platform takes grades for this link: it has a column, or one can be created."""
    creates = LINE_ITEM_SCOPE in link.scopes and bool(link.line_items_url)
    return SCORE_SCOPE in link.scopes and (bool(link.line_item) or creates)


def ensure_line_item(link: ResourceLink) -> None:
    """Find or create the column of a link that has none. Raise ``ServiceError`` if there is none afterwards.

    The caller has claimed the link, so that no other process creates a second one.
    """
    if not link.line_item:
        _check_own(link, link.line_items_url)
        link.line_item = _find(link) or _create(link)
        ResourceLink.objects.filter(pk=link.pk).update(line_item=link.line_item)
    _check_own(link, link.line_item)


def check_exists(link: ResourceLink) -> None:
    """Raise ``ColumnGone`` if the platform says that it does not have the link's column any more."""
    if LINE_ITEM_SCOPE in link.scopes:
        response = call(_platform(link), (LINE_ITEM_SCOPE,), "GET", link.line_item, accept=LINE_ITEM)
        if response.status in GONE:
            raise ColumnGone


def scores_url(line_item: str) -> str:
    """Return where scores of a column go: ``/scores`` is added to its path, before the query (3.4.1)."""
    parts = urlsplit(line_item)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/scores", fragment=""))


def _find(link: ResourceLink) -> str:
    """Return the address of the column that the platform has for this link, empty if there is none."""
    url = _with_query(link.line_items_url, resource_link_id=link.resource_link_id)
    response = call(_platform(link), (LINE_ITEM_SCOPE,), "GET", url, accept=LINE_ITEMS)
    if not response.ok:
        raise Rejected(response)
    listed = response.json()
    items = listed[:MAX_LISTED] if isinstance(listed, list) else []
    own = [item for item in items if _is_of(link, item)]
    own.sort(key=lambda item: item.get("resourceId") != _resource_id(link))
    return _address(link, own[0]) if own else ""


def _create(link: ResourceLink) -> str:
    body = {
        "scoreMaximum": link.points,
        "label": link.name[:MAX_LABEL],
        "resourceId": _resource_id(link),
        "resourceLinkId": link.resource_link_id,
        "submissionReview": REVIEWABLE,
    }
    response = call(
        _platform(link),
        (LINE_ITEM_SCOPE,),
        "POST",
        link.line_items_url,
        body=body,
        content_type=LINE_ITEM,
        accept=LINE_ITEM,
    )
    if not response.ok:
        raise Rejected(response)
    return _address(link, response.json())


def _is_of(link: ResourceLink, item: Any) -> bool:
    return isinstance(item, dict) and item.get("resourceLinkId") == link.resource_link_id


def _address(link: ResourceLink, item: Any) -> str:
    address = item.get("id") if isinstance(item, dict) else None
    if not isinstance(address, str) or not address.isprintable() or not 0 < len(address) <= MAX_ADDRESS:
        raise ServiceError(NO_ADDRESS)
    _check_own(link, address)
    return address


def _check_own(link: ResourceLink, address: str) -> None:
    """Raise ``ServiceError`` unless the address is at the platform's: its token must go nowhere else."""
    platform = _platform(link)
    own = {_origin(link.line_items_url)} if link.line_items_url else _origins(platform)
    if _origin(address) not in own - {""}:
        raise ServiceError(NOT_ITS_OWN)


def _origins(platform: Platform) -> set[str]:
    urls = (platform.issuer, platform.auth_url, platform.token_url, platform.keyset_url, *platform.origins)
    return {_origin(url) for url in urls} - {""}


def _origin(url: str) -> str:
    """Return scheme, host and port of an address; empty if it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname and port else ""


def _with_query(url: str, **values: str) -> str:
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *values.items()]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _resource_id(link: ResourceLink) -> str:
    """Return what this column is called among ours, for platforms that have several for one link."""
    return f"claimlight-{link.pk}"


def _platform(link: ResourceLink) -> Platform:
    return link.course.deployment.platform

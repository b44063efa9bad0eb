"""What a platform says in a launch, as one value. Pure: the signature is checked elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lti.errors import LaunchRefused
from lti.messages import names
from web.i18n.lazy_message import Message

MESSAGE_TYPES = (names.RESOURCE_LINK, names.DEEP_LINKING, names.SUBMISSION_REVIEW)
# The type of content that Claimlight adds to a course.
DEEP_LINK = "ltiResourceLink"
MAX_ID = 255
WRONG_VERSION = Message("The learning platform uses another version of LTI. Claimlight needs LTI 1.3.")
UNKNOWN_MESSAGE = Message("The learning platform sent a message that Claimlight does not know: {type}.")
MISSING = Message("The learning platform sent a launch without “{claim}”. Tell its administrator.")
MALFORMED = Message("The learning platform sent a launch with an invalid “{claim}”. Tell its administrator.")


@dataclass(frozen=True, slots=True)
class GradeServices:
    """Where grades go: the gradebook of the course, and the column of the link. Empty strings if there is none."""

    scopes: tuple[str, ...] = ()
    line_items: str = ""
    line_item: str = ""


@dataclass(frozen=True, slots=True)
class DeepLinkingSettings:
    """Where the chosen links go, what the platform takes, and ``data`` that goes back unchanged."""

    return_url: str
    data: str | None = None
    accepts_line_items: bool = True
    accepts_several: bool = False
    accepts_links: bool = True


@dataclass(frozen=True, slots=True)
class Launch:
    """A launch. Ids are of at most MAX_ID characters; ``subject`` is empty for anonymous launches, which we refuse."""

    message_type: str
    deployment_id: str
    subject: str
    target_url: str
    roles: frozenset[str] = frozenset()
    name: str = ""
    locale: str = ""
    context_id: str = ""
    context_title: str = ""
    resource_link_id: str = ""
    resource_link_title: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    grades: GradeServices | None = None
    memberships_url: str = ""
    groups_url: str = ""
    deep_linking: DeepLinkingSettings | None = None
    for_user: str = ""
    return_url: str = ""
    # "iframe", "window" or "frame"; empty if the platform does not say.
    document_target: str = ""
    product: str = ""


def parse_launch(claims: Mapping[str, Any]) -> Launch:
    """Return the launch that verified ``claims`` make up. Raise ``LaunchRefused`` if one is missing or malformed."""
    if claims.get(names.VERSION_CLAIM) != names.VERSION:
        raise LaunchRefused(WRONG_VERSION)
    message_type = claims.get(names.MESSAGE_TYPE_CLAIM)
    if message_type not in MESSAGE_TYPES:
        raise LaunchRefused(UNKNOWN_MESSAGE.format(type=str(message_type)[:60]))
    context = _object(claims, names.CONTEXT_CLAIM)
    resource_link = _object(claims, names.RESOURCE_LINK_CLAIM)
    presentation = _object(claims, names.PRESENTATION_CLAIM)
    if message_type == names.RESOURCE_LINK and "id" not in resource_link:
        raise LaunchRefused(MISSING.format(claim="resource_link"))
    return Launch(
        message_type=message_type,
        deployment_id=_required(claims, names.DEPLOYMENT_CLAIM, "deployment_id"),
        subject=_id(claims, "sub"),
        target_url=_text(claims, names.TARGET_CLAIM, 2000),
        roles=frozenset(_texts(claims.get(names.ROLES_CLAIM), "roles")),
        name=person_name(claims),
        locale=_text(claims, "locale", 40) or _text(presentation, "locale", 40),
        context_id=_id(context, "id"),
        context_title=_text(context, "title", 200) or _text(context, "label", 200),
        resource_link_id=_id(resource_link, "id"),
        resource_link_title=_text(resource_link, "title", 200),
        custom=_custom(_object(claims, names.CUSTOM_CLAIM)),
        grades=_grades(_object(claims, names.GRADES_CLAIM)),
        memberships_url=_text(_object(claims, names.ROSTER_CLAIM), "context_memberships_url", 1000),
        groups_url=_text(_object(claims, names.GROUPS_CLAIM), "context_groups_url", 1000),
        deep_linking=_deep_linking(claims) if message_type == names.DEEP_LINKING else None,
        for_user=_id(_object(claims, names.FOR_USER_CLAIM), "user_id"),
        return_url=_text(presentation, "return_url", 2000),
        document_target=_text(presentation, "document_target", 20),
        product=_text(_object(claims, names.PLATFORM_CLAIM), "product_family_code", 80),
    )


def _object(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = claims.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise LaunchRefused(MALFORMED.format(claim=name.rpartition("/")[2]))
    return value


def _text(claims: Mapping[str, Any], name: str, most: int) -> str:
    """Return a text, cut to ``most`` characters; empty if it is missing or null."""
    value = claims.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise LaunchRefused(MALFORMED.format(claim=name.rpartition("/")[2]))
    return value[:most]


def _id(claims: Mapping[str, Any], name: str) -> str:
    """Return an id, which is never cut: two ids that begin alike are not the same."""
    value = _text(claims, name, MAX_ID + 1)
    if len(value) > MAX_ID:
        raise LaunchRefused(MALFORMED.format(claim=name))
    return value


def _required(claims: Mapping[str, Any], name: str, label: str) -> str:
    value = _id(claims, name)
    if not value:
        raise LaunchRefused(MISSING.format(claim=label))
    return value


def _texts(value: Any, label: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LaunchRefused(MALFORMED.format(claim=label))
    return value


def person_name(claims: Mapping[str, Any]) -> str:
    """Return a person's name as the platform sends it, else made of its parts; empty if it sends none."""
    parts = (_text(claims, "given_name", 120), _text(claims, "family_name", 120))
    return _text(claims, "name", 240) or " ".join(part for part in parts if part)


def _custom(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the custom parameters that are texts; platforms also send numbers and unexpanded variables."""
    return {name: str(value)[:2000] for name, value in values.items() if isinstance(value, str | int)}


def _grades(endpoint: Mapping[str, Any]) -> GradeServices | None:
    if not endpoint:
        return None
    return GradeServices(
        tuple(_texts(endpoint.get("scope"), "scope")),
        _text(endpoint, "lineitems", 1000),
        _text(endpoint, "lineitem", 1000),
    )


def _deep_linking(claims: Mapping[str, Any]) -> DeepLinkingSettings:
    settings = _object(claims, names.DEEP_LINKING_SETTINGS_CLAIM)
    return_url = _text(settings, "deep_link_return_url", 2000)
    if not return_url:
        raise LaunchRefused(MISSING.format(claim="deep_link_return_url"))
    data = settings.get("data")
    if data is not None and not isinstance(data, str):
        raise LaunchRefused(MALFORMED.format(claim="data"))
    # As in Deep Linking 2.0, 4.4.1: line items are taken unless the platform says otherwise.
    return DeepLinkingSettings(
        return_url,
        data,
        settings.get("accept_lineitem") is not False,
        settings.get("accept_multiple") is True,
        DEEP_LINK in (_texts(settings.get("accept_types"), "accept_types") or (DEEP_LINK,)),
    )

"""The claims of the messages that a platform sends: LTI Core 1.3, Deep Linking 2.0, Submission Review 1.0."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.lti.platform import names
from tests.lti.platform.courses import Course, Link, Person

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

REMOVED = object()
LIFETIME = 300


@dataclass(eq=False)
class Message:
    """A message that waits for its browser to log in at the tool."""

    course: Course
    person: Person
    link: Link | None
    type: str = names.RESOURCE_LINK
    for_user: Person | None = None
    in_frame: bool = True

    def target(self, platform: "LearningPlatform") -> str:
        """Return the address of the tool that the message is for."""
        return self.link.url if self.link else platform.tool.launch_url


def claims_of(platform: "LearningPlatform", message: Message, nonce: str) -> dict[str, Any]:
    """Return the claims of the message as the platform sends it now."""
    course, person = message.course, message.person
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": platform.issuer,
        "aud": platform.client_id,
        "sub": person.id,
        "iat": now,
        "exp": now + LIFETIME,
        "nonce": nonce,
        "locale": person.locale,
        names.MESSAGE_TYPE: message.type,
        names.VERSION: "1.3.0",
        names.DEPLOYMENT_ID: platform.deployment_id,
        names.TARGET_LINK_URI: message.target(platform),
        names.ROLES: list(course.member(person).roles),
        names.CONTEXT: {
            "id": course.id,
            "title": course.title,
            "label": course.title[:12],
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
        },
        names.TOOL_PLATFORM: {
            "guid": platform.issuer,
            "name": platform.name,
            "product_family_code": platform.product,
        },
        names.PRESENTATION: {
            "document_target": "iframe" if message.in_frame else "window",
            "locale": person.locale,
            "return_url": f"{platform.url}/courses/{course.id}",
        },
    }
    claims |= person.claims() | _services(platform, course, message.link)
    if message.type == names.DEEP_LINKING:
        return claims | _deep_linking(platform, course)
    assert message.link, "only deep linking goes without a link"
    claims[names.LINK] = {"id": message.link.id, "title": message.link.title}
    claims[names.CUSTOM] = dict(message.link.custom)
    if message.for_user:
        roles = list(course.member(message.for_user).roles)
        claims[names.FOR_USER] = {"user_id": message.for_user.id, "roles": roles} | message.for_user.claims()
    return claims


def with_changes(claims: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims with some of them replaced, and without those that are ``REMOVED``."""
    return {name: value for name, value in {**claims, **changes}.items() if value is not REMOVED}


def _services(platform: "LearningPlatform", course: Course, link: Link | None) -> dict[str, Any]:
    services: dict[str, Any] = {}
    if platform.grades:
        services[names.GRADES] = {
            "scope": list(names.GRADE_SCOPES),
            "lineitems": platform.line_items_url(course),
        }
        if link and link.line_item:
            services[names.GRADES]["lineitem"] = platform.line_item_url(course, link.line_item)
    if platform.memberships:
        services[names.MEMBERSHIPS] = {
            "context_memberships_url": platform.memberships_url(course),
            "service_versions": ["2.0"],
        }
    if platform.groups:
        services[names.GROUPS] = {
            "scope": [names.GROUP_SCOPE],
            "context_groups_url": platform.groups_url(course),
            "service_versions": ["1.0"],
        }
    return services


def _deep_linking(platform: "LearningPlatform", course: Course) -> dict[str, Any]:
    return {
        names.CUSTOM: {},
        names.DEEP_LINKING_SETTINGS: {
            "deep_link_return_url": f"{platform.url}/courses/{course.id}/deep-links",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": platform.accepts_several,
            "accept_lineitem": platform.accepts_line_items,
            "auto_create": True,
            "title": "New link",
            "data": f"request-for-{course.id}",
        },
    }

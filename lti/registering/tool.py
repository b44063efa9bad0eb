"""What a learning platform must know of Claimlight: its addresses, as values and as documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from lti.messages import names
from lti.messages.sections import PARAMETER, VARIABLE
from lti.registering.discovery import PlatformConfiguration
from lti.registering.products import CANVAS

TOOL_NAME = "Claimlight"
# What we ask a platform to say of people. Never their e-mail address.
CLAIMS = ("iss", "sub", "name", "given_name", "family_name")
# Of the messages that a platform supports; each opens the launch address.
MESSAGES = (names.RESOURCE_LINK, names.DEEP_LINKING, names.SUBMISSION_REVIEW)
# Canvas: send names, and nothing else.
CANVAS_PRIVACY, CANVAS_NAMES = "https://canvas.instructure.com/lti/privacy_level", "name_only"
# Canvas: say in which sections of a course whoever launches is.
SECTIONS = {PARAMETER: VARIABLE}
# Where Canvas offers to choose content: in an assignment, and in a module.
CANVAS_PLACEMENTS = ("assignment_selection", "link_selection")


@dataclass(frozen=True, slots=True)
class ToolAddresses:
    """The addresses of this site that a platform needs. Links chosen in deep linking open ``launch``, too."""

    host: str
    login: str
    launch: str
    keys: str
    icon: str
    canvas: str


def tool_addresses(request: HttpRequest) -> ToolAddresses:
    """Return the addresses under which ``request`` reached this site."""
    absolute = request.build_absolute_uri
    return ToolAddresses(
        host=request.get_host(),
        login=absolute(reverse("lti:login")),
        launch=absolute(reverse("lti:launch")),
        keys=absolute(reverse("lti:keys")),
        icon=absolute(static("icons/icon-180.png")),
        canvas=absolute(reverse("lti:canvas")),
    )


def description() -> str:
    """Return one sentence on Claimlight, in the language of the request."""
    return _("Highlight and tag what an article claims, who says so, and which words are loaded.")


def registration_document(tool: ToolAddresses, platform: PlatformConfiguration) -> dict[str, Any]:
    """Return the registration that a platform is sent, with what it supports (Dynamic Registration 1.0, 3.5.2)."""
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": tool.login,
        "redirect_uris": [tool.launch],
        "client_name": TOOL_NAME,
        "jwks_uri": tool.keys,
        "logo_uri": tool.icon,
        "token_endpoint_auth_method": "private_key_jwt",  # nosec B105
        "scope": " ".join(_scopes(platform)),
        names.TOOL_CONFIGURATION: {
            "domain": tool.host,
            "description": description(),
            "target_link_uri": tool.launch,
            "claims": _supported(CLAIMS, platform.claims),
            "messages": [_message(kind, tool, platform) for kind in _messages(platform)],
            CANVAS_PRIVACY: CANVAS_NAMES,
        }
        | ({"custom_parameters": SECTIONS} if platform.product == CANVAS.code else {}),
    }


def _supported(ours: Iterable[str], supported: frozenset[str] | None) -> list[str]:
    return [name for name in ours if supported is None or name in supported]


def _scopes(platform: PlatformConfiguration) -> list[str]:
    """Return the scopes to ask for. Few platforms know of groups, and only those are asked for them."""
    return _supported((*names.SCOPES, names.GROUPS_SCOPE), platform.scopes or frozenset(names.SCOPES))


def _messages(platform: PlatformConfiguration) -> list[str]:
    """Return the messages to register for. Every platform sends links, though some list them by another name."""
    return _supported(MESSAGES, platform.messages and platform.messages | {names.RESOURCE_LINK})


def _message(kind: str, tool: ToolAddresses, platform: PlatformConfiguration) -> dict[str, Any]:
    message = {"type": kind, "target_link_uri": tool.launch, "label": TOOL_NAME, "icon_uri": tool.icon}
    if kind == names.DEEP_LINKING and platform.product == CANVAS.code:
        message["placements"] = list(CANVAS_PLACEMENTS)
    return message


def canvas_configuration(tool: ToolAddresses) -> dict[str, Any]:
    """Return the JSON configuration with which Canvas creates an LTI key."""
    placements = [
        {
            "placement": placement,
            "message_type": names.DEEP_LINKING,
            "target_link_uri": tool.launch,
            "text": TOOL_NAME,
            "enabled": True,
            "icon_url": tool.icon,
        }
        for placement in CANVAS_PLACEMENTS
    ]
    return {
        "title": TOOL_NAME,
        "description": description(),
        "oidc_initiation_url": tool.login,
        "target_link_uri": tool.launch,
        "public_jwk_url": tool.keys,
        "scopes": list(names.SCOPES),
        "custom_fields": SECTIONS,
        "extensions": [
            {
                "platform": "canvas.instructure.com",
                "domain": tool.host,
                "tool_id": TOOL_NAME.lower(),
                "privacy_level": CANVAS_NAMES,
                "settings": {"text": TOOL_NAME, "icon_url": tool.icon, "placements": placements},
            }
        ],
    }

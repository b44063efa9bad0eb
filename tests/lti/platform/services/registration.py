"""A tool registers itself: Dynamic Registration 1.0."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tests.lti.platform import names
from tests.lti.platform.http import Refused, Request, Response, as_json, route
from tests.lti.platform.tool import Tool

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

PLATFORM_CONFIGURATION = f"{names.PURL}lti-platform-configuration"
TOOL_CONFIGURATION = f"{names.PURL}lti-tool-configuration"
MESSAGES = (names.RESOURCE_LINK, names.DEEP_LINKING, names.SUBMISSION_REVIEW)
FIXED = {"application_type": "web", "token_endpoint_auth_method": "private_key_jwt"}
GRANTS = {"implicit", "client_credentials"}


def registration_address(platform: "LearningPlatform", tool_address: str) -> str:
    """Return the page that the platform opens to register the tool that gave ``tool_address`` to its administrator."""
    platform.registration_token = secrets.token_urlsafe(16)
    query = {
        "openid_configuration": f"{platform.url}/.well-known/openid-configuration",
        "registration_token": platform.registration_token,
    }
    return f"{tool_address}{'&' if '?' in tool_address else '?'}{urlencode(query)}"


@route("GET", "/.well-known/openid-configuration")
def configuration(platform: "LearningPlatform", _request: Request) -> Response:
    """What the platform is and offers."""
    return as_json(platform_configuration(platform))


def platform_configuration(platform: "LearningPlatform") -> dict[str, Any]:
    """Return the OpenID configuration of the platform."""
    return {
        "issuer": platform.issuer,
        "authorization_endpoint": f"{platform.url}/auth",
        "token_endpoint": f"{platform.url}/token",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "jwks_uri": f"{platform.url}/keys",
        "registration_endpoint": f"{platform.url}/register",
        "scopes_supported": ["openid", *names.SCOPES],
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email", "locale"],
        "authorization_server": urlsplit(platform.url).netloc,
        PLATFORM_CONFIGURATION: {
            "product_family_code": platform.product,
            "version": "1.0",
            "messages_supported": [
                {"type": names.RESOURCE_LINK},
                {"type": names.DEEP_LINKING, "placements": ["ContentArea"]},
                {"type": names.SUBMISSION_REVIEW},
            ],
            "variables": ["ResourceLink.id", "Context.id"],
        },
    }


@route("POST", "/register")
def register(platform: "LearningPlatform", request: Request) -> Response:
    """Register the tool as it describes itself; the token is for one registration."""
    token = f"Bearer {platform.registration_token}"
    if not platform.registration_token or request.headers.get("authorization") != token:
        raise Refused(401, "the registration token is not valid")
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise Refused(400, "a registration is JSON")
    described = request.json()
    check_registration(described)
    platform.registration_token = ""
    platform.registration = described
    configuration = described[TOOL_CONFIGURATION]
    platform.tool = Tool(
        described["initiate_login_uri"],
        configuration["target_link_uri"],
        described["jwks_uri"],
        described["redirect_uris"],
    )
    answer = described | {"client_id": platform.client_id}
    if platform.tells_deployment:
        answer[TOOL_CONFIGURATION] = configuration | {"deployment_id": platform.deployment_id}
    return as_json(answer)


def check_registration(described: Mapping[str, Any]) -> None:
    """Raise ``Refused`` if the tool's description lacks what the specification demands."""
    for name, value in FIXED.items():
        if described.get(name) != value:
            raise Refused(400, f"{name} must be {value}")
    if "id_token" not in described.get("response_types", ()) or not set(described["grant_types"]) >= GRANTS:
        raise Refused(400, "response_types and grant_types must be those of LTI")
    for name in ("initiate_login_uri", "jwks_uri", "client_name"):
        if not isinstance(described.get(name), str):
            raise Refused(400, f"{name} is missing")
    if not described.get("redirect_uris"):
        raise Refused(400, "redirect_uris are missing")
    scopes = described.get("scope", "").split(" ")
    if not set(scopes) <= {"openid", "", *names.SCOPES}:
        raise Refused(400, f"unknown scopes: {scopes}")
    _check_tool(described.get(TOOL_CONFIGURATION) or {})


def _check_tool(configuration: Mapping[str, Any]) -> None:
    target = configuration.get("target_link_uri", "")
    if not configuration.get("domain") or urlsplit(target).netloc != configuration["domain"]:
        raise Refused(400, "domain must be that of target_link_uri")
    if not isinstance(configuration.get("claims"), list):
        raise Refused(400, "claims must be a list")
    for message in configuration.get("messages") or [{}]:
        if message.get("type") not in MESSAGES:
            raise Refused(400, f"unknown message: {message}")

"""Logging in at a tool: its redirect to the platform, and the form with the message that the platform posts back.

1EdTech Security Framework 1.0, 5.1.1: OpenID Connect with third-party initiated login.
"""

import secrets
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from tests.lti.platform.http import Refused, Request, Response, as_json, route
from tests.lti.platform.keys import Sign, signed
from tests.lti.platform.messages import Message, claims_of, with_changes
from tests.lti.platform.signing_in import signed_in

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

FIXED = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


def initiation(platform: "LearningPlatform", message: Message) -> dict[str, str]:
    """Return the parameters with which the platform sends a browser to the tool's login."""
    hint = secrets.token_urlsafe(16)
    platform.messages[hint] = message
    parameters = {
        "iss": platform.issuer,
        "client_id": platform.client_id,
        "login_hint": message.person.id,
        "target_link_uri": message.target(platform),
        "lti_message_hint": hint,
        "lti_deployment_id": platform.deployment_id,
    }
    return parameters | ({"lti_storage_target": platform.storage_target} if platform.storage_target else {})


def authenticate(
    platform: "LearningPlatform",
    parameters: Mapping[str, str],
    changes: Mapping[str, Any] | None = None,
    sign: Sign = signed,
) -> dict[str, str]:
    """Return the form that goes to ``redirect_uri``. Raise ``Refused`` where the tool's parameters are wrong."""
    for name, value in FIXED.items():
        if parameters.get(name) != value:
            raise Refused(400, f"{name} must be {value}")
    if parameters.get("client_id") != platform.client_id:
        raise Refused(400, "unknown client_id")
    if parameters.get("redirect_uri") not in platform.tool.redirect_uris:
        raise Refused(400, f"redirect_uri is not registered: {parameters.get('redirect_uri')}")
    for name in ("state", "nonce"):
        if not parameters.get(name):
            raise Refused(400, f"{name} is missing")
    message = platform.messages.get(parameters.get("lti_message_hint", ""))
    if not message or message.person.id != parameters.get("login_hint"):
        raise Refused(400, "login_hint and lti_message_hint must come back as they were sent")
    claims = with_changes(claims_of(platform, message, parameters["nonce"]), changes or {})
    return {"id_token": sign(platform, claims), "state": parameters["state"]}


def form_page(action: str, fields: Mapping[str, str]) -> str:
    """Return a page that posts ``fields`` to ``action`` as soon as it has loaded."""
    return f"<!doctype html><title>…</title>{self_submitting_form(action, fields)}"


def self_submitting_form(action: str, fields: Mapping[str, str], target: str = "") -> str:
    """Return a form that posts ``fields`` to ``action``, in the frame named ``target``, as soon as it is there."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    form = f'<form method="post" action="{escape(action)}" target="{escape(target)}">{inputs}</form>'
    return f"{form}<script>document.forms[0].submit()</script>"


@route("GET", "/keys")
def keys(platform: "LearningPlatform", _request: Request) -> Response:
    """The platform's key set."""
    return as_json({"keys": [key.public_jwk() for key in platform.keys]})


@route("GET", "/auth")
def auth(platform: "LearningPlatform", request: Request) -> Response:
    """The end of the tool's redirect."""
    return _message_page(platform, request, request.query)


@route("POST", "/auth")
def auth_by_post(platform: "LearningPlatform", request: Request) -> Response:
    """The same by a form, which the tool may use as well."""
    return _message_page(platform, request, request.form())


def _message_page(platform: "LearningPlatform", request: Request, fields: Mapping[str, str]) -> Response:
    form = authenticate(platform, fields)
    if signed_in(platform, request).id != fields["login_hint"]:
        raise Refused(403, "login_hint must be of who is signed in")
    return Response(form_page(fields["redirect_uri"], form).encode())

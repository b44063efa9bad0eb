"""The login that a platform initiates (1EdTech Security Framework 1.0, 5.1.1), and our redirect back to it."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from lti.errors import LaunchRefused
from lti.models import LoginAttempt
from web.i18n.lazy_message import Message

# The parameters that we use. Platforms may send others.
REQUIRED = ("iss", "login_hint", "target_link_uri")
OPTIONAL = ("client_id", "lti_message_hint", "lti_deployment_id", "lti_storage_target")
# Characters. Some platforms send signed tokens as hints.
MAX_HINT, MAX_PARAMETER = 8000, 2000
NOT_A_LOGIN = Message(
    "This address is for learning platforms. Open Claimlight from your course. If you have done so, tell the "
    "administrator of the learning platform that its login came without “{name}”."
)
TOO_LONG = Message(
    "The learning platform sent a “{name}” that is too long or invalid. Tell its administrator."
)


def read_login(sent: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of a login that we use. Raise ``LaunchRefused`` if one is missing or invalid."""
    parameters = {name: sent[name] for name in (*REQUIRED, *OPTIONAL) if sent.get(name)}
    for name in REQUIRED:
        if name not in parameters:
            raise LaunchRefused(NOT_A_LOGIN.format(name=name))
    for name, value in parameters.items():
        if len(value) > (MAX_HINT if name.endswith("_hint") else MAX_PARAMETER) or "\0" in value:
            raise LaunchRefused(TOO_LONG.format(name=name))
    return parameters


def auth_address(attempt: LoginAttempt, state: str, redirect_uri: str) -> str:
    """Return the address of the platform to which the browser goes on, with the state that it brings back."""
    query = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": attempt.platform.client_id,
        "redirect_uri": redirect_uri,
        "login_hint": attempt.parameters["login_hint"],
        "state": state,
        "nonce": attempt.nonce,
    }
    if hint := attempt.parameters.get("lti_message_hint"):
        query["lti_message_hint"] = hint
    address = attempt.platform.auth_url
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"

"""Read what a learning platform says of itself: its OpenID configuration (Dynamic Registration 1.0, 3.4 and 3.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lti.errors import RegistrationError
from lti.messages import names
from lti.registering.addresses import MAX_ADDRESS, check_issuer, check_platform_url, same_operator
from web.values import is_web_address

# Canvas adds this to its platform configuration.
ACCOUNT_NAME = "https://canvas.instructure.com/lti/account_name"
# What a platform must be able to do, by the list that says so. A list that is missing denies nothing.
REQUIRED = {
    "response_types_supported": "id_token",
    "id_token_signing_alg_values_supported": "RS256",  # nosec B105
    "token_endpoint_auth_methods_supported": "private_key_jwt",  # nosec B105
}


@dataclass(frozen=True, slots=True)
class PlatformConfiguration:
    """The configuration of a platform. What it supports is None if it does not say."""

    issuer: str
    auth_url: str
    token_url: str
    keyset_url: str
    registration_url: str
    product: str
    # Of the school, where all schools have one issuer. Empty if the platform does not say.
    name: str
    # An access token is asked for with this audience. Empty if it is ``token_url``.
    token_audience: str
    scopes: frozenset[str] | None
    claims: frozenset[str] | None
    messages: frozenset[str] | None


def read_configuration(document: Any, url: str) -> PlatformConfiguration:
    """Return the configuration in the JSON value that was read from ``url``.

    Raise ``RegistrationError`` if it is not complete, has an unacceptable address, or is that of another site.
    """
    if not isinstance(document, Mapping):
        raise RegistrationError(_("The platform’s OpenID configuration is not a JSON object."))
    issuer = _text(document, "issuer", 500)
    _check(check_issuer, issuer, "issuer")
    if not same_operator(issuer, url):
        raise RegistrationError(
            _("The configuration at {url} is for another platform: {issuer}.").format(
                url=url[:200], issuer=issuer
            )
        )
    for name, value in REQUIRED.items():
        supported = _names(document.get(name), name)
        if supported is not None and value not in supported:
            raise RegistrationError(
                _("The platform does not support “{value}” ({name}).").format(value=value, name=name)
            )
    platform = document.get(names.PLATFORM_CONFIGURATION)
    platform = platform if isinstance(platform, Mapping) else {}
    return PlatformConfiguration(
        issuer=issuer,
        auth_url=_address(document, "authorization_endpoint"),
        token_url=_address(document, "token_endpoint"),
        keyset_url=_address(document, "jwks_uri"),
        registration_url=_address(document, "registration_endpoint"),
        product=_optional(platform, "product_family_code", 80),
        name=_optional(platform, ACCOUNT_NAME, 120),
        token_audience=_token_audience(document),
        scopes=_names(document.get("scopes_supported"), "scopes_supported"),
        claims=_names(document.get("claims_supported"), "claims_supported"),
        messages=_names(platform.get("messages_supported"), "messages_supported", "type"),
    )


def _address(document: Mapping[str, Any], name: str) -> str:
    value = _text(document, name, MAX_ADDRESS)
    _check(check_platform_url, value, name)
    return value


def _token_audience(document: Mapping[str, Any]) -> str:
    """Return the authorization server. Canvas names a mere host, and expects its token address all the same."""
    value = _optional(document, "authorization_server", MAX_ADDRESS)
    return value if is_web_address(value) else ""


def _check(check: Any, value: str, name: str) -> None:
    try:
        check(value)
    except RegistrationError as error:
        raise RegistrationError(f"{name}, {value[:200]}: {error}") from None


def _text(document: Mapping[str, Any], name: str, most: int) -> str:
    value = _optional(document, name, most)
    if not value:
        raise RegistrationError(
            _("The platform’s OpenID configuration has no valid “{name}”.").format(name=name)
        )
    return value


def _optional(document: Mapping[str, Any], name: str, most: int) -> str:
    """Return a text of at most ``most`` characters; empty if there is none."""
    value = document.get(name)
    return value if isinstance(value, str) and len(value) <= most and value.isprintable() else ""


def _names(value: Any, name: str, key: str = "") -> frozenset[str] | None:
    """Return the texts of a list, or the texts under ``key`` of its objects; None if there is no list."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise RegistrationError(
            _("The platform’s OpenID configuration has no valid “{name}”.").format(name=name)
        )
    items = [item.get(key) if isinstance(item, Mapping) else item for item in value]
    return frozenset(item for item in items if isinstance(item, str))

"""Verify the tokens in which platforms say who opens what (OpenID Connect Core, 3.1.3.7, and LTI Core 1.3, 5.1.3)."""

from typing import Any

from django.utils import timezone
from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import RSAKey

from lti.errors import LaunchRefused
from lti.messages.launch import MISSING
from lti.models import Platform
from lti.security.keys import ALGORITHM
from lti.security.platform_keys import public_key
from lti.security.strict_json import parse_json
from web.i18n.lazy_message import Message

# Seconds by which the clocks of two machines may differ.
LEEWAY = 60
MAX_NONCE = 512
NOT_A_TOKEN = Message("The learning platform sent no valid token. Open Claimlight from your course again.")
WRONG_ALGORITHM = Message(
    "The learning platform must sign its messages with RS256, and this one is not. Tell its administrator."
)
WRONG_SIGNATURE = Message("The signature of the learning platform “{name}” is wrong. Tell its administrator.")
WRONG_ISSUER = Message("This message is from another learning platform than “{name}”.")
WRONG_AUDIENCE = Message(
    "The learning platform “{name}” sent a message for another client ID than the one that is registered here."
)
EXPIRED = Message(
    "This message of the learning platform has expired. Open Claimlight from your course again."
)
TOO_EARLY = Message(
    "This message of the learning platform is from the future: its clock or Claimlight’s is wrong. Tell the "
    "administrator."
)


class Registry(jws.JWSRegistry):
    """What tokens may be like. Header parameters that nobody knows are ignored (RFC 7515, 4) unless critical."""

    max_header_length = 4000
    max_signature_length = 1400


REGISTRY = Registry(algorithms=[ALGORITHM], strict_check_header=False)


def verify_id_token(platform: Platform, token: str) -> dict[str, Any]:
    """Return the claims of a token that ``platform`` has signed for this site and that is valid now.

    Raise ``LaunchRefused``. Whether its nonce is one that was asked for, and is new, is for the caller to check.
    """
    claims = _signed_claims(platform, token)
    _check_parties(platform, claims)
    _check_times(claims)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not 0 < len(nonce) <= MAX_NONCE:
        raise LaunchRefused(MISSING.format(claim="nonce"))
    return claims


def _signed_claims(platform: Platform, token: str) -> dict[str, Any]:
    """Return the claims of a token whose signature is right."""
    payload = _signed_payload(platform, token)
    try:
        claims = parse_json(payload)
    except ValueError:
        raise LaunchRefused(NOT_A_TOKEN) from None
    if not isinstance(claims, dict):
        raise LaunchRefused(NOT_A_TOKEN)
    return claims


def _signed_payload(platform: Platform, token: str) -> bytes:
    """Return what a token holds after checking its signature; other algorithms are refused before a key is read."""

    def find_key(signed: Any) -> RSAKey:
        kid = signed.headers().get("kid")
        if not isinstance(kid, str):
            raise LaunchRefused(NOT_A_TOKEN)
        return public_key(platform, kid)

    try:
        signed = jws.extract_compact(token.encode("ascii"), registry=REGISTRY)
        is_genuine = jws.validate_compact(signed, find_key, registry=REGISTRY)
    except LaunchRefused:
        raise
    except UnsupportedAlgorithmError:
        raise LaunchRefused(WRONG_ALGORITHM) from None
    except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
        raise LaunchRefused(NOT_A_TOKEN) from None
    if not is_genuine:
        raise LaunchRefused(WRONG_SIGNATURE.format(name=platform.name))
    return signed.payload


def _check_parties(platform: Platform, claims: dict[str, Any]) -> None:
    """Raise ``LaunchRefused`` unless the token is from the platform and for this site."""
    if claims.get("iss") != platform.issuer:
        raise LaunchRefused(WRONG_ISSUER.format(name=platform.name))
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp", platform.client_id if len(audiences) == 1 else None)
    if platform.client_id not in audiences or party != platform.client_id:
        raise LaunchRefused(WRONG_AUDIENCE.format(name=platform.name))


def _check_times(claims: dict[str, Any]) -> None:
    """Raise ``LaunchRefused`` unless the token is valid now, give or take LEEWAY."""
    now = timezone.now().timestamp()
    if not _time(claims, "exp") > now - LEEWAY:
        raise LaunchRefused(EXPIRED)
    begins = [_time(claims, name) for name in ("iat", "nbf") if name == "iat" or name in claims]
    if not max(begins) < now + LEEWAY:
        raise LaunchRefused(TOO_EARLY)


def _time(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise LaunchRefused(MISSING.format(claim=name))
    return value

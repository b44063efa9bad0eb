"""Read the key sets (JWKS) of platforms, which are not to be trusted with their size, number or strength."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from lti.errors import ServiceError
from web.i18n.lazy_message import Message

MAX_KEYS = 50
MIN_BITS, MAX_BITS = 2048, 8192
# Characters of an id or a number: a modulus of MAX_BITS has 1366 in base64.
MAX_MEMBER = 1400
NOT_A_KEY_SET = Message("The learning platform’s key set is not a JSON Web Key Set.")
TOO_MANY_KEYS = Message("The learning platform’s key set has more than {most} keys.")
SECRET_KEY = Message(
    "The learning platform’s key set shows a secret or private key, which anybody may use now."
)
WRONG_SIZE = Message("A key of the learning platform has {bits} bits. It must have from {least} to {most}.")
SAME_ID = Message("Two keys of the learning platform have the same ID.")


def parse_key_set(data: Any) -> list[dict[str, str]]:
    """Return the RSA keys for signatures in a key set, as JSON Web Keys with nothing but their id and numbers.

    Keys of other kinds are left out. Raise ``ServiceError`` if the set is malformed, has too many keys, keys that are
    too weak or too long, or shows keys that must be secret.
    """
    keys = data.get("keys") if isinstance(data, dict) else None
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise ServiceError(NOT_A_KEY_SET)
    if len(keys) > MAX_KEYS:
        raise ServiceError(TOO_MANY_KEYS.format(most=MAX_KEYS))
    if any(key.get("kty") == "oct" or "d" in key for key in keys):
        raise ServiceError(SECRET_KEY)
    found = list(_signature_keys(keys))
    if len({key["kid"] for key in found}) < len(found):
        raise ServiceError(SAME_ID)
    return found


def _signature_keys(keys: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for key in keys:
        if key.get("kty") != "RSA" or key.get("use", "sig") != "sig" or key.get("alg", "RS256") != "RS256":
            continue
        parts = {"kty": "RSA", **{name: _text(key, name) for name in ("kid", "n", "e")}}
        try:
            bits = int.from_bytes(urlsafe_b64decode(f"{parts['n']}==")).bit_length()
            if not MIN_BITS <= bits <= MAX_BITS:
                raise ServiceError(WRONG_SIZE.format(bits=str(bits), least=str(MIN_BITS), most=str(MAX_BITS)))
            RSAKey.import_key({**parts})
        except (JoseError, ValueError) as error:
            raise error if isinstance(error, ServiceError) else ServiceError(NOT_A_KEY_SET) from None
        yield parts


def _text(key: dict[str, Any], name: str) -> str:
    """Return a member of a key; raise ``ServiceError`` unless it is a text of a sensible length."""
    value = key.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_MEMBER:
        raise ServiceError(NOT_A_KEY_SET)
    return value

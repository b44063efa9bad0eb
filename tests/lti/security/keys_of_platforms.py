"""A platform with keys, and tokens that it signs: made without the library that verifies them."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from lti.models import Platform

ISSUER, CLIENT_ID, HOST = "https://platform.example", "client-1", "platform.example"
BITS = 2048


@cache
def private_key(name: str, bits: int) -> RSAPrivateKey:
    """Return the private key of this name, made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def encoded(data: bytes | int | dict[str, Any]) -> str:
    """Return base64url without padding, of numbers and objects as JSON Web Keys and tokens have them."""
    if isinstance(data, dict):
        data = json.dumps(data).encode()
    if isinstance(data, int):
        data = data.to_bytes((data.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def public_jwk(name: str, bits: int = BITS, **changes: Any) -> dict[str, Any]:
    """Return the public half of the key of this name, as a key set has it."""
    numbers = private_key(name, bits).public_key().public_numbers()
    key = {"kty": "RSA", "kid": name, "alg": "RS256", "use": "sig"}
    return key | {"n": encoded(numbers.n), "e": encoded(numbers.e)} | changes


def rs256(name: str) -> Callable[[bytes], bytes]:
    """Sign with the key of this name."""
    return lambda data: private_key(name, BITS).sign(data, padding.PKCS1v15(), hashes.SHA256())


def hs256(secret: bytes) -> Callable[[bytes], bytes]:
    """Sign with a secret."""
    return lambda data: hmac.digest(secret, data, hashlib.sha256)


def jwt(header: dict[str, Any], payload: dict[str, Any] | bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return a token."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    start = f"{encoded(header)}.{encoded(body)}"
    return f"{start}.{encoded(sign(start.encode()))}"


def parts_of(token: str, key: RSAPublicKey) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and claims of a token that ``key`` verifies; raise ``InvalidSignature`` otherwise."""
    start, _, signature = token.rpartition(".")
    key.verify(decoded(signature), start.encode(), padding.PKCS1v15(), hashes.SHA256())
    header, claims = (json.loads(decoded(part)) for part in start.split("."))
    return header, claims


def decoded(text: str) -> bytes:
    """Return what ``encoded`` encoded."""
    return base64.urlsafe_b64decode(text + "==")


def key_of(jwk: dict[str, str]) -> RSAPublicKey:
    """Return the public key that a JSON Web Key describes."""
    e, n = (int.from_bytes(decoded(jwk[name])) for name in ("e", "n"))
    return rsa.RSAPublicNumbers(e, n).public_key()


class In(float):
    """A time so many seconds from now."""


def claims(**changes: Any) -> dict[str, Any]:
    """Return the claims of a valid token, with changes; None leaves a claim out."""
    valid = {"iss": ISSUER, "aud": CLIENT_ID, "sub": "7", "iat": In(0), "exp": In(300), "nonce": "n-1"}
    return {
        name: time.time() + value if isinstance(value, In) else value
        for name, value in (valid | changes).items()
        if value is not None
    }


def token(key: str = "k1", *, header: dict[str, Any] | None = None, **changes: Any) -> str:
    """Return a token that the platform signs with the key of this name."""
    return jwt({"alg": "RS256", "kid": key, "typ": "JWT"} | (header or {}), claims(**changes), rs256(key))


def create_platform(**changes: Any) -> Platform:
    """Return a platform whose services are at ``platform.example``."""
    fields = {
        "name": "Riverside High",
        "issuer": ISSUER,
        "client_id": CLIENT_ID,
        "auth_url": f"{ISSUER}/auth",
        "token_url": f"{ISSUER}/token",
        "keyset_url": f"{ISSUER}/keys",
    }
    return Platform.objects.create(**fields | changes)

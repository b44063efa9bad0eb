"""RSA keys of the platform, and the tokens that it signs: correctly, and in the ways of attackers."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jwt.algorithms import RSAAlgorithm

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

Claims = Mapping[str, Any]
Sign = Callable[["LearningPlatform", Claims], str]


@cache
def rsa_key(number: int, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return a private key; the same for the same number, because making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


class Key:
    """A private key with the id that the platform publishes it under."""

    def __init__(self, kid: str, number: int, bits: int = 2048) -> None:
        self.kid, self.private = kid, rsa_key(number, bits)

    def pem(self) -> str:
        """Return the private key as text (PKCS #8)."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    def public_jwk(self) -> dict[str, Any]:
        """Return the public half as in a key set."""
        jwk = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {
            "kty": jwk["kty"],
            "n": jwk["n"],
            "e": jwk["e"],
            "kid": self.kid,
            "alg": "RS256",
            "use": "sig",
        }

    def sign(self, claims: Claims, **header: Any) -> str:
        """Return a token signed with RS256; ``header`` replaces what stands in it."""
        return jwt.encode(dict(claims), self.private, algorithm="RS256", headers={"kid": self.kid} | header)


def signed(platform: "LearningPlatform", claims: Claims) -> str:
    """Sign with the platform's newest key, as the specification says."""
    return platform.keys[-1].sign(claims)


def signed_by_another_key(platform: "LearningPlatform", claims: Claims) -> str:
    """Sign with a stranger's key under the id of the platform's."""
    return Key(platform.keys[-1].kid, number=99).sign(claims)


def signed_by_unknown_key(_platform: "LearningPlatform", claims: Claims) -> str:
    """Sign with a key that the platform does not publish, under an id of its own."""
    return Key("nobody-knows-this-key", number=99).sign(claims)


def signed_without_kid(platform: "LearningPlatform", claims: Claims) -> str:
    """Sign with the platform's key without saying which it is."""
    return jwt.encode(dict(claims), platform.keys[-1].private, algorithm="RS256")


def unsigned(platform: "LearningPlatform", claims: Claims) -> str:
    """Return a token with alg "none"."""
    return _token({"alg": "none", "typ": "JWT", "kid": platform.keys[-1].kid}, claims, lambda _text: b"")


def signed_with_public_key_as_secret(platform: "LearningPlatform", claims: Claims) -> str:
    """Return a token with alg HS256, whose secret is the platform's public key, which everybody knows."""
    key = platform.keys[-1]
    secret = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"alg": "HS256", "typ": "JWT", "kid": key.kid}
    return _token(header, claims, lambda text: hmac.digest(secret, text, hashlib.sha256))


def _token(header: Claims, claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    text = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    return (text + b"." + _base64(sign(text))).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")

"""The keys that Claimlight signs with, and the key set in which platforms find their public halves.

joserfc is imported when a key is used: that takes 50 ms, which a site without platforms need not wait for.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lti.models import SigningKey

ALGORITHM = "RS256"
BITS = 2048
# Platforms may keep the key set for a while, so a new key is published for this long before it signs …
PUBLISHED_FIRST = timedelta(hours=1)
# … and the one before it stays published until the new one is this old.
KEPT = timedelta(days=1)


def sign(claims: dict[str, Any]) -> str:
    """Return ``claims`` as a JSON Web Token. The first key is created when it is first needed."""
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    key = _signing_key()
    private = RSAKey.import_key(key.private_key)
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, private, algorithms=[ALGORITHM])


def public_keys() -> dict[str, list[dict[str, Any]]]:
    """Return the key set (JWKS) of all keys, the newest first."""
    _signing_key()
    return {"keys": [_public(key) for key in SigningKey.objects.order_by("-pk")]}


def rotate_keys() -> SigningKey:
    """Create a key that signs from an hour later on, delete those that it is safe to delete, and return it."""
    newest = SigningKey.objects.order_by("-pk").first()
    key = _create_key(newest.pk + 1 if newest else 1)
    delete_old_keys()
    return key


def delete_old_keys() -> None:
    """Delete the keys that were replaced more than a day ago."""
    old_enough = SigningKey.objects.filter(created_at__lte=timezone.now() - KEPT)
    if newest := old_enough.order_by("-pk").first():
        SigningKey.objects.filter(pk__lt=newest.pk).delete()


def _signing_key() -> SigningKey:
    """Return the newest key that platforms have had the time to read; the oldest if there is none."""
    keys = list(SigningKey.objects.order_by("-pk"))
    read_by = timezone.now() - PUBLISHED_FIRST
    known = (key for key in keys if key.created_at <= read_by)
    return next(known, keys[-1] if keys else None) or _create_key(1)


def _create_key(number: int) -> SigningKey:
    """Return the key of this number, which is created unless another process has done so."""
    from joserfc.jwk import RSAKey

    key = RSAKey.generate_key(BITS, auto_kid=True)
    pem = key.as_pem(private=True).decode()
    # The number is not left to the database: two processes that start at once make one key.
    created, _new = SigningKey.objects.get_or_create(pk=number, defaults={"kid": key.kid, "private_key": pem})
    return created


def _public(key: SigningKey) -> dict[str, Any]:
    from joserfc.jwk import RSAKey

    public = RSAKey.import_key(key.private_key).as_dict(private=False)
    return public | {"kid": key.kid, "use": "sig", "alg": ALGORITHM}

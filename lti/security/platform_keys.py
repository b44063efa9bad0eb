"""The public keys of platforms: kept with the platform, and read again when they are old or one is missing."""

from datetime import datetime, timedelta
from threading import Lock

from django.core.cache import cache
from django.utils import timezone
from joserfc.jwk import RSAKey

from lti.errors import LaunchRefused, LtiError, ServiceError
from lti.models import Platform
from lti.security.http import request
from lti.security.key_sets import parse_key_set
from web.i18n.lazy_message import Message

MAX_BYTES = 250_000
# Keys that a platform withdraws are accepted for at most FRESH, or USABLE while its key set cannot be read.
FRESH, USABLE = timedelta(hours=1), timedelta(days=1)
# Seconds between two readings of one key set: whoever sends tokens with invented keys causes no more.
PAUSE = 60
# Seconds to wait while another launch reads it. A process has few threads, and a platform may not answer.
WAIT = 2
UNKNOWN_KEY = Message(
    "The learning platform “{name}” signed its message with a key that is not in its key set. Try again in a minute; "
    "if it happens again, tell the platform’s administrator."
)
KEYS_UNREADABLE = Message("The keys of the learning platform “{name}” could not be read. {reason}")
NO_KEY_SET = Message("Its key set answered with HTTP {status}.")
# By platform: one that does not answer keeps nobody from reading the keys of another.
_reading: dict[int, Lock] = {}


def public_key(platform: Platform, kid: str) -> RSAKey:
    """Return the platform's key with this id, which is looked up again at most once a minute.

    Raise ``LaunchRefused`` if it has none, or its key set cannot be read.
    """
    found = _known(platform, kid, FRESH) or _known_soon(platform, kid)
    return RSAKey.import_key({**found})


def _known_soon(platform: Platform, kid: str) -> dict[str, str]:
    """Read the keys again, unless another launch does so at this moment. Then wait a little, or use what there is."""
    usable = _known(platform, kid, USABLE)
    lock = _reading.setdefault(platform.pk, Lock())
    if not lock.acquire(timeout=0 if usable else WAIT):
        if not usable:
            raise LaunchRefused(UNKNOWN_KEY.format(name=platform.name))
        return usable
    try:
        # Another launch may have read them in the meantime.
        platform.refresh_from_db(fields=["keys", "keys_read_at"])
        return _known(platform, kid, FRESH) or _read_again(platform, kid)
    finally:
        lock.release()


def _read_again(platform: Platform, kid: str) -> dict[str, str]:
    failure: LtiError = LaunchRefused(UNKNOWN_KEY.format(name=platform.name))
    if cache.add(f"lti-keys-{platform.pk}", True, PAUSE):
        try:
            read_keys(platform)
        except ServiceError as error:
            failure = LaunchRefused(KEYS_UNREADABLE.format(name=platform.name, reason=error.detail))
    if not (found := _known(platform, kid, USABLE)):
        raise failure
    return found


def read_keys(platform: Platform) -> None:
    """Read the platform's key set and keep it. Raise ``ServiceError`` if it cannot be read or is not acceptable."""
    response = request(
        platform.keyset_url, "GET", headers={"Accept": "application/json"}, max_bytes=MAX_BYTES
    )
    if response.status != 200:
        raise ServiceError(NO_KEY_SET.format(status=str(response.status)))
    platform.keys = {"keys": parse_key_set(response.json())}
    platform.keys_read_at = timezone.now()
    platform.save(update_fields=["keys", "keys_read_at"])


def _known(platform: Platform, kid: str, age: timedelta) -> dict[str, str] | None:
    """Return the key that was read with this id, unless it was read longer than ``age`` ago."""
    if not platform.keys or not _is_younger(platform.keys_read_at, age):
        return None
    return next((key for key in platform.keys["keys"] if key["kid"] == kid), None)


def _is_younger(read_at: datetime | None, age: timedelta) -> bool:
    return read_at is not None and abs(timezone.now() - read_at) < age

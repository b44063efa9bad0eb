"""Rate limits. The counters are rows in the database, so that all processes share them."""

import sys
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from web.errors import ProblemError
from web.models import RateLimit

PERIOD = timedelta(minutes=10)
# Limits per person in that time, or per network. A class stays far below them; a program that runs wild goes far above.
LIMITS = {
    "upload": 400,
    "fetch": 60,
    "cleaning": 200,
    "editing": 1_200,
    "scan": 60,
    "suggestions": 60,
    "import": 60,
    "export": 600,
    "files": 60,
    "invitation": 100,
    "comment": 600,
    "time zone": 60,
    "publish": 60,
    "registration": 30,
    # All pupils of a large school may come from one network.
    "launch": 5_000,
}


class RateLimitExceeded(ProblemError):
    """Too many attempts; ``wait`` is the number of seconds until the next one is allowed."""

    status = 429
    code = "too-often"

    def __init__(self, wait: int) -> None:
        super().__init__(_try_again(wait))
        self.wait = wait

    def headers(self) -> dict[str, str]:
        """Return ``Retry-After``."""
        return {"Retry-After": str(self.wait)}


def hit_named_limit(user_or_secret: Any, name: str) -> None:
    """Count one use of the limit ``name`` of ``LIMITS`` by a user or the holder of a secret.

    Raise ``RateLimitExceeded``.
    """
    holder = key_digest(user_or_secret) if isinstance(user_or_secret, str) else user_or_secret.pk
    hit(f"{name} {holder}", LIMITS[name])


def key_digest(secret: str) -> str:
    """Return a short digest for the key of a limit, so that no key contains a secret or what somebody typed."""
    return sha256(secret.encode()).hexdigest()[:24]


def hit(key: str, limit: int, period: timedelta = PERIOD) -> int:
    """Count one attempt for ``key`` and return the new count.

    Raise ``RateLimitExceeded`` above ``limit`` attempts per ``period``.
    """
    now = timezone.now()
    with transaction.atomic():
        new, created = RateLimit.objects.get_or_create(key=key, defaults={"resets_at": now + period})
        # Keeps the table small on sites without a daily job.
        if created and new.pk % 1000 == 0:
            RateLimit.objects.filter(resets_at__lt=now).delete()
        counter = RateLimit.objects.select_for_update().get(key=key)
        # Reset also where a clock that was set back left a time too far ahead. A small difference between the clocks of
        # two processes changes nothing.
        if not now < counter.resets_at <= now + 2 * period:
            counter.count, counter.resets_at = 0, now + period
        if counter.count >= limit:
            raise RateLimitExceeded(max(1, round((counter.resets_at - now).total_seconds())))
        counter.count += 1
        counter.save(update_fields=["count", "resets_at"])
        return counter.count


def count_attempt(key: str) -> int:
    """Count one event for ``key`` without any limit and return the new count."""
    return hit(key, sys.maxsize)


def current_count(key: str) -> int:
    """Return the count of ``key`` now."""
    rows = RateLimit.objects.filter(key=key, resets_at__gt=timezone.now())
    return rows.values_list("count", flat=True).first() or 0


def hit_slowly(key: str, limit: int, gap: timedelta) -> None:
    """Count one attempt for ``key``. Above ``limit`` in ten minutes, one attempt per ``gap`` is still allowed."""
    try:
        hit(key, limit)
    except RateLimitExceeded:
        hit(f"{key} slowly", 1, gap)


def refund(key: str) -> None:
    """Uncount one attempt for ``key``: it was a right one."""
    with transaction.atomic():
        counter = RateLimit.objects.select_for_update().filter(key=key).first()
        if counter and counter.count:
            counter.count -= 1
            counter.save(update_fields=["count"])


def reset(keys: Iterable[str]) -> None:
    """Delete the counts of ``keys``."""
    RateLimit.objects.filter(key__in=keys).delete()


def remember_network(network: str, secret: str, period: timedelta) -> None:
    """Remember for ``period`` that ``secret`` was used from ``network``: there it is not slowed down."""
    RateLimit.objects.update_or_create(
        key=_network_key(network, secret), defaults={"resets_at": timezone.now() + period}
    )


def is_known_network(network: str, secret: str) -> bool:
    """Return whether ``secret`` was used from ``network`` before."""
    return RateLimit.objects.filter(key=_network_key(network, secret), resets_at__gt=timezone.now()).exists()


def _network_key(network: str, secret: str) -> str:
    return f"known {key_digest(f'{network} {secret}')}"


def _try_again(wait: int) -> str:
    if wait < 60:
        message = ngettext(
            "Too many attempts. Try again in {n} second.",
            "Too many attempts. Try again in {n} seconds.",
            wait,
        )
        return message.format(n=wait)
    if (minutes := round(wait / 60)) <= 90:
        message = ngettext(
            "Too many attempts. Try again in {n} minute.",
            "Too many attempts. Try again in {n} minutes.",
            minutes,
        )
        return message.format(n=minutes)
    hours = round(wait / 3600)
    message = ngettext(
        "Too many attempts. Try again in {n} hour.",
        "Too many attempts. Try again in {n} hours.",
        hours,
    )
    return message.format(n=hours)

"""How often something may be tried: a limit a key, in the database, so that every process counts in the same one."""

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
# What one person may do in that time. A class works far below it, and a program that runs wild far above.
LIMITS = {
    "upload": 200,
    "cleaning": 200,
    "import": 60,
    "export": 600,
    "files": 60,
    "invitation": 100,
    "comment": 600,
}


class RateLimitExceeded(ProblemError):
    """Tried too often; ``wait`` is in whole seconds."""

    status = 429
    code = "too-often"

    def __init__(self, wait: int) -> None:
        super().__init__(_try_again(wait))
        self.wait = wait

    def headers(self) -> dict[str, str]:
        """Return when to try again."""
        return {"Retry-After": str(self.wait)}


def hit_named_limit(who: Any, what: str) -> None:
    """One more of what ``LIMITS`` names, for somebody, or for whoever has a secret; raises ``RateLimitExceeded``."""
    hit(f"{what} {key_digest(who) if isinstance(who, str) else who.pk}", LIMITS[what])


def key_digest(secret: str) -> str:
    """By which a limit is found, and nothing else: no limit's key says what was typed."""
    return sha256(secret.encode()).hexdigest()[:24]


def hit(key: str, most: int, period: timedelta = PERIOD) -> int:
    """Count one more try for ``key`` and return how many there are; raise ``RateLimitExceeded`` after ``most`` in ``period``."""
    now = timezone.now()
    with transaction.atomic():
        new, created = RateLimit.objects.get_or_create(key=key, defaults={"resets_at": now + period})
        # So that the table does not grow for ever, whoever keeps a site without a daily task.
        if created and new.pk % 1000 == 0:
            RateLimit.objects.filter(resets_at__lt=now).delete()
        limit = RateLimit.objects.select_for_update().get(key=key)
        # A clock that was put back must not lock anybody out; who merely looked at it a moment earlier changes nothing.
        if not now < limit.resets_at <= now + 2 * period:
            limit.count, limit.resets_at = 0, now + period
        if limit.count >= most:
            raise RateLimitExceeded(max(1, round((limit.resets_at - now).total_seconds())))
        limit.count += 1
        limit.save(update_fields=["count", "resets_at"])
        return limit.count


def count_attempt(key: str) -> int:
    """Count one more for ``key``, which limits nothing, and return how many there are."""
    return hit(key, sys.maxsize)


def current_count(key: str) -> int:
    """Return how many are counted for ``key`` now."""
    rows = RateLimit.objects.filter(key=key, resets_at__gt=timezone.now())
    return rows.values_list("count", flat=True).first() or 0


def hit_slowly(key: str, most: int, gap: timedelta) -> None:
    """One more try for ``key``: after ``most`` in ten minutes there is one each ``gap``, and nobody is locked out."""
    try:
        hit(key, most)
    except RateLimitExceeded:
        hit(f"{key} slowly", 1, gap)


def refund(key: str) -> None:
    """The try was right: it does not count."""
    with transaction.atomic():
        limit = RateLimit.objects.select_for_update().filter(key=key).first()
        if limit and limit.count:
            limit.count -= 1
            limit.save(update_fields=["count"])


def reset(keys: Iterable[str]) -> None:
    """Forget what was counted for ``keys``."""
    RateLimit.objects.filter(key__in=keys).delete()


def remember_place(place: str, secret: str, period: timedelta) -> None:
    """Note that ``secret`` opened something from ``place``: for ``period`` it is not slowed down there."""
    RateLimit.objects.update_or_create(
        key=_place(place, secret), defaults={"resets_at": timezone.now() + period}
    )


def is_known_place(place: str, secret: str) -> bool:
    """Whether somebody has come in by ``secret`` from ``place``."""
    return RateLimit.objects.filter(key=_place(place, secret), resets_at__gt=timezone.now()).exists()


def _place(place: str, secret: str) -> str:
    return f"known {key_digest(f'{place} {secret}')}"


def _try_again(wait: int) -> str:
    if wait < 60:
        message = ngettext(
            "This was tried too often. Try again in {n} second.",
            "This was tried too often. Try again in {n} seconds.",
            wait,
        )
        return message.format(n=wait)
    if (minutes := round(wait / 60)) <= 90:
        message = ngettext(
            "This was tried too often. Try again in {n} minute.",
            "This was tried too often. Try again in {n} minutes.",
            minutes,
        )
        return message.format(n=minutes)
    hours = round(wait / 3600)
    message = ngettext(
        "This was tried too often. Try again in {n} hour.",
        "This was tried too often. Try again in {n} hours.",
        hours,
    )
    return message.format(n=hours)

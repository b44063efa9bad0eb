"""How often something may be tried: a bucket a key, in the database, so that every process counts in the same one."""

import sys
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from people.models import Bucket

PERIOD = timedelta(minutes=10)
# What one person may do in that time. A class works far below it, and a program that runs wild far above.
MOST = {
    "upload": 200,
    "cleaning": 200,
    "import": 60,
    "export": 600,
    "files": 60,
    "invitation": 100,
    "comment": 600,
}


class TooOften(Exception):
    """Tried too often; ``wait`` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(_try_again(wait))
        self.wait = wait


def charge(who: Any, what: str) -> None:
    """One more of what ``MOST`` names, for somebody, or for whoever has a secret; raises ``TooOften``."""
    spend(f"{what} {digest(who) if isinstance(who, str) else who.pk}", MOST[what])


def digest(secret: str) -> str:
    """By which a bucket is found, and nothing else: no bucket's key says what was typed."""
    return sha256(secret.encode()).hexdigest()[:24]


def spend(key: str, most: int, period: timedelta = PERIOD) -> int:
    """Count one more try for ``key`` and return how many there are; raise ``TooOften`` after ``most`` in ``period``."""
    now = timezone.now()
    with transaction.atomic():
        new, created = Bucket.objects.get_or_create(key=key, defaults={"until": now + period})
        # So that the table does not grow for ever, whoever keeps a site without a daily task.
        if created and new.pk % 1000 == 0:
            Bucket.objects.filter(until__lt=now).delete()
        bucket = Bucket.objects.select_for_update().get(key=key)
        # A clock that was put back must not lock anybody out; who merely looked at it a moment earlier changes nothing.
        if not now < bucket.until <= now + 2 * period:
            bucket.spent, bucket.until = 0, now + period
        if bucket.spent >= most:
            raise TooOften(max(1, round((bucket.until - now).total_seconds())))
        bucket.spent += 1
        bucket.save(update_fields=["spent", "until"])
        return bucket.spent


def count(key: str) -> int:
    """Count one more for ``key``, which limits nothing, and return how many there are."""
    return spend(key, sys.maxsize)


def current_count(key: str) -> int:
    """Return how many are counted for ``key`` now."""
    rows = Bucket.objects.filter(key=key, until__gt=timezone.now())
    return rows.values_list("spent", flat=True).first() or 0


def spend_slowly(key: str, most: int, gap: timedelta) -> None:
    """One more try for ``key``: after ``most`` in ten minutes there is one each ``gap``, and nobody is locked out."""
    try:
        spend(key, most)
    except TooOften:
        spend(f"{key} slowly", 1, gap)


def give_back(key: str) -> None:
    """The try was right: it does not count."""
    with transaction.atomic():
        bucket = Bucket.objects.select_for_update().filter(key=key).first()
        if bucket and bucket.spent:
            bucket.spent -= 1
            bucket.save(update_fields=["spent"])


def reset(keys: Iterable[str]) -> None:
    """Forget what was counted for ``keys``."""
    Bucket.objects.filter(key__in=keys).delete()


def remember_place(place: str, secret: str, period: timedelta) -> None:
    """Note that ``secret`` opened something from ``place``: for ``period`` it is not slowed down there."""
    Bucket.objects.update_or_create(key=_place(place, secret), defaults={"until": timezone.now() + period})


def is_known_place(place: str, secret: str) -> bool:
    """Whether somebody has come in by ``secret`` from ``place``."""
    return Bucket.objects.filter(key=_place(place, secret), until__gt=timezone.now()).exists()


def _place(place: str, secret: str) -> str:
    return f"known {digest(f'{place} {secret}')}"


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

"""How often something may be tried: a bucket a key, in the database, so that every process counts in the same one."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from people.models import Bucket

PERIOD = timedelta(minutes=10)
# What one person may do in that time. A class works far below it, and a program that runs wild far above.
MOST = {"upload": 200, "cleaning": 200, "import": 60, "export": 600, "files": 60}


class TooOften(Exception):
    """Tried too often; ``wait`` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        minutes = max(1, round(wait / 60))
        said = ngettext(
            "This was tried too often. Try again in {n} minute.",
            "This was tried too often. Try again in {n} minutes.",
            minutes,
        )
        super().__init__(said.format(n=minutes))
        self.wait = wait


def charge(who: Any, what: str) -> None:
    """One more of what ``MOST`` names, for somebody, or for whoever has a secret; raises ``TooOften``."""
    spend(f"{what} {digest(who) if isinstance(who, str) else who.pk}", MOST[what])


def digest(secret: str) -> str:
    """By which a bucket is found, and nothing else: no bucket's key says what was typed."""
    return sha256(secret.encode()).hexdigest()[:24]


def spend(key: str, most: int) -> None:
    """One more try for ``key``; raises ``TooOften`` after ``most`` in ten minutes."""
    now = timezone.now()
    with transaction.atomic():
        Bucket.objects.get_or_create(key=key, defaults={"until": now + PERIOD})
        bucket = Bucket.objects.select_for_update().get(key=key)
        # A clock that was put back must not lock anybody out; who merely looked at it a moment earlier changes nothing.
        if not now < bucket.until <= now + 2 * PERIOD:
            bucket.spent, bucket.until = 0, now + PERIOD
        if bucket.spent >= most:
            raise TooOften(max(1, round((bucket.until - now).total_seconds())))
        bucket.spent += 1
        bucket.save(update_fields=["spent", "until"])


def give_back(key: str) -> None:
    """The try was right: it does not count."""
    with transaction.atomic():
        bucket = Bucket.objects.select_for_update().filter(key=key).first()
        if bucket and bucket.spent:
            bucket.spent -= 1
            bucket.save(update_fields=["spent"])


def address(request: Any) -> str:
    """Where a request comes from: behind so many proxies of ours, what the outermost of them saw."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies:
        return hops[-proxies][:64]
    return str(request.META.get("REMOTE_ADDR", ""))

"""Who is online in a round: each process saves the people who listen to it, and reads those of all processes."""

from datetime import timedelta
from typing import Any

from django.db import close_old_connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from annotate.models import Presence

# Somebody removed from the team a moment ago may still have a row.
_sees_round = Q(round__text__article__team=None) | Q(user__memberships__team=F("round__text__article__team"))
# Each process saves its people every few seconds; a row older than this belongs to somebody who has left.
EXPIRY = timedelta(seconds=15)


def update_and_list(listening: dict[int, set[int]]) -> dict[int, list[dict[str, Any]]]:
    """Save ``listening`` ({round id: user ids}), and return everybody who is online in those rounds, by name."""
    close_old_connections()
    now = timezone.now()
    presences = [
        Presence(round_id=round_, user_id=user, seen_at=now)
        for round_, users in listening.items()
        for user in users
    ]
    with transaction.atomic():
        Presence.objects.bulk_create(
            presences, update_conflicts=True, unique_fields=["round", "user"], update_fields=["seen_at"]
        )
        Presence.objects.filter(seen_at__lt=now - EXPIRY).delete()
        rows = list(
            Presence.objects.filter(_sees_round, round__in=listening)
            .order_by("user__name", "user")
            .values_list("round", "user", "user__name")
        )
    return {round_: [{"id": pk, "name": name} for r, pk, name in rows if r == round_] for round_ in listening}

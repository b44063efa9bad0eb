"""Who is here: each process notes the people who listen to it, and reads those of all processes."""

from datetime import timedelta
from typing import Any

from django.db import close_old_connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from annotate.models import Presence

# Who was removed a moment ago is noted still.
_sees_round = Q(round__text__article__team=None) | Q(user__memberships__team=F("round__text__article__team"))
# A process notes its people every few seconds; who has not been noted for so long has left.
FRESH = timedelta(seconds=15)


def update_and_list(mine: dict[int, set[int]]) -> dict[int, list[dict[str, Any]]]:
    """Note ``mine`` (round -> people that listen here), and give everybody who is in those rounds, by name."""
    close_old_connections()
    now = timezone.now()
    noted = [Presence(round_id=r, user_id=user, seen_at=now) for r, people in mine.items() for user in people]
    with transaction.atomic():
        Presence.objects.bulk_create(
            noted, update_conflicts=True, unique_fields=["round", "user"], update_fields=["seen_at"]
        )
        Presence.objects.filter(seen_at__lt=now - FRESH).delete()
        fresh = list(
            Presence.objects.filter(_sees_round, round__in=mine)
            .order_by("user__name", "user")
            .values_list("round", "user", "user__name")
        )
    return {round_: [{"id": pk, "name": name} for r, pk, name in fresh if r == round_] for round_ in mine}

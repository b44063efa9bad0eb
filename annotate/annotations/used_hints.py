"""Hints and annotating: which layers were made with hints, and which hints were adopted."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils import timezone

from annotate.access import shown_hints
from annotate.enums import HintResponse, HintTiming
from annotate.models import Layer, Round
from people.models import User


def mark_as_adopted(user: User, round_: Round, from_hint: Mapping[str, str] | None) -> None:
    """Record that ``user`` adopted the hint that ``from_hint`` names, or the only one with its reason that they had."""
    if not from_hint:
        return
    named = {name: from_hint[name] for name in ("code", "key") if name in from_hint}
    hints = shown_hints(user, round_).filter(**named)[:2]
    if len(hints) == 1:
        hints[0].response, hints[0].responded_at = HintResponse.ADOPTED, timezone.now()
        hints[0].save(update_fields=["response", "responded_at"])


def count_hints_as_seen(round_: Round, layers: QuerySet[Layer]) -> None:
    """Count a hint as requested in layers without one, whose annotators could see all hints and now annotate again."""
    if round_.hints != HintTiming.OFF:
        layers.filter(hints_requested=0).update(hints_requested=1)

"""What whoever looks after the site sees of it: rounds, queues and failures. Numbers and places, no people."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone

from annotate.enums import RoundMode, RoundState
from annotate.models import Round, Webhook
from operations.models import Failure
from operations.monitoring import counts
from people.code_guessing import EVERYWHERE, MANY_WRONG_CODES
from reports.models import ExportJob
from web.rate_limits import current_count
from web.tasks import queue_length

# Rounds that are under way, and failures, on one page.
SHOWN = 50
LIVELY = timedelta(hours=1)


def dashboard_data() -> dict[str, Any]:
    """For the page."""
    now = timezone.now()
    wrong_codes = current_count(EVERYWHERE)
    open_rounds = Round.objects.filter(state=RoundState.OPEN)
    # Whoever looks after the site may take part: where people work alone, numbers would tell them how much others do.
    alone = Q(mode=RoundMode.INDEPENDENT)
    rounds = open_rounds.exclude(alone).annotate(
        last=Max("changes__created_at"),
        marks=Count("changes", filter=Q(changes__created_at__gt=now - LIVELY)),
    )
    return {
        "states": counts.count_rounds(),
        "rounds": rounds.exclude(last=None).order_by("-last")[:SHOWN],
        "rounds_alone": open_rounds.filter(alone).count(),
        "unfinished": counts.count_unfinished(),
        "bundles_failed": ExportJob.objects.filter(failed=True).count(),
        "hooks": Webhook.objects.exclude(failures=0, stopped_at=None).order_by("pk"),
        "broker": bool(settings.BROKER_URL),
        "queue": queue_length(),
        "wrong_codes": wrong_codes,
        "somebody_guesses": wrong_codes >= MANY_WRONG_CODES,
        "failures": Failure.objects.order_by("-last_at")[:SHOWN],
        "now": now,
    }

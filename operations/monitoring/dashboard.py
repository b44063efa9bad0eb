"""The operator's dashboard: rounds, queues and failures. Numbers and places, no people."""

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

# Rounds and failures that are listed.
MAX_ROWS = 50
RECENT = timedelta(hours=1)


def dashboard_data() -> dict[str, Any]:
    """Return the context of the dashboard."""
    now = timezone.now()
    wrong_codes = current_count(EVERYWHERE)
    open_rounds = Round.objects.filter(state=RoundState.OPEN)
    # Operators may take part in rounds: in those that hide, numbers would tell them how much others have done.
    hiding = ~Q(mode=RoundMode.OPEN)
    rounds = open_rounds.exclude(hiding).annotate(
        last=Max("changes__created_at"),
        marks=Count("changes", filter=Q(changes__created_at__gt=now - RECENT)),
    )
    return {
        "states": counts.count_rounds(),
        "rounds": rounds.exclude(last=None).order_by("-last")[:MAX_ROWS],
        "rounds_alone": open_rounds.filter(hiding).count(),
        "unfinished": counts.count_unfinished(),
        "failed_exports": ExportJob.objects.filter(failed=True).count(),
        "hooks": Webhook.objects.exclude(failures=0, stopped_at=None).order_by("pk"),
        "broker": bool(settings.BROKER_URL),
        "queue": queue_length(),
        "wrong_codes": wrong_codes,
        "somebody_guesses": wrong_codes >= MANY_WRONG_CODES,
        "failures": Failure.objects.order_by("-last_at")[:MAX_ROWS],
        "now": now,
    }

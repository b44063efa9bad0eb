"""What is in the database now, in numbers: for Prometheus and for the page of whoever looks after the site."""

from django.db.models import Count

from annotate.enums import RoundState
from annotate.models import Round
from reports.models import ExportJob, Import


def count_rounds() -> dict[RoundState, int]:
    """How many there are in each state."""
    found = dict(Round.objects.values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in RoundState}


def count_unfinished() -> dict[str, int]:
    """What is not done yet."""
    return {
        "bundles": ExportJob.objects.filter(finished_at=None, failed=False).count(),
        "imports": Import.objects.filter(done_at=None).count(),
    }

"""Numbers of rounds and unfinished jobs, for Prometheus and the operator's dashboard."""

from django.db.models import Count

from annotate.enums import RoundState
from annotate.models import Round
from articles.models import ScanJob
from reports.models import ExportJob, Import


def count_rounds() -> dict[RoundState, int]:
    """Return the number of rounds in each state, without those that lessons keep for their classes."""
    counts = dict(Round.objects.filter(lesson_exercise=None).values_list("state").annotate(Count("pk")))
    return {state: counts.get(state, 0) for state in RoundState}


def count_unfinished() -> dict[str, int]:
    """Return the numbers of unfinished exports, imports and scans."""
    return {
        "bundles": ExportJob.objects.filter(finished_at=None, failed=False).count(),
        "imports": Import.objects.filter(done_at=None).count(),
        "scans": ScanJob.objects.exclude(state=ScanJob.State.DONE).count(),
    }

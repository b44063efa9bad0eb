"""What is in the database now, in numbers: for Prometheus and for the page of whoever looks after the site."""

from django.db.models import Count

from annotate.enums import State
from annotate.models import Round
from reports.models import Bundle, Import


def rounds() -> dict[State, int]:
    """How many there are in each state."""
    found = dict(Round.objects.values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in State}


def unfinished() -> dict[str, int]:
    """What is not done yet."""
    return {
        "bundles": Bundle.objects.filter(finished_at=None, failed=False).count(),
        "imports": Import.objects.filter(done_at=None).count(),
    }

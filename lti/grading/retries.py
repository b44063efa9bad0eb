"""When a grade that was not sent is tried again."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lti.grading.computing import MAX_FAILURES
from lti.grading.failures import Rejected, stored
from lti.models import Grade

# Retries after 10 seconds, 20, 40 … at most 6 hours; given up after MAX_FAILURES in a row, about three days.
FIRST_WAIT, MAX_WAIT = 10, 6 * 3600


def record_rejection(grades: QuerySet[Grade], error: Rejected) -> None:
    """Count a failure after which each grade is tried again or, if that cannot succeed, given up."""
    if error.is_temporary:
        postpone(grades, stored(error), error.wait)
    else:
        grades.update(failures=MAX_FAILURES, error=stored(error))


def postpone(grades: QuerySet[Grade], error: str, least: int = 0) -> None:
    """Count a failure, and try again after a time that doubles with each in a row, at least ``least`` seconds."""
    now = timezone.now()
    for pk, failures in list(grades.values_list("pk", "failures")):
        wait = min(MAX_WAIT, max(least, FIRST_WAIT * 2**failures))
        next_try_at = now + timedelta(seconds=wait)
        Grade.objects.filter(pk=pk).update(failures=failures + 1, error=error, next_try_at=next_try_at)

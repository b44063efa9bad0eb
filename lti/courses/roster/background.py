"""Read lists of people in the background: in Celery's workers if there is a broker, else in a thread, one at a time."""

import threading
from functools import partial

from django.db import connections, transaction

from lti.courses.roster.reading import claim_roster, read_roster
from lti.models import Course
from web.failures import report_failure
from web.tasks import enqueue

MAX_WAITING = 100
_one_at_a_time, _places = threading.Lock(), threading.BoundedSemaphore(MAX_WAITING)


def read_roster_soon(course: Course) -> bool:
    """Read the list of the course after this transaction; return False if it has been read a moment ago."""
    if not claim_roster(course):
        return False
    transaction.on_commit(partial(_begin, course.pk))
    return True


def _begin(pk: int) -> None:
    if enqueue("roster", pk):
        return
    if not _places.acquire(blocking=False):
        # A platform may open any number of courses. The next launch of a teacher tries again.
        Course.objects.filter(pk=pk).update(roster_read_at=None)
        return
    threading.Thread(target=_run_here, args=(pk,), name=f"roster {pk}", daemon=True).start()


def _run_here(pk: int) -> None:
    with _one_at_a_time:
        try:
            read_roster(pk)
        except Exception:
            report_failure(f"reading the people of course {pk}")
        finally:
            connections.close_all()
            _places.release()

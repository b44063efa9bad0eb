"""The thread of a web process that sends grades, or enqueues that for a worker, after each committed change."""

import logging
import threading
from typing import Any

from django.conf import settings
from django.db import connections

from annotate.change_log import changes_committed
from lti.grading.delivery import anything_due, deliver_due, next_due
from lti.grading.state import graded_links
from web.tasks import enqueue

log = logging.getLogger(__name__)


class GradeWorker:
    """One thread per process. Claims keep two processes from sending the grades of the same link."""

    # Seconds to wait after a change, so that changes in quick succession are sent as one grade.
    BATCH_DELAY = 2.0
    # Where no link is graded, changes are looked at this often at most: that is all that they cost there.
    IDLE_DELAY = 60.0
    # What no change and no due date announces, as a column that a launch brings, is found after this time.
    MAX_WAIT = 600.0

    def __init__(self) -> None:
        self.woken, self.hurried = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread, beginning with what was left unsent."""
        changes_committed.connect(self.wake)
        self.woken.set()
        self.thread = threading.Thread(target=self._run, name="grades", daemon=True)
        self.thread.start()

    def wake(self, **kwargs: Any) -> None:
        """Wake the worker; called after each committed change."""
        self.woken.set()

    def look_now(self) -> None:
        """Wake the worker without any delay; called when a link is opened or its grading is changed."""
        self.hurried.set()
        self.woken.set()

    def _run(self) -> None:
        delay, wait = 0.0, None
        while True:
            self.woken.wait(wait)
            self.hurried.wait(delay)
            self.hurried.clear()
            self.woken.clear()
            delay, wait = self._deliver()
            if not self.woken.is_set():
                connections.close_all()

    def _deliver(self) -> tuple[float, float | None]:
        """Deliver what is due. Return how long to wait after the next change, and for how long without one."""
        try:
            if not graded_links().exists():
                return self.IDLE_DELAY, None
            # With a broker a worker is woken only if there is something for it to do.
            if not settings.BROKER_URL or (anything_due() and not enqueue("grades")):
                deliver_due()
            due = next_due()
            return self.BATCH_DELAY, self.MAX_WAIT if due is None else min(due, self.MAX_WAIT)
        except Exception:
            log.exception("Grades could not be sent.")
            return self.BATCH_DELAY, self.IDLE_DELAY


grade_worker = GradeWorker()

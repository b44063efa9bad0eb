"""The thread of a web process that delivers to webhooks, or enqueues that for a worker, after each committed change."""

import logging
import threading
from typing import Any

from django.db import connections

from annotate.change_log import changes_committed
from annotate.webhooks.delivery import anything_due, deliver_due, next_due
from web.tasks import enqueue

log = logging.getLogger(__name__)


class WebhookWorker:
    """One thread per process. Claims keep two processes from delivering to the same webhook."""

    # Seconds to wait after a change, so that changes in quick succession are delivered as one batch.
    BATCH_DELAY = 0.2

    def __init__(self) -> None:
        self.woken = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread, beginning with what was left undelivered."""
        changes_committed.connect(self.wake)
        self.woken.set()
        self.thread = threading.Thread(target=self._run, name="deliveries", daemon=True)
        self.thread.start()

    def wake(self, **kwargs: Any) -> None:
        """Wake the worker; called after each committed change."""
        self.woken.set()

    def _run(self) -> None:
        wait: float | None = None
        while True:
            self.woken.wait(wait)
            self.woken.clear()
            threading.Event().wait(self.BATCH_DELAY)
            wait = self._deliver()
            if not self.woken.is_set():
                connections.close_all()

    def _deliver(self) -> float | None:
        """Deliver what is due, and return the seconds until the next retry."""
        try:
            if anything_due() and not enqueue("webhooks"):
                deliver_due()
            return next_due()
        except Exception:
            log.exception("Webhooks could not be told.")
            return 60


webhook_worker = WebhookWorker()

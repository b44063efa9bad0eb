"""The thread of a web process that tells webhooks what happened, or has a worker do so, woken by each change."""

import logging
import threading
from typing import Any

from django.db import connections

from annotate.change_log import changes_committed
from annotate.webhooks.delivery import anything_due, deliver_due, next_due
from web.tasks import enqueue

log = logging.getLogger(__name__)


class WebhookWorker:
    """One a process. Whoever is woken first, in whichever process, delivers: webhooks are claimed."""

    # Changes that come at once are told at once.
    TOGETHER = 0.2

    def __init__(self) -> None:
        self.woken = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin with what is left from before."""
        changes_committed.connect(self.wake)
        self.woken.set()
        self.thread = threading.Thread(target=self._run, name="deliveries", daemon=True)
        self.thread.start()

    def wake(self, **kwargs: Any) -> None:
        """Something happened."""
        self.woken.set()

    def _run(self) -> None:
        wait: float | None = None
        while True:
            self.woken.wait(wait)
            self.woken.clear()
            threading.Event().wait(self.TOGETHER)
            wait = self._deliver()
            if not self.woken.is_set():
                connections.close_all()

    def _deliver(self) -> float | None:
        """In how many seconds to try again."""
        try:
            if anything_due() and not enqueue("webhooks"):
                deliver_due()
            return next_due()
        except Exception:
            log.exception("Webhooks could not be told.")
            return 60


webhook_worker = WebhookWorker()

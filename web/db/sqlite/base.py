"""Django's SQLite backend, where the writers of one process queue for the write lock.

SQLite itself has no queue: a writer that finds the database locked sleeps, tries again and sleeps longer, while others
overtake it. Eight threads that wrote annotations waited 170 to 200 ms in the slowest twentieth of requests and 350 ms
at most with the queue, and 260 to 420 ms and up to 3 s without it (docs/performance.md).
"""

import threading
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

WRITE_LOCK = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds ``WRITE_LOCK`` from BEGIN IMMEDIATE to the end of the transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holds_lock = False

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode is None:
            # A transaction that only reads.
            super()._start_transaction_under_autocommit()
            return
        if not WRITE_LOCK.acquire(timeout=self.settings_dict["OPTIONS"]["timeout"]):
            raise OperationalError("database is locked")
        self.holds_lock = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._release()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._release()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._release()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._release()

    def _release(self) -> None:
        if self.holds_lock:
            self.holds_lock = False
            WRITE_LOCK.release()

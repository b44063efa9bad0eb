"""The writers of one process wait for each other in a queue.

SQLite has no queue: who finds the database taken sleeps, looks again, and sleeps longer, while others pass by. With
eight writers that made one in twenty wait for a third of a second.
"""

import threading
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

WRITING = threading.Lock()
# For whoever has something to do after that; see checkpoints.py.
WRITTEN = threading.Event()


class DatabaseWrapper(base.DatabaseWrapper):
    """One transaction that writes at a time."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.writes = False

    def _start_transaction_under_autocommit(self) -> None:
        if not WRITING.acquire(timeout=self.settings_dict["OPTIONS"]["timeout"]):
            raise OperationalError("database is locked")
        self.writes = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._written()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._written()
        WRITTEN.set()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._written()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._written()

    def _written(self) -> None:
        if self.writes:
            self.writes = False
            WRITING.release()

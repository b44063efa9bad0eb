"""The writers of one process wait for each other in a queue, and a statement is put into SQLite's words once.

SQLite has no queue: who finds the database taken sleeps, looks again, and sleeps longer, while others pass by. With
eight writers that made one in twenty wait for a third of a second.
"""

import threading
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

WRITE_LOCK = threading.Lock()
# For whoever has something to do after that; see checkpoints.py.
wal_dirty = threading.Event()


# Letters of a statement that is remembered. Longer ones are lists of values, and come once.
REMEMBERED = 5000


class Cursor(base.SQLiteCursorWrapper):
    """Django looks for the places in a statement each time: as long as SQLite takes to answer a small one."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) < REMEMBERED:
            return _converted(query)
        return super().convert_query(query, param_names=param_names)  # type: ignore[no-any-return]


@lru_cache(1000)
def _converted(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query)).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """One transaction that writes at a time."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.writes = False

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode is None:
            # It only reads.
            super()._start_transaction_under_autocommit()
            return
        if not WRITE_LOCK.acquire(timeout=self.settings_dict["OPTIONS"]["timeout"]):
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
        wal_dirty.set()

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
            WRITE_LOCK.release()

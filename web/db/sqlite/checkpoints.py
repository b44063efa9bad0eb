"""Moves what was written from SQLite's log into its file, beside the writers.

By itself SQLite has one in a thousand writers do it before it is answered, and all others wait for that one.
"""

import logging
import sqlite3
import threading
from contextlib import closing

from web.db.sqlite.base import wal_dirty

log = logging.getLogger(__name__)

# Seconds in which what is written is moved together.
TOGETHER = 1


def start_checkpointer(path: str) -> None:
    """For the database at ``path``, for as long as this process lives; while nobody writes it sleeps."""
    threading.Thread(target=_run, args=[path], name="checkpoints", daemon=True).start()


def _run(path: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        while True:
            wal_dirty.wait()
            threading.Event().wait(TOGETHER)
            wal_dirty.clear()
            try:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except sqlite3.OperationalError:
                log.exception(
                    "What was written could not be moved into the database's file. It is safe in its log."
                )

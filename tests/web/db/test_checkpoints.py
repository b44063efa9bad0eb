"""What is written to SQLite gets into its file without a writer who does that."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.waiting import until
from web.db.sqlite import checkpoints
from web.db.sqlite.base import wal_dirty


def rows(file: Path, copy: Path) -> int:
    """In the file alone, without its log."""
    shutil.copy(file, copy)
    with closing(sqlite3.connect(copy)) as connection:
        return int(connection.execute("SELECT count(*) FROM written").fetchone()[0])


def test_what_was_written_is_moved(tmp_path: Path) -> None:
    file, copy = tmp_path / "site.sqlite3", tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE written (word TEXT)")
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        checkpoints.start_checkpointer(str(file))
        for count in (1, 2):
            writer.execute("INSERT INTO written VALUES ('word')")
            assert rows(file, copy) == count - 1
            wal_dirty.set()
            until(lambda count=count: rows(file, copy) == count)

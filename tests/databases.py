"""The databases of a test run: one is migrated once, each process has a copy of it and empties that."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from tests.snapshot import ALWAYS_THERE


@contextmanager
def copied_database(process: str) -> Iterator[None]:
    """Connect to a copy of the migrated database for this process, and drop it in the end."""
    name, creation = connection.settings_dict["NAME"], connection.creation
    with _migrated_database():
        creation.clone_test_db(process, verbosity=0)
        connection.settings_dict.update(creation.get_test_db_clone_settings(process))
    yield
    _disconnect_others()
    creation.destroy_test_db(name, verbosity=0)


@contextmanager
def _migrated_database() -> Iterator[None]:
    """Let one process at a time copy the migrated database, which the first one of a run creates."""
    with open(_marker().with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _marker().exists():
            connection.settings_dict["NAME"] = _marker().read_text()
        else:
            _marker().write_text(
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            )
        connection.close()
        yield


def _marker() -> Path:
    return Path(os.environ["CLAIMLIGHT_TESTS"], "migrated-database")


def drop_migrated_database() -> None:
    """Drop the database that was copied, at the end of a run."""
    if _marker().exists():
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = _marker().read_text()
        connection.creation.destroy_test_db(name, verbosity=0)


def _disconnect_others() -> None:
    """Close connections of threads that answered requests: PostgreSQL cannot drop a database that is in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def empty_tables(*_test: Any) -> None:
    """Delete all rows that a test committed; what every migrated database holds stays.

    Django truncates all tables instead: on PostgreSQL that makes a new file for each of them and of their indexes.
    Foreign keys are checked on commit, when all rows are gone.
    """
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in ALWAYS_THERE
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {table})' for table in tables)}")
        for table, has_rows in zip(tables, cursor.fetchone(), strict=True):
            if has_rows:
                cursor.execute(f"DELETE FROM {table}")

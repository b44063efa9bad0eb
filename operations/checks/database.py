"""Whether the database answers, is whole, and is as this version wants it."""

from collections.abc import Iterator

from django.db import Error, connection

from operations.checks import Problem
from operations.migration_state import unapplied_count, unknown_migrations

OLDEST_POSTGRESQL = 140000


class Database:
    """SQLite or PostgreSQL."""

    slug, order = "database", 3
    title = "The database"

    def look(self) -> Iterator[Problem]:
        """Everything that can be said without reading the rows; of SQLite its own check, too."""
        try:
            connection.ensure_connection()
        except Error as error:
            yield f"The database does not answer: {str(error).strip()}", "Start it, or set DATABASE_URL."
            return
        yield from self.migrations()
        yield from self.sqlite() if connection.vendor == "sqlite" else self.postgresql()

    def migrations(self) -> Iterator[Problem]:
        """Too few, or more than this version knows."""
        if missing := unapplied_count():
            yield f"The database is {missing} steps behind this version.", "Run: manage.py migrate"
        if newer := unknown_migrations():
            first = ".".join(min(newer))
            yield f"The database is newer than this version: it has {first}.", "Update Claimlight."

    def sqlite(self) -> Iterator[Problem]:
        """What SQLite finds by reading all of its pages."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(5)")
            damage = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        if damage != ["ok"]:
            yield (
                f"The file of the database is damaged: {damage[0]}.",
                "Restore the last backup into a new folder.",
            )
        if mode != "wal":
            yield (
                f"The database keeps its journal as {mode!r}, so readers wait for writers.",
                "Put DATA_DIR on a disk of this machine: network folders cannot do better.",
            )

    def postgresql(self) -> Iterator[Problem]:
        """Its version, and whether it keeps what it says it keeps."""
        with connection.cursor() as cursor:
            cursor.execute("SHOW fsync")
            fsync = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
        if connection.pg_version < OLDEST_POSTGRESQL:  # type: ignore[attr-defined]
            yield "This PostgreSQL is older than 14.", "Update it."
        if fsync != "on" or commit == "off":
            yield (
                "PostgreSQL says that a mark is kept before it is on the disk.",
                "Set fsync and synchronous_commit to on: otherwise a power cut loses marks.",
            )

"""Check that the database answers, is intact, and is at this version's migrations."""

from collections.abc import Iterator

from django.db import Error, connection

from operations.checks import Problem
from operations.migration_state import unapplied_count, unknown_migrations

MIN_POSTGRESQL = 140000


class Database:
    """SQLite or PostgreSQL."""

    slug, order = "database", 3
    title = "The database"

    def run(self) -> Iterator[Problem]:
        """Yield what can be found without reading all rows; on SQLite also what its own check finds."""
        try:
            connection.ensure_connection()
        except Error as error:
            yield f"The database does not answer: {str(error).strip()}", "Start it, or set DATABASE_URL."
            return
        yield from self.migrations()
        yield from self.sqlite() if connection.vendor == "sqlite" else self.postgresql()

    def migrations(self) -> Iterator[Problem]:
        """Yield a problem if migrations are missing or unknown."""
        if missing := unapplied_count():
            yield f"The database is {missing} steps behind this version.", "Run: manage.py migrate"
        if newer := unknown_migrations():
            first = ".".join(min(newer))
            yield f"The database is newer than this version: it has {first}.", "Update Claimlight."

    def sqlite(self) -> Iterator[Problem]:
        """Yield the problems that SQLite's own check finds, and one for a slow journal mode."""
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
        """Yield problems with PostgreSQL's version and durability."""
        with connection.cursor() as cursor:
            cursor.execute("SHOW fsync")
            fsync = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
        if connection.pg_version < MIN_POSTGRESQL:  # type: ignore[attr-defined]
            yield "This PostgreSQL is older than 14.", "Update it."
        if fsync != "on" or commit == "off":
            yield (
                "PostgreSQL says that a mark is kept before it is on the disk.",
                "Set fsync and synchronous_commit to on: otherwise a power cut loses marks.",
            )

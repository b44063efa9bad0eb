"""How far the database is from what this version of the program wants."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def unapplied_count() -> int:
    """How many migrations have not run yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_migrations() -> set[tuple[str, str]]:
    """The migrations (app, name) that have run, and that this version does not know."""
    loader = MigrationExecutor(connection).loader
    known = {app for app, _name in loader.disk_migrations}
    return {(app, name) for app, name in loader.applied_migrations if app in known} - set(
        loader.disk_migrations
    )

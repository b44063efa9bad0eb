"""Compare the database's migrations with those of this version."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def unapplied_count() -> int:
    """Return the number of migrations that have not run yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_migrations() -> set[tuple[str, str]]:
    """Return the applied migrations (app, name) that this version does not have."""
    loader = MigrationExecutor(connection).loader
    apps = {app for app, _name in loader.disk_migrations}
    return {(app, name) for app, name in loader.applied_migrations if app in apps} - set(
        loader.disk_migrations
    )

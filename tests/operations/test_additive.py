"""Migrations since the first release only add, so that the previous release can run on the new database."""

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    AddIndex,
    CreateModel,
    RunPython,
    SeparateDatabaseAndState,
)
from django.db.models.fields import NOT_PROVIDED

OURS = {"web", "people", "articles", "annotate", "reports", "campaigns", "newsroom", "lti", "operations"}
# The last migration of each app before releases with several processes; all sites have run those.
BEFORE = {
    "campaigns": 1,
    "newsroom": 0,
    "lti": 1,
    "web": 0,
    "people": 4,
    "articles": 2,
    "annotate": 6,
    "reports": 3,
    "operations": 0,
}
LATER = [
    (f"{app}.{name}", operation)
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items())
    if app in OURS and int(name[:4]) > BEFORE[app]
    for operation in migration.operations
]


def adds(operation: object) -> bool:
    """Return whether the previous release can still read and write its rows after this operation."""
    if isinstance(operation, AddField):
        field = operation.field
        return bool(field.null or field.many_to_many or field.db_default is not NOT_PROVIDED)
    if isinstance(operation, SeparateDatabaseAndState):
        return all(adds(inner) for inner in operation.database_operations)
    return isinstance(operation, CreateModel | AddIndex | RunPython)


@pytest.mark.parametrize(
    ("where", "operation"), LATER, ids=lambda value: value if isinstance(value, str) else ""
)
def test_it_adds(where: str, operation: object) -> None:
    assert adds(operation), f"{where}: {operation}"

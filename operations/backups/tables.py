"""Dump every row of every table as lines of JSON that are the same on each database, and load them.

The first line of a table names its columns; each other line is a row, a list of values in that order. Keys of JSON
columns are sorted, because PostgreSQL does not preserve their order.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps as current_apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

# Rows that are read or written at once.
BATCH_SIZE = 2000


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside the block in the state of one moment, without blocking writers."""
    connection.ensure_connection()
    transaction_mode = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = None
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        connection.transaction_mode = transaction_mode


def tables(apps: Any = current_apps) -> dict[str, type[Model]]:
    """Return every table by its name (``annotate.Annotation``), many-to-many tables included.

    A table whose rows are made of others, and differ between databases, says so with ``in_backups``.
    """
    models = (m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy)
    return {model._meta.label: model for model in models if getattr(model, "in_backups", True)}


def lines(model: type[Model]) -> Iterator[str]:
    """Yield the table as lines, rows sorted by primary key."""
    # Migrations create columns in another order than a model lists them.
    columns = sorted(field.attname for field in model._meta.concrete_fields)
    yield _line(columns)
    for row in model._base_manager.order_by("pk").values_list(*columns).iterator(BATCH_SIZE):
        yield _line(row)


def load(model: type[Model], lines: Iterable[str]) -> None:
    """Insert what ``lines`` returned into the empty table unchanged, primary keys and times included."""
    rows = iter(lines)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns_in_file = [fields[name] for name in json.loads(next(rows))]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in columns_in_file)
    placeholders = ", ".join(["%s"] * len(columns_in_file))
    # Only names of tables and columns are in the statement, no values.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({placeholders})"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH_SIZE)):
            cursor.executemany(statement, [_prepared(columns_in_file, json.loads(row)) for row in batch])


def empty(models: Iterable[type[Model]]) -> None:
    """Delete the rows that migrations have inserted."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  # nosec B608


def reset_sequences(models: Iterable[type[Model]]) -> None:
    """Let new rows get primary keys after the present ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _prepared(fields: list[Any], row: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _line(values: Any) -> str:
    text = json.dumps(
        list(values), default=_to_text, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return text + "\n"


def _to_text(value: Any) -> str:
    match value:
        case UUID():
            return str(value)
        # Times are dates, too.
        case date():
            return value.isoformat()
    raise TypeError(f"A backup cannot contain {type(value).__name__}.")

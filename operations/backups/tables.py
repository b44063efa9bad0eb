"""Every row of every table as lines of JSON that are the same on each database, and back.

The first line of a table names its columns, each other one is a row: a list of values in that order. Keys of JSON
in a column are in the order of the alphabet: PostgreSQL keeps no other.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps as today
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

# Rows that are read or written together.
TOGETHER = 2000


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, and nobody who writes waits for it."""
    connection.ensure_connection()
    before = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = None
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        connection.transaction_mode = before


def tables(apps: Any = today) -> dict[str, type[Model]]:
    """Every table by its name in the house (``annotate.Annotation``), those between two others too."""
    found = apps.get_models(include_auto_created=True)
    return {model._meta.label: model for model in found if model._meta.managed and not model._meta.proxy}


def lines(model: type[Model]) -> Iterator[str]:
    """The table, each line with its end; in the order of the rows' ids."""
    # Migrations leave columns in another order than a model has them.
    columns = sorted(field.attname for field in model._meta.concrete_fields)
    yield _line(columns)
    for row in model._base_manager.order_by("pk").values_list(*columns).iterator(TOGETHER):
        yield _line(row)


def load(model: type[Model], said: Iterable[str]) -> None:
    """Write what ``lines`` gave into the empty table, as it was: no time of today, no new number."""
    rows = iter(said)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in json.loads(next(rows))]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in chosen)
    places = ", ".join(["%s"] * len(chosen))
    # Names of tables and columns alone: no value is in the statement.
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        while batch := list(islice(rows, TOGETHER)):
            cursor.executemany(statement, [_prepared(chosen, json.loads(row)) for row in batch])


def empty(models: Iterable[type[Model]]) -> None:
    """What migrations wrote by themselves goes."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  # nosec B608


def count_on(models: Iterable[type[Model]]) -> None:
    """New rows get numbers after those that are there."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _prepared(fields: list[Any], row: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _line(values: Any) -> str:
    said = json.dumps(list(values), default=_said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return said + "\n"


def _said(value: Any) -> str:
    match value:
        case UUID():
            return str(value)
        # A time is one, too.
        case date():
            return value.isoformat()
    raise TypeError(f"There is no word for {type(value).__name__} in a backup.")

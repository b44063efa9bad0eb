"""Writes many rows by one prepared statement: what ``bulk_create`` spends on each value is most of an import."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    Model,
    PositiveBigIntegerField,
    PositiveIntegerField,
    TextField,
)

# What a database takes as it is.
PLAIN = (CharField, TextField, PositiveIntegerField, PositiveBigIntegerField, BooleanField, ForeignKey)


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Each row has a value for each of ``names``, of foreign keys the number. Columns without a default are named."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    ready = [
        (at, _ready(field, connection)) for at, field in enumerate(fields) if not isinstance(field, PLAIN)
    ]

    def prepared(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for at, prepare in ready:
            values[at] = prepare(values[at])
        return values

    # Names of columns and places alone: no value is in it.
    said = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(said, [prepared(row) for row in rows])


def _ready(field: "Field[Any, Any]", connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    """Makes of a value what this database takes. Rows that are written together mostly have the same time."""
    known: dict[Any, Any] = {}

    def time(value: Any) -> Any:
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        return known[value]

    def other(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return time if isinstance(field, DateTimeField) else other

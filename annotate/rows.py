"""Writes many rows by one prepared statement: what ``bulk_create`` spends on each value is most of an import."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
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
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    ready = [
        None if isinstance(field, PLAIN) else field.get_db_prep_save  # type: ignore[union-attr]
        for field in fields
    ]
    made = (
        [
            value if prepare is None else prepare(value, connection)
            for value, prepare in zip(row, ready, strict=True)
        ]
        for row in rows
    )
    with connection.cursor() as cursor:
        # Names of columns and places alone: no value is in it.
        said = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
        cursor.executemany(said, list(made))

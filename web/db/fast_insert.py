"""Writes rows by statements that are put together once: what ``save`` spends on each value is most of a write."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
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

Fields = tuple["Field[Any, Any]", ...]


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Each row has a value for each of ``names``, of foreign keys the number. Columns without a default are named."""
    said, fields = _insertion(model, tuple(names))
    prepare = _preparing(fields)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.executemany(said, [prepare(row) for row in rows])


def insert_row(row: Model) -> None:
    """A new row, with all its values. A number that the database counts is not asked for."""
    names = tuple(field.name for field in row._meta.concrete_fields if field is not row._meta.auto_field)
    said, fields = _insertion(type(row), names)
    _write(said, fields, row)


def update_row(row: Model, *names: str) -> None:
    """Write these of its values over those that are kept."""
    said, fields = _update(type(row), names)
    _write(said, fields, row)


def _write(said: str, fields: Fields, row: Model) -> None:
    values = _preparing(fields)([getattr(row, field.attname) for field in fields])
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(said, values)


# Names of tables and columns alone: no value is in a statement.
@cache
def _insertion(model: type[Model], names: tuple[str, ...]) -> tuple[str, Fields]:
    fields, columns = _columns(model, names)
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(columns)}) VALUES ({places})", fields  # noqa: S608  # nosec B608


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, Fields]:
    fields, (*columns, key) = _columns(model, (*names, model._meta.pk.name))
    places = ", ".join(f"{column} = %s" for column in columns)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {places} WHERE {key} = %s", fields  # noqa: S608  # nosec B608


def _columns(model: type[Model], names: tuple[str, ...]) -> tuple[Fields, list[str]]:
    fields: Fields = tuple(model._meta.get_field(name) for name in names)  # type: ignore[misc]
    return fields, [_quoted(field.column) for field in fields]


def _quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)


def _preparing(fields: Fields) -> Callable[[Sequence[Any]], list[Any]]:
    """Makes of a row's values what this database takes. Rows that are written together mostly have the same time."""
    connection = connections[DEFAULT_DB_ALIAS]
    others = [(at, field) for at, field in enumerate(fields) if not isinstance(field, PLAIN)]
    times: dict[Any, Any] = {}

    def prepare(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for at, field in others:
            value = values[at]
            if isinstance(field, DateTimeField):
                if value not in times:
                    times[value] = field.get_db_prep_save(value, connection)
                values[at] = times[value]
            else:
                values[at] = field.get_db_prep_save(value, connection)
        return values

    return prepare

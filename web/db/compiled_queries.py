"""Queries that are asked with every request: their SQL is made once a connection, and not each time.

To put a query together costs Django some ten times what the database takes to answer it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")

# Stands in for the first value while the SQL is made; the next ones count down from it. No id is ever so low.
FIRST = -(10**15)
HIGHEST = 2**63


class CompiledQuery(Generic[Row]):
    """``make`` gets numbers that stand in for the values, and returns a query that has each of them in it.

    Where a column holds no numbers the stand-in is given as ``Value(it)``. The query is asked by a call with the
    values (numbers, text, times, UUIDs) in the same order. It cannot prefetch.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self.make = make

    def __call__(self, *values: Any) -> list[Row]:
        """Every row. No row has a number that no column can hold."""
        if any(isinstance(value, int) and not -HIGHEST <= value < HIGHEST for value in values):
            return []
        # What is made lives and dies with the connection that it is asked on, which is of one thread.
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared", {})
        if self not in known:
            known[self] = _Query(self.make(*(FIRST - at for at in range(len(values)))))
        return known[self].ask(values)  # type: ignore[no-any-return]

    def first(self, *values: Any) -> Row | None:
        """The first row, if there is one: a query with ``[:1]``, or one that has no more than one."""
        rows = self(*values)
        return rows[0] if rows else None


class _Query(Generic[Row]):
    """What Django makes of a query set before it asks and after it: the SQL, and what a row becomes."""

    def __init__(self, rows: QuerySet[Any, Row]) -> None:
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.compiler = rows.query.get_compiler(connection=self.connection)
        self.sql, self.stand_ins = self.compiler.as_sql()
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.takes_uuids = self.connection.features.has_native_uuid_field
        self.made = self.object_of() if rows._iterable_class is ModelIterable else tuple

    def ask(self, values: tuple[Any, ...]) -> list[Row]:
        given = {FIRST - at: self.taken(value) for at, value in enumerate(values)}
        # A database's driver may have numbers of its own, which are equal to these.
        said = [given.get(it, it) if isinstance(it, int) else it for it in self.stand_ins]
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, said)
            rows = cursor.fetchall()
        return [self.made(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def object_of(self) -> Callable[[Sequence[Any]], Any]:
        """Makes a row a model's object, with those that ``select_related`` brings."""
        info, select = self.compiler.klass_info, self.compiler.select
        model, places = info["model"], info["select_fields"]
        first, after = places[0], places[-1] + 1
        names = [column[0].target.attname for column in select[first:after]]
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)

        def made(row: Sequence[Any]) -> Any:
            found = model.from_db(DEFAULT_DB_ALIAS, names, row[first:after])
            for each in related:
                each.populate(row, found)
            return found

        return made

    def taken(self, value: Any) -> Any:
        return value.hex if isinstance(value, UUID) and not self.takes_uuids else value

"""Compile the SQL of a query once per connection instead of at each request.

Only for the seven queries of a write through the API, which Django takes several times as long to put together as the
database to answer. With four of them compiled, eight clients on PostgreSQL would cost 8.1 ms of CPU time per write
instead of 5.9, and fall behind doccano (docs/performance.md). No other module uses private parts of the ORM.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")

# Placeholders for the values while the SQL is compiled: this number, then the ones below it. No id is ever so low.
FIRST_PLACEHOLDER = -(10**15)
MAX_INTEGER = 2**63


class CompiledQuery(Generic[Row]):
    """A query whose SQL is compiled once per connection.

    ``build`` receives a number as a placeholder for each value and returns a queryset that contains all of them;
    where a column holds no numbers, it passes the placeholder as ``Value(…)``. Call the query with the values
    (numbers, text, times or UUIDs) in the same order. It cannot prefetch.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build

    def __call__(self, *values: Any) -> list[Row]:
        """Return the rows; none if a number is too large for any column."""
        if any(isinstance(value, int) and not -MAX_INTEGER <= value < MAX_INTEGER for value in values):
            return []
        # The statements live as long as the connection, which belongs to one thread.
        statements = vars(connections[DEFAULT_DB_ALIAS]).setdefault("compiled_queries", {})
        if self not in statements:
            statements[self] = _Statement(self.build(*(FIRST_PLACEHOLDER - n for n in range(len(values)))))
        return statements[self].execute(values)  # type: ignore[no-any-return]

    def first(self, *values: Any) -> Row | None:
        """Return the first row, or None."""
        return next(iter(self(*values)), None)


class _Statement(Generic[Row]):
    """The SQL of a queryset on one connection, and how its rows become objects."""

    def __init__(self, queryset: QuerySet[Any, Row]) -> None:
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.compiler = queryset.query.get_compiler(connection=self.connection)
        self.sql, self.params = self.compiler.as_sql()
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.has_native_uuid = self.connection.features.has_native_uuid_field
        self.from_row = self._model_factory() if queryset._iterable_class is ModelIterable else tuple

    def execute(self, values: tuple[Any, ...]) -> list[Row]:
        by_placeholder = {FIRST_PLACEHOLDER - n: self._to_db(value) for n, value in enumerate(values)}
        # Only integers are looked up: a driver's own types may compare equal to them.
        params = [by_placeholder.get(it, it) if isinstance(it, int) else it for it in self.params]
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        return [self.from_row(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def _model_factory(self) -> Callable[[Sequence[Any]], Any]:
        """Return a function that makes a model instance of a row, with those of ``select_related``."""
        info, select = self.compiler.klass_info, self.compiler.select
        model, positions = info["model"], info["select_fields"]
        start, end = positions[0], positions[-1] + 1
        names = [column[0].target.attname for column in select[start:end]]
        populators = get_related_populators(info, select, DEFAULT_DB_ALIAS)

        def from_row(row: Sequence[Any]) -> Any:
            instance = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
            for populator in populators:
                populator.populate(row, instance)
            return instance

        return from_row

    def _to_db(self, value: Any) -> Any:
        return value.hex if isinstance(value, UUID) and not self.has_native_uuid else value

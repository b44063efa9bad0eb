"""JSON that the database writes: of thousands of rows no object is made on the way to whoever reads them."""

from typing import Any

from django.db.models import Case, DateTimeField, Func, TextField, UUIDField, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


class JsonObject(Func):
    """A JSON object. A value that is JSON itself is an ``JsonObject``, ``RawJson`` or ``JsonObjectOrNull``."""

    output_field = TextField()

    def __init__(self, **values: Combinable | str) -> None:
        self.names = list(values)
        super().__init__(*values.values())

    def as_sql(self, compiler: Any, connection: Any, **given: Any) -> tuple[str, list[Any]]:
        """Names are of our own code, and have no quotes in them."""
        function = "JSON_OBJECT" if connection.vendor == "sqlite" else "JSON_BUILD_OBJECT"
        written, values = [], []
        for name, value in zip(self.names, self.get_source_expressions(), strict=True):
            sql, params = compiler.compile(_as_json(value))
            written.append(f"'{name}', {sql}")
            values += params
        return f"{function}({', '.join(written)})", values

    @property
    def text(self) -> Cast:
        """What ``values`` gives: the driver must not read it."""
        return Cast(self, TextField())


class RawJson(Func):
    """JSON that is no text to SQLite, though it keeps it as one."""

    output_field = TextField()
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **given: Any) -> tuple[str, list[Any]]:
        """Told."""
        return self.as_sql(compiler, connection, template="JSON(%(expressions)s)")


class JsonObjectOrNull(RawJson):
    """``value`` where the ``column`` holds something, else null."""

    def __init__(self, column: str, value: JsonObject) -> None:
        super().__init__(Case(When(**{f"{column}__isnull": False}, then=value)))


class UuidText(Func):
    """As it is said everywhere: SQLite keeps it without its dashes."""

    output_field = TextField()
    template = "%(expressions)s::text"

    def as_sqlite(self, compiler: Any, connection: Any, **given: Any) -> tuple[str, list[Any]]:
        """In its five parts."""
        kept, params = compiler.compile(self.get_source_expressions()[0])
        parts = (
            f"SUBSTR({kept}, {at}, {length})" for at, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        )
        return " || '-' || ".join(parts), [*params] * 5


class IsoTimestamp(Func):
    """As ``datetime.isoformat`` has it, in UTC."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **given: Any) -> tuple[str, list[Any]]:
        """Which keeps it so but for two letters."""
        return self.as_sql(compiler, connection, template="REPLACE(%(expressions)s, ' ', 'T') || '+00:00'")

    def as_postgresql(self, compiler: Any, connection: Any, **given: Any) -> tuple[str, list[Any]]:
        """A whole second has no fraction."""
        template = (
            """REPLACE(TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '.000000', '')"""
            " || '+00:00'"
        )
        return self.as_sql(compiler, connection, template=template)


def _as_json(value: Any) -> Any:
    match value.output_field:
        case UUIDField():
            return UuidText(value)
        case DateTimeField():
            return IsoTimestamp(value)
    return value

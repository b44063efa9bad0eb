"""Whatever is sent to whatever URL, nothing breaks: each value is accepted, or refused with an explanation.

The tests walk through the access table. They learn the names of query parameters and form fields by watching which
ones the code reads, and those of JSON members from the schema.

On PostgreSQL (.ci/run) all of the values go to each name; on SQLite one, which that database takes differently. Headers
have nothing to do with the database: all of them go to four addresses on both, and to all addresses on PostgreSQL.
"""

import json
from collections import Counter
from collections.abc import Container
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlencode

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve, reverse

from tests.odd_values import BYTES, CURSORS, HEADER_NAMES, HEADERS, TEXTS, VALUES
from tests.routes import ABOUT, SENT, TABLE, Row
from tests.world import World
from web.api.docs import openapi_schema

pytestmark = pytest.mark.django_db
JSON = "application/json"
FEW = ("NUL", "beyond 63 bits", "not a number", "60,000 letters")
FORM = "application/x-www-form-urlencoded"
FEW_VALUES = (
    "null",
    "beyond 63 bits, a number",
    "half a surrogate within",
    "a list of all kinds",
    "an object of all kinds",
)
# On PostgreSQL all values are sent to a name that is met for this time or an earlier one; else the few, and one in so
# many others.
ALL_UNTIL, ONE_IN = 1, 6
ON_SQLITE = ("beyond 63 bits", "beyond 63 bits, a number")
APPS = [*sorted({row.route.partition(":")[0] for row in TABLE if ":" in row.route}), "allauth and others"]


@pytest.fixture(autouse=True)
def files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep files: deleting them is not undone by a rollback."""
    monkeypatch.setattr(FileSystemStorage, "delete", lambda _storage, _name: None)


class Walker:
    """A signed-in user who sends odd values and records what breaks. Everything sent is rolled back."""

    def __init__(self, world: World, role: str = "teacher") -> None:
        self.world = world
        self.client = world.client(role, raise_request_exception=False)
        self.cookies = self.client.cookies.output()
        self.broken: list[str] = []

    def send(
        self, method: str, url: str, label: str, body: Any = b"", kind: str = JSON, **headers: Any
    ) -> int:
        """Send a request; record server errors, and API errors without a problem document."""
        cache.clear()
        session = self.client.cookies["sessionid"].value
        with transaction.atomic():
            response = self.client.generic(method, url, body, kind, headers=headers or None)
            if response.streaming and not response.is_async:
                list(response)
            transaction.set_rollback(True)
        self.client.cookies.clear()
        self.client.cookies["sessionid"] = session
        if problem := find_problem(url, response):
            self.broken.append(f"{method} {url[:80]} {label}: {problem}")
        return response.status_code


def find_problem(url: str, response: HttpResponse) -> str:
    """Return what is wrong with a response, or ""."""
    if response.status_code >= 500:
        error = getattr(response, "exc_info", None)
        return f"{response.status_code} {error[1]!r:.200}" if error else f"{response.status_code}"
    if response.status_code < 400 or not url.startswith("/api/v1/") or url.endswith("openapi.json"):
        return ""
    if response["Content-Type"] != "application/problem+json":
        return f"{response.status_code} {response['Content-Type']}"
    document = response.json()
    return "" if document["detail"] and document["status"] == response.status_code else f"{document}"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that are read from queries and forms."""
    names: set[str] = set()

    def watched(name: str) -> None:
        original = getattr(QueryDict, name)

        def watch(self: QueryDict, key: Any, *more: Any) -> Any:
            names.add(key)
            return original(self, key, *more)

        monkeypatch.setattr(QueryDict, name, watch)

    for name in ("__getitem__", "getlist", "__contains__"):
        watched(name)
    return names


def rows_of(app: str) -> list[Row]:
    """Return a row of an app for each method of a route, if possible one that the teacher may do."""
    rows: dict[tuple[str, str], Row] = {}
    for row in TABLE:
        if row.route.partition(":")[0] == app or (":" not in row.route and app == APPS[-1]):
            best = rows.get((row.route, row.method))
            if best is None or (best.expected()["teacher"] >= 400 > row.expected()["teacher"]):
                rows[row.route, row.method] = row
    # What is put into the bin stays there: it comes last.
    return sorted(rows.values(), key=lambda row: row.about.endswith("in bin"))


def sent(row: Row, world: World) -> dict[str, Any]:
    """Return what the access table sends with this row."""
    return (
        dict(SENT.get(row.route, lambda world: {})(world)) if row.method in ("POST", "PUT", "PATCH") else {}
    )


def schema_of(row: Row, url: str) -> dict[str, Any]:
    """Return the members of the JSON object in this request, from the schema."""
    schema = openapi_schema()
    for path, operations in schema["paths"].items():
        parts, segments = path.strip("/").split("/"), url.removeprefix("/api/v1/").strip("/").split("/")
        if len(parts) == len(segments) and all(
            p == g or p.startswith("{") for p, g in zip(parts, segments, strict=True)
        ):
            content = operations.get(row.method.lower(), {}).get("requestBody", {}).get("content", {})
            name = content.get(JSON, {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
            if name:
                return dict(schema["components"]["schemas"][name].get("properties", {}))
    return {}


@pytest.mark.parametrize("app", APPS)
def test_odd_queries_and_forms(app: str, world: World, read: set[str]) -> None:
    walker, times = Walker(world), Counter[str]()
    for row in rows_of(app):
        if row.route.startswith("api:") and row.method in ("POST", "PUT", "PATCH"):
            continue
        url, data = row.url(world), sent(row, world)
        read.clear()
        in_form = row.method == "POST"
        walker.send(row.method, url, "as it is", urlencode(data, doseq=True) if in_form else b"", FORM)
        for name in sorted(read - {"csrfmiddlewaretoken"}):
            times[name] += 1
            for label, value in some(odd(name), FEW, times.total(), times[name]).items():
                if in_form:
                    body = urlencode(data | {name: ""}, doseq=True).replace(f"{name}=", f"{name}={value}", 1)
                    walker.send(row.method, url, f"{name} {label}", body, FORM)
                else:
                    walker.send(row.method, f"{url}?{name}={value}", f"{name} {label}")
    assert walker.broken == []


def odd(name: str) -> dict[str, str]:
    """Return label -> value for a query or a form, percent-encoded."""
    texts = TEXTS | (CURSORS if name == "cursor" else {})
    return {label: quote_plus(value) for label, value in texts.items()} | BYTES


def some(values: dict[str, str], few: Container[str], turn: int, time: int) -> dict[str, str]:
    """Return the values to send to a name in this turn, which is met for the ``time``-th time.

    Names that many requests have are parsed by one function or checked by one serializer; those of parts of a path are
    looked up by one function for each kind of object.
    """
    if connection.vendor == "sqlite":
        return {label: value for label, value in values.items() if label in ON_SQLITE}
    return {
        label: value
        for number, (label, value) in enumerate(values.items())
        if time <= ALL_UNTIL or label in few or (number + turn) % ONE_IN == 0
    }


def test_odd_json(world: World) -> None:
    walker, times = Walker(world), Counter[str]()
    for row in rows_of("api"):
        if row.method not in ("POST", "PUT", "PATCH"):
            continue
        url, data = row.url(world), sent(row, world)
        values = {label: json.dumps(value) for label, value in TEXTS.items()} | VALUES
        for name in sorted({*schema_of(row, url), *data}):
            template = json.dumps(data | {name: "\x01"}, default=str)
            times[name] += 1
            for label, value in some(values, FEW_VALUES, times.total(), times[name]).items():
                walker.send(row.method, url, f"{name} {label}", template.replace('"\\u0001"', value))
    assert walker.broken == []


@pytest.mark.parametrize("app", APPS)
def test_odd_paths(app: str, world: World) -> None:
    walker, unrouted, times = Walker(world), set[str](), Counter[str]()
    parts = {label: quote(text, safe="") for label, text in TEXTS.items() if len(text) < 6_000} | BYTES
    for row in rows_of(app):
        url, data = row.url(world), sent(row, world)
        body, kind = (
            (json.dumps(data, default=str), JSON) if row.route.startswith("api:") else (urlencode(data), FORM)
        )
        for name, value in ABOUT[row.about](world).items():
            times[name] += 1
            for label, part in some(parts, FEW, times.total(), times[name]).items():
                path = url.replace(f"/{value}", f"/{part}", 1)
                if not has_view(path):
                    # Wherever it is, it is answered by the same code.
                    if label in unrouted:
                        continue
                    unrouted.add(label)
                walker.send(row.method, path, f"{value} {label}", body, kind)
    assert walker.broken == []


def has_view(path: str) -> bool:
    """Return whether a view takes this path."""
    try:
        resolve(unquote(path))
    except Resolver404:
        return False
    return True


@pytest.mark.sweep
@pytest.mark.parametrize("app", APPS)
def test_odd_headers(app: str, world: World) -> None:
    walker = Walker(world)
    left_out = {"Authorization", "Cookie", "Host", "Content-Type", "X-Signed-In-As", "Idempotency-Key"}
    # All headers that do not decide who sends the request.
    names, values = [name for name in HEADER_NAMES if name not in left_out], list(HEADERS.values())
    for number, row in enumerate(rows_of(app)):
        url, data = row.url(world), sent(row, world)
        body, kind = (
            (json.dumps(data, default=str), JSON) if row.route.startswith("api:") else (urlencode(data), FORM)
        )
        # One value of each header, another for the next route; test_each_header sends all of them.
        headers = {name: values[(at + number) % len(values)] for at, name in enumerate(names)}
        walker.send(row.method, url, f"headers {number % len(values)}", body, kind, **headers)
    assert walker.broken == []


def test_each_header(world: World) -> None:
    walker = Walker(world)
    address = reverse("api:annotations", args=[world.round.pk])
    mark = json.dumps(SENT["api:annotation"](world))
    for name, label, value in ((name, *odd_value) for name in HEADER_NAMES for odd_value in HEADERS.items()):
        for method, url, body in (
            ("GET", address, b""),
            ("PUT", f"{address}{world.annotations['loaded'].pk}/", mark),
            ("POST", reverse("api:teams"), '{"name": "Nine"}'),
            ("POST", reverse("people:teams"), "name=Nine&kind=team"),
        ):
            if name == "Content-Type":
                walker.send(method, url, f"{name} {label}", body, value)
            else:
                walker.send(
                    method, url, f"{name} {label}", body, JSON if "/api/" in url else FORM, **{name: value}
                )
    assert walker.broken == []

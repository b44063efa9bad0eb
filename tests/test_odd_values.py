"""Whatever is sent to whatever address, nothing breaks: each value is taken, or refused with a sentence.

Walks the access table. What a page or the API reads of a request is seen by watching it read; of JSON, by its schema.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from tests.odd_values import BYTES, CURSORS, HEADER_NAMES, HEADERS, TEXTS, VALUES
from tests.routes import ABOUT, SENT, TABLE, Row
from tests.world import World
from web.api.docs import openapi_schema

pytestmark = pytest.mark.django_db
JSON = "application/json"
FEW = {what: quote_plus(TEXTS[what]) for what in ("NUL", "beyond 63 bits", "not a number", "60,000 letters")}
FORM = "application/x-www-form-urlencoded"
FEW_VALUES = (
    "null",
    "beyond 63 bits, a number",
    "half a surrogate within",
    "a list of all kinds",
    "an object of all kinds",
)
APPS = [*sorted({row.route.partition(":")[0] for row in TABLE if ":" in row.route}), "allauth and others"]


@pytest.fixture(autouse=True)
def files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is rolled back is not undone in the file system."""
    monkeypatch.setattr(FileSystemStorage, "delete", lambda _storage, _name: None)


class Walker:
    """Somebody who is signed in, sends odd things, and remembers what broke. Nothing that is sent stays."""

    def __init__(self, world: World, role: str = "teacher") -> None:
        self.world = world
        self.client = world.client(role, raise_request_exception=False)
        self.cookies = self.client.cookies.output()
        self.broken: list[str] = []

    def send(
        self, method: str, url: str, what: str, body: Any = b"", kind: str = JSON, **headers: Any
    ) -> int:
        """Send it, and note it where it breaks or, of the API, is refused without a problem document."""
        cache.clear()
        session = self.client.cookies["sessionid"].value
        with transaction.atomic():
            response = self.client.generic(method, url, body, kind, headers=headers or None)
            if response.streaming and not response.is_async:
                list(response)
            transaction.set_rollback(True)
        self.client.cookies.clear()
        self.client.cookies["sessionid"] = session
        if said := wrong(url, response):
            self.broken.append(f"{method} {url[:80]} {what}: {said}")
        return response.status_code


def wrong(url: str, response: HttpResponse) -> str:
    """What is wrong with a response; "" where nothing is."""
    if response.status_code >= 500:
        error = getattr(response, "exc_info", None)
        return f"{response.status_code} {error[1]!r:.200}" if error else f"{response.status_code}"
    if response.status_code < 400 or not url.startswith("/api/v1/") or url.endswith("openapi.json"):
        return ""
    if response["Content-Type"] != "application/problem+json":
        return f"{response.status_code} {response['Content-Type']}"
    found = response.json()
    return "" if found["detail"] and found["status"] == response.status_code else f"{found}"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that are read of queries and forms from now on."""
    names: set[str] = set()

    def watched(name: str) -> None:
        before = getattr(QueryDict, name)

        def watch(self: QueryDict, key: Any, *more: Any) -> Any:
            names.add(key)
            return before(self, key, *more)

        monkeypatch.setattr(QueryDict, name, watch)

    for name in ("__getitem__", "getlist", "__contains__"):
        watched(name)
    return names


def rows_of(app: str) -> list[Row]:
    """The rows of an app, one for each method of a route: the first in which the teacher may do it."""
    found: dict[tuple[str, str], Row] = {}
    for row in TABLE:
        if row.route.partition(":")[0] == app or (":" not in row.route and app == APPS[-1]):
            best = found.get((row.route, row.method))
            if best is None or (best.expected()["teacher"] >= 400 > row.expected()["teacher"]):
                found[row.route, row.method] = row
    return list(found.values())


def sent(row: Row, world: World) -> dict[str, Any]:
    """What the access table sends there."""
    return (
        dict(SENT.get(row.route, lambda world: {})(world)) if row.method in ("POST", "PUT", "PATCH") else {}
    )


def schema_of(row: Row, url: str) -> dict[str, Any]:
    """The members of the JSON object that the API takes there, by its description."""
    found = openapi_schema()
    for path, operations in found["paths"].items():
        parts, given = path.strip("/").split("/"), url.removeprefix("/api/v1/").strip("/").split("/")
        if len(parts) == len(given) and all(
            p == g or p.startswith("{") for p, g in zip(parts, given, strict=True)
        ):
            content = operations.get(row.method.lower(), {}).get("requestBody", {}).get("content", {})
            name = content.get(JSON, {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
            if name:
                return dict(found["components"]["schemas"][name].get("properties", {}))
    return {}


@pytest.mark.parametrize("app", APPS)
def test_odd_queries_and_forms(app: str, world: World, read: set[str]) -> None:
    walker, times = Walker(world), Counter[str]()
    for row in rows_of(app):
        if row.route.startswith("api:") and row.method in ("POST", "PUT", "PATCH"):
            continue
        url, given = row.url(world), sent(row, world)
        read.clear()
        in_form = row.method == "POST"
        walker.send(row.method, url, "as it is", urlencode(given, doseq=True) if in_form else b"", FORM)
        for name in sorted(read - {"csrfmiddlewaretoken"}):
            times[name] += 1
            # What many pages read is read by one function.
            for what, value in odd(name) if times[name] <= 3 else FEW.items():
                if in_form:
                    body = urlencode(given | {name: ""}, doseq=True).replace(f"{name}=", f"{name}={value}", 1)
                    walker.send(row.method, url, f"{name} {what}", body, FORM)
                else:
                    walker.send(row.method, f"{url}?{name}={value}", f"{name} {what}")
    assert walker.broken == []


def odd(name: str) -> Iterator[tuple[str, str]]:
    """(what, value) for a query or a form, percent-encoded."""
    for what, value in (TEXTS | (CURSORS if name == "cursor" else {})).items():
        yield what, quote_plus(value)
    yield from BYTES.items()


def test_odd_json(world: World) -> None:
    walker, times = Walker(world), Counter[str]()
    for row in rows_of("api"):
        if row.method not in ("POST", "PUT", "PATCH"):
            continue
        url, given = row.url(world), sent(row, world)
        values = {what: json.dumps(value) for what, value in TEXTS.items()} | VALUES
        for name in sorted({*schema_of(row, url), *given}):
            before = json.dumps(given | {name: "\x01"}, default=str)
            times[name] += 1
            # What many calls take is checked by one serializer.
            for what in values if times[name] <= 3 else FEW_VALUES:
                value = values[what]
                walker.send(row.method, url, f"{name} {what}", before.replace('"\\u0001"', value))
    assert walker.broken == []


@pytest.mark.parametrize("app", APPS)
def test_odd_paths(app: str, world: World) -> None:
    walker = Walker(world)
    for row in rows_of(app):
        url, given = row.url(world), sent(row, world)
        body, kind = (
            (json.dumps(given, default=str), JSON)
            if row.route.startswith("api:")
            else (urlencode(given), FORM)
        )
        for value in ABOUT[row.about](world).values():
            for what, other in TEXTS.items():
                if len(other) < 6_000:
                    path = url.replace(f"/{value}", f"/{quote(other, safe='')}", 1)
                    walker.send(row.method, path, f"{value} {what}", body, kind)
            for what, encoded in BYTES.items():
                walker.send(
                    row.method, url.replace(f"/{value}", f"/{encoded}", 1), f"{value} {what}", body, kind
                )
    assert walker.broken == []


@pytest.mark.parametrize("app", APPS)
def test_odd_headers(app: str, world: World) -> None:
    walker = Walker(world)
    own = {"Authorization", "Cookie", "Host", "Content-Type", "X-Signed-In-As", "Idempotency-Key"}
    for row in rows_of(app):
        url, given = row.url(world), sent(row, world)
        body, kind = (
            (json.dumps(given, default=str), JSON)
            if row.route.startswith("api:")
            else (urlencode(given), FORM)
        )
        for what, value in HEADERS.items():
            # All that do not decide who is asking, at once.
            everything = {name: value for name in HEADER_NAMES if name not in own}
            walker.send(row.method, url, f"all headers {what}", body, kind, **everything)
    assert walker.broken == []


def test_each_header(world: World) -> None:
    walker = Walker(world)
    address = reverse("api:annotations", args=[world.round.pk])
    mark = json.dumps(SENT["api:annotation"](world))
    for name, what, value in ((name, *odd_value) for name in HEADER_NAMES for odd_value in HEADERS.items()):
        for method, url, body in (
            ("GET", address, b""),
            ("PUT", f"{address}{world.marks['loaded'].pk}/", mark),
            ("POST", reverse("api:teams"), '{"name": "Nine"}'),
            ("POST", reverse("people:teams"), "name=Nine"),
        ):
            if name == "Content-Type":
                walker.send(method, url, f"{name} {what}", body, value)
            else:
                walker.send(
                    method, url, f"{name} {what}", body, JSON if "/api/" in url else FORM, **{name: value}
                )
    assert walker.broken == []

"""Slow requests wait for each other, and ordinary pages never wait for them."""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from config import urls as site
from people.actions.accounts import create_token
from people.api.requester import identify_requester
from tests.world import World
from web.server.asgi_handler import (
    SLOW_OF_ADDRESS,
    SLOW_OF_PERSON,
    SLOW_THREADS,
    THREADS_OF_ONE,
    ThreadPoolHandler,
)
from web.server.slow_views import is_slow, slow_view


class Work:
    """What slow views do: they end when they are allowed to."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.may_end = threading.Event()
        self.running: Counter[str] = Counter()
        self.max_running: Counter[str] = Counter()
        self.done: list[str] = []
        self.lock = threading.Lock()

    def do(self, person: str) -> None:
        with self.lock:
            self.running[person] += 1
            self.max_running[person] = max(self.max_running[person], self.running[person])
        assert self.may_end.wait(30)
        with self.lock:
            self.running[person] -= 1
            self.done.append(person)


work = Work()


@slow_view()
def slow(request: HttpRequest) -> HttpResponse:
    work.do(request.META["REMOTE_ADDR"])
    return HttpResponse("done")


@login_required
@slow_view("POST")
def upload(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def long(request: HttpRequest) -> HttpResponse:
    work.do(request.META["REMOTE_ADDR"])
    return HttpResponse("done")


def ordinary(request: HttpRequest) -> HttpResponse:
    return HttpResponse("an ordinary page")


@slow_view()
class SlowClass(APIView):
    def get(self, request: Any) -> Response:
        return Response()


class SlowMethod(APIView):
    def get(self, request: Any) -> Response:
        return Response()

    @slow_view()
    def post(self, request: Any) -> Response:
        return Response()


urlpatterns = [
    path("slow/", slow),
    path("api/slow/", slow),
    path("upload/", upload),
    path("ordinary/", ordinary),
    path("long/", long),
    path("class/", SlowClass.as_view()),
    path("method/", SlowMethod.as_view()),
    *site.urlpatterns,
]


@pytest.fixture
def handler(settings: Any) -> Iterator[ThreadPoolHandler]:
    work.begin()
    settings.ROOT_URLCONF = __name__
    yield ThreadPoolHandler(identify_requester)
    work.may_end.set()


class Reader:
    """A client at an address, optionally with a session or a token, that requests one page."""

    def __init__(self, address: str = "192.0.2.1", path: str = "/slow/", **headers: str) -> None:
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "client": (address, 1),
            "headers": [(b"host", b"localhost"), *named],
        }  # fmt: skip
        self.requested = False
        self.gone = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.body = b""

    async def receive(self) -> dict[str, Any]:
        if self.requested:
            await self.gone.wait()
            return {"type": "http.disconnect"}
        self.requested = True
        return {"type": "http.request", "body": b""}

    async def send(self, message: dict[str, Any]) -> None:
        self.status = message.get("status", self.status)
        self.headers |= dict(message.get("headers", ()))
        self.body += message.get("body", b"")

    async def read(self, handler: ThreadPoolHandler) -> "Reader":
        await handler(self.scope, self.receive, self.send)
        return self


def run(do: Callable[[], Awaitable[Any]]) -> Any:
    """Run in a thread: a browser test may have left an event loop in this one."""

    async def bounded() -> Any:
        return await asyncio.wait_for(do(), 30)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(bounded())).result()


async def until(true: Callable[[], Any]) -> None:
    while not true():
        await asyncio.sleep(0.01)


def test_an_ordinary_page_answers_while_twenty_people_wait_for_slow_ones(handler: ThreadPoolHandler) -> None:
    async def crowd() -> bytes:
        slow = [asyncio.create_task(Reader(f"192.0.2.{n}").read(handler)) for n in range(20)]
        await until(lambda: work.running.total() == SLOW_THREADS)
        page = await Reader(path="/ordinary/").read(handler)
        work.may_end.set()
        assert {reader.status for reader in await asyncio.gather(*slow)} == {200}
        return page.body

    assert run(crowd) == b"an ordinary page"
    assert len(work.done) == 20


def test_one_person_has_one_turn_at_a_time_and_holds_up_nobody_else(handler: ThreadPoolHandler) -> None:
    async def crowd() -> None:
        eager = [asyncio.create_task(Reader("192.0.2.1").read(handler)) for _ in range(5)]
        await until(lambda: work.running["192.0.2.1"])
        other = asyncio.create_task(Reader("192.0.2.2").read(handler))
        await until(lambda: work.running["192.0.2.2"])
        work.may_end.set()
        assert {reader.status for reader in await asyncio.gather(*eager, other)} == {200}

    run(crowd)
    assert work.max_running == {"192.0.2.1": 1, "192.0.2.2": 1}


def test_a_hundred_ordinary_pages_of_one_person_hold_up_nobody_else(handler: ThreadPoolHandler) -> None:
    async def crowd() -> bytes:
        greedy = [asyncio.create_task(Reader(path="/long/").read(handler)) for _ in range(100)]
        await until(lambda: work.running.total() == THREADS_OF_ONE)
        page = await Reader("192.0.2.2", "/ordinary/").read(handler)
        work.may_end.set()
        assert {reader.status for reader in await asyncio.gather(*greedy)} == {200}
        return page.body

    assert run(crowd) == b"an ordinary page"


def test_a_class_behind_one_address_is_never_refused(handler: ThreadPoolHandler) -> None:
    async def crowd() -> set[int]:
        work.may_end.set()
        return {r.status for r in await asyncio.gather(*(Reader().read(handler) for _ in range(60)))}

    assert run(crowd) == {200}


def test_who_has_too_many_waiting_is_told_so_and_others_are_not_refused(handler: ThreadPoolHandler) -> None:
    async def crowd() -> list[Reader]:
        waiting = [asyncio.create_task(Reader().read(handler)) for _ in range(SLOW_OF_ADDRESS)]
        await until(lambda: handler.slow_queue.requests.total() == SLOW_OF_ADDRESS)
        refused = await Reader().read(handler), await Reader(path="/api/slow/").read(handler)
        other = asyncio.create_task(Reader("192.0.2.2").read(handler))
        await until(lambda: work.running["192.0.2.2"])
        work.may_end.set()
        await asyncio.gather(*waiting)
        return [*refused, await other]

    page, program, other = run(crowd)
    assert other.status == 200
    assert page.status == program.status == 429
    assert page.headers[b"Retry-After"] == b"10"
    assert b"in progress" in page.body
    assert json.loads(program.body)["type"] == "urn:claimlight:problem:too-often"


def test_when_too_many_wait_in_all_nobody_more_is_let_in(handler: ThreadPoolHandler) -> None:
    async def crowd() -> Reader:
        handler.slow_queue.max_requests = 20
        waiting = [asyncio.create_task(Reader(f"192.0.2.{n}").read(handler)) for n in range(20)]
        await until(lambda: handler.slow_queue.requests.total() == 20)
        refused = await Reader("192.0.2.100").read(handler)
        work.may_end.set()
        await asyncio.gather(*waiting)
        return refused

    refused = run(crowd)
    assert refused.status == 503
    assert b"try again in a minute" in refused.body


def test_who_waits_too_long_is_told_so(handler: ThreadPoolHandler) -> None:
    async def crowd() -> Reader:
        handler.slow_queue.seconds = 0.05
        first = asyncio.create_task(Reader().read(handler))
        await until(lambda: work.running)
        second = await Reader().read(handler)
        work.may_end.set()
        assert (await first).status == 200
        # The request that gave up occupies no place: the next one gets its turn.
        assert (await Reader().read(handler)).status == 200
        return second

    assert run(crowd).status == 503


def test_who_goes_away_loses_their_place(handler: ThreadPoolHandler) -> None:
    async def crowd() -> None:
        first = asyncio.create_task(Reader().read(handler))
        await until(lambda: work.running)
        leaving = [Reader() for _ in range(3)]
        tasks = [asyncio.create_task(reader.read(handler)) for reader in leaving]
        await until(lambda: handler.slow_queue.requests.total() == 4)
        for reader in leaving:
            reader.gone.set()
        assert {reader.status for reader in await asyncio.gather(*tasks)} == {0}
        work.may_end.set()
        assert (await first).status == 200

    run(crowd)
    assert len(work.done) == 1
    assert not handler.slow_queue.requests


@pytest.mark.django_db(transaction=True)
def test_sessions_and_tokens_of_one_account_are_one_person(handler: ThreadPoolHandler, world: World) -> None:
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(world.teacher)
    cookies = [f"sessionid={client.cookies['sessionid'].value}" for client in clients]
    _, token = create_token(world.teacher, "program")
    credentials = [{"cookie": cookie} for cookie in cookies] + [{"authorization": f"Token {token}"}]

    async def crowd() -> tuple[Reader, Reader]:
        waiting = [
            asyncio.create_task(Reader(f"192.0.2.{n}", **credentials[n % 3]).read(handler))
            for n in range(SLOW_OF_PERSON)
        ]
        await until(lambda: handler.slow_queue.requests.total() == SLOW_OF_PERSON)
        refused = await Reader("192.0.2.99", **credentials[0]).read(handler)
        work.may_end.set()
        await asyncio.gather(*waiting)
        made_up = await Reader("192.0.2.99", cookie="sessionid=made-up").read(handler)
        return refused, made_up

    refused, made_up = run(crowd)
    assert refused.status == 429
    assert made_up.status == 200


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        ("/slow/", {"GET", "HEAD", "POST"}),
        ("/upload/", {"POST"}),
        ("/class/", {"GET", "HEAD", "POST"}),
        ("/method/", {"POST"}),
        ("/ordinary/", set()),
        ("/nothing/", set()),
    ],
)
def test_a_function_a_class_and_a_method_can_be_marked(
    handler: ThreadPoolHandler, address: str, methods: set[str]
) -> None:
    assert {method for method in ("GET", "HEAD", "POST") if is_slow(address, method)} == methods

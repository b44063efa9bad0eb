"""How requests get to Django: the application is asked as a server asks it, with views of this file."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils.translation import gettext

from people.api.requester import identify_requester
from web.server.asgi_handler import THREADS, ThreadPoolHandler

LEFT = threading.Event()
TOGETHER = threading.Barrier(2)


def cookies(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(request.body)
    answer.set_cookie("one", "1")
    answer.set_cookie("two", "2")
    return answer


def words(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(gettext("Articles") for _ in range(2))


def endless(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[str]:
        try:
            while True:
                yield "on and on"
        finally:
            LEFT.set()

    return StreamingHttpResponse(pieces())


def whose(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[str]:
        for _ in range(50):
            TOGETHER.wait(timeout=20)
            yield f"{threading.get_ident()} "

    return StreamingHttpResponse(pieces())


def this_file(request: HttpRequest) -> FileResponse:
    return FileResponse(Path(__file__).open("rb"))


urlpatterns = [path(f"{view.__name__}/", view) for view in (cookies, words, endless, whose, this_file)]


@pytest.fixture
def handler(settings: Any) -> ThreadPoolHandler:
    settings.ROOT_URLCONF = __name__
    return ThreadPoolHandler(identify_requester)


class Reader:
    """Somebody at the other end. ``leave`` says after how many pieces they are gone."""

    def __init__(self, name: str, body: bytes = b"", language: str = "en", leave: int = 1_000_000) -> None:
        self.scope = {
            "type": "http", "method": "POST" if body else "GET", "path": f"/{name}/", "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"accept-language", language.encode())],
        }  # fmt: skip
        self.body, self.leave = body, leave
        self.told: list[dict[str, Any]] = []
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        if self.body is not None:
            body, self.body = self.body, None  # type: ignore[assignment]
            return {"type": "http.request", "body": body}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.told.append(message)
        if len(self.told) > self.leave:
            self.gone.set()
            await asyncio.sleep(0)

    async def read(self, handler: ThreadPoolHandler) -> bytes:
        await handler(self.scope, self.receive, self.send)
        return b"".join(message.get("body", b"") for message in self.told)


def run(do: Callable[[], Any]) -> Any:
    """In a thread: the browser of another test may have left an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(do())).result(timeout=60)


def test_each_cookie_has_a_header_and_the_body_comes_through(
    handler: ThreadPoolHandler, settings: Any
) -> None:
    settings.MIDDLEWARE = []
    handler.load_middleware()
    reader = Reader("cookies", b"what was sent")
    assert run(lambda: reader.read(handler)) == b"what was sent"
    names = [name for name, _value in reader.told[0]["headers"]]
    assert names.count(b"Set-Cookie") == 2


def test_what_is_sent_in_pieces_is_in_the_readers_language(handler: ThreadPoolHandler) -> None:
    assert run(lambda: Reader("words", language="es").read(handler)).decode() == "ArtículosArtículos"
    assert run(lambda: Reader("words", language="en").read(handler)).decode() == "ArticlesArticles"


def test_who_leaves_is_sent_no_more(handler: ThreadPoolHandler) -> None:
    LEFT.clear()
    assert run(lambda: Reader("endless", leave=5).read(handler)).count(b"on and on") < 20
    assert LEFT.wait(timeout=20)


def test_all_pieces_are_made_in_one_thread_for_databases_want_that(handler: ThreadPoolHandler) -> None:
    async def two() -> list[bytes]:
        return await asyncio.gather(*(Reader("whose").read(handler) for _ in range(2)))

    one, other = (set(said.split()) for said in run(two))
    assert len(one) == len(other) == 1
    assert one != other


def test_a_file_comes_whole(handler: ThreadPoolHandler) -> None:
    assert run(lambda: Reader("this_file").read(handler)) == Path(__file__).read_bytes()


class SlowUploader(Reader):
    """A client that sends the first part of a body, and nothing more until ``gone`` is set."""

    async def receive(self) -> dict[str, Any]:
        return await super().receive() | {"more_body": True}


def test_slow_uploads_and_unread_downloads_take_no_thread(handler: ThreadPoolHandler) -> None:
    async def crowd() -> tuple[int, int]:
        stuck, unread = asyncio.Event(), 0

        async def never(_message: dict[str, Any]) -> None:
            nonlocal unread
            unread += 1
            await stuck.wait()

        uploads = [SlowUploader("cookies", b"the first part") for _ in range(20)]
        downloads = [Reader("this_file") for _ in range(20)]
        sending = [asyncio.create_task(upload.read(handler)) for upload in uploads]
        reading = [asyncio.create_task(handler(each.scope, each.receive, never)) for each in downloads]
        while unread < len(downloads):
            await asyncio.sleep(0)
        page = Reader("cookies")
        await asyncio.wait_for(page.read(handler), 30)
        waiting = sum(not task.done() for task in (*sending, *reading))
        for upload in uploads:
            upload.gone.set()
        for task in reading:
            task.cancel()
        await asyncio.gather(*sending, *reading, return_exceptions=True)
        return page.told[0]["status"], waiting

    assert run(crowd) == (200, 40)


def test_many_who_read_slowly_hold_up_nobody(handler: ThreadPoolHandler, settings: Any) -> None:
    async def crowd() -> bytes:
        slow = [Reader("endless") for _ in range(2 * THREADS)]
        stuck = asyncio.Event()

        async def never(_message: dict[str, Any]) -> None:
            await stuck.wait()

        tasks = [asyncio.create_task(handler(each.scope, each.receive, never)) for each in slow]
        await asyncio.sleep(0)
        found = await asyncio.wait_for(Reader("words").read(handler), 30)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return found

    assert run(crowd) == b"ArticlesArticles"

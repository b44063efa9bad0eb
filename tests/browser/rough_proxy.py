"""A network that loses, delays and doubles what a page sends: a proxy between the browser and the server."""

import http.client
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

ROUGH = ("fine", "fine", "drop the request", "drop the answer", "delay", "double", "bad gateway")
DELAY = 0.15
NOT_PASSED = {"connection", "transfer-encoding", "keep-alive", "content-length"}


class Proxy(BaseHTTPRequestHandler):
    """One request on its way to ``server.there``; ``server.chance`` says what becomes of it."""

    protocol_version = "HTTP/1.1"

    def pass_on(self) -> None:
        """GET, PUT and the rest."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.server.cut.is_set():
            return self.break_off()
        writes = self.command in {"PUT", "DELETE"} and self.path.startswith("/api/")
        fate = self.server.chance.choice(ROUGH) if writes else "fine"
        return self.meet(fate, body)

    def meet(self, fate: str, body: bytes) -> None:
        """One of ``ROUGH``."""
        if fate == "delay":
            threading.Event().wait(DELAY)
        if fate == "double":
            self.fetch(body)
        if fate == "bad gateway":
            self.answer(502, {}, b"")
        elif fate == "drop the request":
            self.break_off()
        else:
            answer = self.fetch(body)
            if fate == "drop the answer":
                self.break_off()
            else:
                self.answer(*answer)

    def fetch(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """What the server answers."""
        there = self.server.there
        server = http.client.HTTPConnection(there.hostname, there.port, timeout=20)
        server.request(self.command, self.path, body, dict(self.headers.items()))
        answer = server.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        server.close()
        return found

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Hand it on to the page."""
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in NOT_PASSED:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def break_off(self) -> None:
        """As a network does that goes away."""
        self.close_connection = True
        self.connection.close()

    def log_message(self, *ignored: object) -> None:
        """The tests say what went wrong."""

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on


class Holding(Proxy):
    """Holds what is posted until ``server.go_on``; ``server.posts`` has the paths of all of it."""

    def pass_on(self) -> None:
        """GET, POST and the rest."""
        if self.command == "POST":
            self.server.posts.append(self.path)
            self.server.go_on.wait()
        super().pass_on()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on


@contextmanager
def holding(target: str) -> Iterator[Any]:
    """A proxy in front of ``target`` that answers a POST only after its ``go_on`` is set."""
    with _proxy(target, Fine(), Holding) as proxy:
        proxy.posts, proxy.go_on = [], threading.Event()
        yield proxy
        proxy.go_on.set()


@contextmanager
def rough(target: str, seed: int) -> Iterator[str]:
    """The address of a proxy in front of ``target`` which is rough to writes of the API, the same for one seed."""
    with _proxy(target, random.Random(seed)) as proxy:
        yield f"http://localhost:{proxy.server_port}"


@contextmanager
def cable(target: str) -> Iterator[tuple[str, threading.Event]]:
    """The address of a proxy in front of ``target``, through which nothing comes while the event is set.

    A browser that is told to be without a network may still send what it had begun; this one cannot.
    """
    with _proxy(target, Fine()) as proxy:
        yield f"http://localhost:{proxy.server_port}", proxy.cut


class Fine:
    """Chance without a risk."""

    def choice(self, fates: tuple[str, ...]) -> str:
        """The first."""
        return fates[0]


@contextmanager
def _proxy(target: str, chance: Any, handler: type[Proxy] = Proxy) -> Iterator[Any]:
    with ThreadingHTTPServer(("localhost", 0), handler) as proxy:
        proxy.there, proxy.chance, proxy.cut = urlsplit(target), chance, threading.Event()
        proxy.handle_error = lambda *ignored: None  # a broken connection is what it is for
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.shutdown()

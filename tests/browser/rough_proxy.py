"""A network that loses, delays and doubles what a page sends: a proxy between the browser and the server."""

import http.client
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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
        writes = self.command in {"PUT", "DELETE"} and self.path.startswith("/api/")
        fate = self.server.chance.choice(ROUGH) if writes else "fine"
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


@contextmanager
def rough(target: str, seed: int) -> Iterator[str]:
    """The address of a proxy in front of ``target`` which is rough to writes of the API, the same for one seed."""
    with ThreadingHTTPServer(("localhost", 0), Proxy) as proxy:
        proxy.there = urlsplit(target)
        proxy.chance = random.Random(seed)
        proxy.handle_error = lambda *ignored: None  # a broken connection is what it is for
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://localhost:{proxy.server_port}"
        proxy.shutdown()

"""A small web server in a thread: requests and responses of the platform's pages and services."""

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform


@dataclass(frozen=True)
class Request:
    """What a client asks for."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def form(self) -> dict[str, str]:
        """Return the fields of the form in the body."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    def json(self) -> Any:
        """Return the JSON in the body."""
        return json.loads(self.body)


@dataclass
class Response:
    """What the platform answers."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """A request that the specifications do not allow; the reason goes to the client and stays for the test to see."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def as_json(
    value: Any, status: int = 200, content_type: str = "application/json", **headers: str
) -> Response:
    """Return a response of JSON."""
    return Response(json.dumps(value).encode(), status, content_type, headers)


def require_accept(request: Request, media_type: str) -> None:
    """Refuse a request that does not ask for ``media_type``."""
    if media_type not in request.headers.get("accept", ""):
        raise Refused(406, f"Accept must be {media_type}")


def require_content(request: Request, media_type: str) -> None:
    """Refuse a request whose body is not ``media_type``."""
    if request.headers.get("content-type", "").split(";")[0].strip() != media_type:
        raise Refused(415, f"Content-Type must be {media_type}")


ROUTES: list[tuple[str, re.Pattern[str], Callable[..., Response]]] = []


def route(method: str, path: str) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Answer ``path`` by the function, which is given the platform, the request, and what ``{}`` stands for."""
    pattern = re.compile(path.replace("{}", "([^/]+)") + "$")

    def register(function: Callable[..., Response]) -> Callable[..., Response]:
        ROUTES.append((method, pattern, function))
        return function

    return register


def answer(platform: "LearningPlatform", request: Request) -> Response:
    """Return the response of the page or service, or of the failure that a test has switched on."""
    platform.requests.append(request)
    for method, pattern, function in ROUTES:
        match = pattern.match(request.path)
        if match and method == request.method:
            try:
                return platform.failure(request) or function(platform, request, *match.groups())
            except Refused as refusal:
                platform.refusals.append(refusal.reason)
                return as_json({"error": refusal.reason}, refusal.status)
    return as_json({"error": "not found"}, 404)


class _Handler(BaseHTTPRequestHandler):
    server: "Server"

    def _answer(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        response = answer(self.server.platform, Request(self.command, address.path, query, headers, body))
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer

    def log_message(self, *_args: Any) -> None:
        """Write no log."""


class Server(ThreadingHTTPServer):
    """The server of a platform on a port of its own."""

    daemon_threads = True

    def __init__(self, platform: "LearningPlatform") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.platform = platform
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def handle_error(self, *_args: Any) -> None:
        """Ignore clients that hang up: they may."""

    def stop(self) -> None:
        """Stop serving."""
        self.shutdown()
        self.server_close()
        self.thread.join()

"""A language model on this machine: a real HTTP server that answers as a test says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


class LanguageModel:
    """What the server answers, and the requests that it got: (path, headers, body)."""

    def __init__(self) -> None:
        self.answer: Answer = suggesting()
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.stopped = threading.Event()
        self.url = ""


def reply(data: bytes, status: int = 200, **headers: str) -> Answer:
    """Answer with these bytes."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in ({"Content-Length": str(len(data))} | headers).items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def saying(content: Any) -> Answer:
    """Answer with a message of the model."""
    return reply(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


def suggesting(*items: Any) -> Answer:
    """Answer with suggestions."""
    return saying(json.dumps({"suggestions": items}))


@contextmanager
def language_model() -> Iterator[LanguageModel]:
    """Serve a language model."""
    model = LanguageModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.requests.append((self.path, dict(self.headers), json.loads(body)))
            try:
                model.answer(self)
            except OSError:
                self.close_connection = True

        def do_GET(self) -> None:
            model.requests.append((self.path, dict(self.headers), None))
            reply(b"followed")(self)

        def log_message(self, *_arguments: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield model
    finally:
        model.stopped.set()
        server.shutdown()
        server.server_close()

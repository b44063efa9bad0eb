"""Three addresses for machines, answered before anything else: they need no host name, no https and no sign-in.

``/healthz``: this process lives. ``/readyz``: it can serve, so send it people. ``/metrics``: for Prometheus, to whoever
has the token in METRICS_TOKEN; without one there is no such address.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from hmac import compare_digest
from typing import Any

from django.db import Error, connection

from operations.migration_state import unapplied_count
from operations.monitoring.metrics import render_metrics

App = Callable[[dict[str, Any], Any, Callable[[dict[str, Any]], Awaitable[None]]], Awaitable[None]]


class HealthEndpoints:
    """ASGI: everything else is for ``app``. ``token``: METRICS_TOKEN, empty where there is none."""

    def __init__(self, app: App, token: str) -> None:
        self.app, self.token = app, token
        # One of its own: while all that answer people are busy, the process is well.
        self.thread = ThreadPoolExecutor(1, "probes")
        self.current = False

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """One request."""
        path = scope.get("path") if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        if path == "/healthz":
            await _answer(send, 200, b"ok")
        elif path == "/readyz":
            wrong = await self.beside(self.not_ready)
            await _answer(send, 503 if wrong else 200, wrong.encode() or b"ok")
        elif path == "/metrics" and self.may_scrape(scope):
            await _answer(send, 200, await self.beside(_metrics), b"text/plain; version=0.0.4; charset=utf-8")
        else:
            await self.app(scope, receive, send)

    def not_ready(self) -> str:
        """Why this process cannot serve now; empty where it can. A database that was current once is no older now."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.current = self.current or not unapplied_count()
        except Error:
            return "The database does not answer."
        finally:
            connection.close()
        return "" if self.current else "The database is older than this version: run manage.py migrate."

    async def beside(self, work: Callable[[], Any]) -> Any:
        """``work``, in the thread of the probes."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    def may_scrape(self, scope: dict[str, Any]) -> bool:
        """Whether it says the token."""
        said = dict(scope["headers"]).get(b"authorization", b"")
        return bool(self.token) and compare_digest(said, f"Bearer {self.token}".encode())


def _metrics() -> bytes:
    try:
        return render_metrics()
    finally:
        connection.close()


async def _answer(send: Any, status: int, body: bytes, kind: bytes = b"text/plain; charset=utf-8") -> None:
    headers = [
        (b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

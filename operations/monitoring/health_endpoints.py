"""Three URLs for machines, answered before anything else: they need no host name, no https and no sign-in.

``/healthz``: this process is alive. ``/readyz``: it can serve requests. ``/metrics``: for Prometheus, with the token in
METRICS_TOKEN; without one this URL does not exist.
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
    """ASGI middleware; ``app`` answers all other URLs. ``token`` is METRICS_TOKEN, or ""."""

    def __init__(self, app: App, token: str) -> None:
        self.app, self.token = app, token
        # Its own thread: while all others are busy, the process is still healthy.
        self.thread = ThreadPoolExecutor(1, "probes")
        self.current = False

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        path = scope.get("path") if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        if path == "/healthz":
            await _respond(send, 200, b"ok")
        elif path == "/readyz":
            reason = await self.run_in_thread(self.not_ready)
            await _respond(send, 503 if reason else 200, reason.encode() or b"ok")
        elif path == "/metrics" and self.may_scrape(scope):
            await _respond(
                send, 200, await self.run_in_thread(_metrics), b"text/plain; version=0.0.4; charset=utf-8"
            )
        else:
            await self.app(scope, receive, send)

    def not_ready(self) -> str:
        """Return why this process cannot serve now, or "". Once the migrations are current, they stay so."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.current = self.current or not unapplied_count()
        except Error:
            return "The database does not answer."
        finally:
            connection.close()
        return "" if self.current else "The database is older than this version: run manage.py migrate."

    async def run_in_thread(self, work: Callable[[], Any]) -> Any:
        """Run ``work`` in the thread of the health checks."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    def may_scrape(self, scope: dict[str, Any]) -> bool:
        """Return whether the request has the token."""
        authorization = dict(scope["headers"]).get(b"authorization", b"")
        return bool(self.token) and compare_digest(authorization, f"Bearer {self.token}".encode())


def _metrics() -> bytes:
    try:
        return render_metrics()
    finally:
        connection.close()


async def _respond(send: Any, status: int, body: bytes, kind: bytes = b"text/plain; charset=utf-8") -> None:
    headers = [
        (b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

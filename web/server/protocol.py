"""uvicorn's HTTP protocol with limits on the head of a request, which arrives before the application is called."""

import asyncio
from typing import Any

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Servers usually allow 8 to 64 KB.
MAX_HEAD_BYTES = 64 * 1024


class BoundedHeadProtocol(HttpToolsProtocol):
    """Close connections on which no request begins, or whose head or trailer is too slow or too large."""

    timer: asyncio.TimerHandle | None = None
    size = 0

    def connection_made(self, transport: Any) -> None:
        """Start waiting for the first request."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._head_received()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count bytes that belong to no body: those of an incomplete head or of a trailer."""
        self.size += len(data)
        super().data_received(data)
        if self.size > MAX_HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """Start waiting for the head of the next request on this connection."""
        super().on_message_begin()
        if not self.timer:
            self._expect_head()

    def on_headers_complete(self) -> None:
        """Stop waiting and let the request be answered."""
        self._head_received()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Reset the count: bodies have their own limits."""
        self.size = 0
        super().on_body(body)

    def _expect_head(self) -> None:
        self.size = 0
        self.timer = self.loop.call_later(settings.BODY_SECONDS, self.transport.abort)

    def _head_received(self) -> None:
        self.size = 0
        if self.timer:
            self.timer.cancel()
            self.timer = None

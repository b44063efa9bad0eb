"""uvicorn's protocol with bounds on the head of a request: an application is asked only after it has come."""

import asyncio
from typing import Any

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Bytes: the usual limit of servers is 8 to 64 KB.
MOST = 64 * 1024


class BoundedHeadProtocol(HttpToolsProtocol):
    """Closes connections on which no request begins, or whose head, or trailer, is long in coming, or long."""

    timer: asyncio.TimerHandle | None = None
    size = 0

    def connection_made(self, transport: Any) -> None:
        """Wait for the first request."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._head_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to no body: to a head that is not complete, or to what follows the last chunk."""
        self.size += len(data)
        super().data_received(data)
        if self.size > MOST:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """Wait for the head of a request that follows another."""
        super().on_message_begin()
        if not self.timer:
            self._expect_head()

    def on_headers_complete(self) -> None:
        """Have the request answered."""
        self._head_is_there()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count anew: bodies have bounds of their own."""
        self.size = 0
        super().on_body(body)

    def _expect_head(self) -> None:
        self.size = 0
        self.timer = self.loop.call_later(settings.BODY_SECONDS, self.transport.abort)

    def _head_is_there(self) -> None:
        self.size = 0
        if self.timer:
            self.timer.cancel()
            self.timer = None

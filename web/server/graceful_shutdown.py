"""Graceful shutdown: close event streams on SIGTERM and SIGINT, so that the server need not wait for them."""

import signal
import threading
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)
App = Callable[[Any, Any, Any], Awaitable[None]]


class GracefulShutdown:
    """ASGI middleware that has ``close_streams`` called before the server's own signal handlers.

    The handlers are installed with the first request: a server may set its own only after loading the application.
    """

    def __init__(self, app: App, close_streams: Callable[[], None]) -> None:
        self.app = app
        self.close_streams = close_streams
        self.installed = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if not self.installed:
            self.installed = True
            install_signal_handlers(self.close_streams)
        await self.app(scope, receive, send)


def install_signal_handlers(close_streams: Callable[[], None]) -> None:
    """Call ``close_streams`` before the existing signal handlers; without one, no server is running."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in SIGNALS:
        handler = signal.getsignal(number)
        if callable(handler):
            signal.signal(number, _chain(close_streams, handler))


def _chain(
    close_streams: Callable[[], None], next_handler: Callable[[int, FrameType | None], object]
) -> Callable[[int, FrameType | None], None]:
    def handler(number: int, frame: FrameType | None) -> None:
        close_streams()
        next_handler(number, frame)

    return handler

"""When this process is told to end: its open streams go at once, and the server then waits for requests alone."""

import signal
import threading
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)
App = Callable[[Any, Any, Any], Awaitable[None]]


class GracefulShutdown:
    """ASGI: has ``leave`` called before whatever the server does when it is told to end.

    A server may set its handlers only after it has loaded the application, and takes no request before it has.
    """

    def __init__(self, app: App, leave: Callable[[], None]) -> None:
        self.app = app
        self.leave = leave
        self.set = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request."""
        if not self.set:
            self.set = True
            install_signal_handlers(self.leave)
        await self.app(scope, receive, send)


def install_signal_handlers(leave: Callable[[], None]) -> None:
    """Put ``leave`` before the handlers that there are; where there is none, nobody serves."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in SIGNALS:
        theirs = signal.getsignal(number)
        if callable(theirs):
            signal.signal(number, _both(leave, theirs))


def _both(
    leave: Callable[[], None], theirs: Callable[[int, FrameType | None], object]
) -> Callable[[int, FrameType | None], None]:
    def handler(number: int, frame: FrameType | None) -> None:
        leave()
        theirs(number, frame)

    return handler

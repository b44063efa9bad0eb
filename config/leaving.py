"""When this process is told to end: its open streams go at once, and the server then waits for requests alone."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


def before_leaving(leave: Callable[[], None]) -> None:
    """Have ``leave`` called before whatever the server does when it is told to end.

    Servers set their handlers before they load the application; where there is none, nobody serves.
    """
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

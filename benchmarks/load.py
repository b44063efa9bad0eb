"""Clients that ask a server as fast as it answers, each on a connection that stays open."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# (method, path, body, headers) of the next request.
Asked = tuple[str, str, bytes | None, dict[str, str]]


@dataclass
class Load:
    """What came of it: seconds of each answer, and what was no success."""

    seconds: float = 0
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0

    @property
    def per_second(self) -> float:
        """Answers."""
        return len(self.times) / self.seconds


def load(port: int, clients: int, seconds: float, ask: Callable[[], Asked]) -> Load:
    """``clients`` at once, for so long."""
    found = Load()
    until = time.monotonic() + seconds

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            method, path, body, headers = ask()
            begun = time.perf_counter()
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
            found.times.append(time.perf_counter() - begun)
            found.received = len(said)
            if answer.status >= 300:
                found.errors.append(f"{answer.status} {said[:200]!r}")

    threads = [threading.Thread(target=one) for _ in range(clients)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.seconds = time.monotonic() - begun
    return found

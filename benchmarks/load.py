"""Clients that send requests as fast as a server answers, each on one connection."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# (method, path, body, headers) of the next request.
Request = tuple[str, str, bytes | None, dict[str, str]]


@dataclass
class Load:
    """Results: seconds of each response, and the errors."""

    seconds: float = 0
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0

    @property
    def per_second(self) -> float:
        """Return the responses per second."""
        return len(self.times) / self.seconds


def load(port: int, clients: int, seconds: float, ask: Callable[[], Request]) -> Load:
    """Let ``clients`` send requests for so many seconds."""
    result = Load()
    until = time.monotonic() + seconds

    def send_requests() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            method, path, body, headers = ask()
            started = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
            result.times.append(time.perf_counter() - started)
            result.received = len(content)
            if response.status >= 300:
                result.errors.append(f"{response.status} {content[:200]!r}")

    threads = [threading.Thread(target=send_requests) for _ in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.monotonic() - started
    return result

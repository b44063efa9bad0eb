"""Failures of a platform's services that tests switch on."""

import threading
from dataclasses import dataclass
from typing import Any

from tests.lti.platform.http import Request, Response, as_json


@dataclass
class Failure:
    """The next ``times`` requests whose path has ``part`` in it are answered by ``response``, once ``gate`` is open."""

    part: str
    response: Response | None
    times: int
    gate: threading.Event


class Failures:
    """What goes wrong at a platform next."""

    def __init__(self) -> None:
        self.coming: list[Failure] = []

    def fail(self, part: str, status: int = 500, times: int = 1, **headers: str) -> None:
        """Answer the next ``times`` requests to addresses with ``part`` in them with an error, or a redirect."""
        self.answer(part, {"error": f"switched to {status}"}, status, times, **headers)

    def answer(self, part: str, body: Any, status: int = 200, times: int = 1, **headers: str) -> None:
        """Answer the next ``times`` requests to addresses with ``part`` in them with ``body`` as JSON."""
        answer = as_json(body, status, **headers)
        gate = threading.Event()
        gate.set()
        self.coming.append(Failure(part, answer, times, gate))

    def hang(self, part: str) -> threading.Event:
        """Let the next request to an address with ``part`` in it wait until the returned event is set."""
        gate = threading.Event()
        self.coming.append(Failure(part, None, 1, gate))
        return gate

    def failure(self, request: Request) -> Response | None:
        """Return the failure that comes next for ``request``; None if it is answered as usual."""
        for failure in self.coming:
            if failure.part in request.path and failure.times:
                failure.times -= 1
                failure.gate.wait()
                return failure.response
        return None

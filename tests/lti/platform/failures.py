"""Failures of a platform's services that tests switch on."""

from dataclasses import dataclass

from tests.lti.platform.http import Request, Response, as_json


@dataclass
class Failure:
    """The next ``times`` requests whose path has ``part`` in it are answered by ``response``."""

    part: str
    response: Response
    times: int


class Failures:
    """What goes wrong at a platform next."""

    def __init__(self) -> None:
        self.coming: list[Failure] = []

    def fail(self, part: str, status: int = 500, times: int = 1, **headers: str) -> None:
        """Answer the next ``times`` requests to addresses with ``part`` in them with an error, or a redirect."""
        answer = as_json({"error": f"switched to {status}"}, status)
        answer.headers |= headers
        self.coming.append(Failure(part, answer, times))

    def failure(self, request: Request) -> Response | None:
        """Return the failure that comes next for ``request``; None if it is answered as usual."""
        for failure in self.coming:
            if failure.part in request.path and failure.times:
                failure.times -= 1
                return failure.response
        return None

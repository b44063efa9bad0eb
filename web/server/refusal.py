"""Why a request is refused before, or instead of, being answered."""

from enum import Enum
from http import HTTPStatus


class Refusal(Enum):
    """Each with its status."""

    BODY_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    BODY_TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT
    TOO_MANY_BODIES = HTTPStatus.SERVICE_UNAVAILABLE
    TOO_MANY_DOWNLOADS = HTTPStatus.TOO_MANY_REQUESTS


class RequestRefused(Exception):
    """A request is refused. ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal

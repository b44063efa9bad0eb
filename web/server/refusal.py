"""Reasons to refuse a request before, or instead of, answering it. Pure."""

from enum import Enum
from http import HTTPStatus


class Refusal(Enum):
    """A reason; its value is the status of the response."""

    BODY_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    BODY_TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT
    TOO_MANY_BODIES = HTTPStatus.SERVICE_UNAVAILABLE
    TOO_MANY_DOWNLOADS = HTTPStatus.TOO_MANY_REQUESTS


class RequestRefused(Exception):
    """The request is refused because of ``refusal``."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal

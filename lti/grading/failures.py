"""Why a grade was not accepted, as it is stored, and whether it is worth trying again."""

import json
from typing import Any

from lti.errors import ServiceError
from lti.security.http import PlatformResponse
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

# What these answer may pass by itself: timeouts, too many requests, and all errors of the server.
TEMPORARY = frozenset({401, 408, 425, 429})
CONFLICT = 409
MAX_STORED, MAX_ANSWER = 300, 80
REJECTED = Message("The learning platform did not accept it (HTTP {status}): {answer}")
REASONS = {
    401: Message("The learning platform did not accept Claimlight’s access (HTTP 401): {answer}"),
    403: Message(
        "The learning platform does not allow it (HTTP 403). The course may be over, or grades of this "
        "tool switched off: {answer}"
    ),
    404: Message("The learning platform does not find this person in the course (HTTP 404): {answer}"),
}
COLUMN_GONE = Message(
    "The column of the gradebook is gone. If you send all grades again, a new one is created if the platform allows it."
)


class ColumnGone(ServiceError):
    """The column of the gradebook does not exist any more."""

    def __init__(self) -> None:
        super().__init__(COLUMN_GONE)


class Rejected(ServiceError):
    """The platform answered, and did not accept what it got. ``wait`` is how many seconds it asked for."""

    def __init__(self, response: PlatformResponse) -> None:
        reason = REASONS.get(response.status, REJECTED)
        super().__init__(reason.format(status=str(response.status), answer=_words(response)))
        # Open edX answers with the field that it does not accept.
        too_old = response.status == 400 and b'"timestamp"' in response.body
        self.is_too_old = response.status == CONFLICT or too_old
        self.is_temporary = self.is_too_old or response.status in TEMPORARY or response.status >= 500
        self.wait = _seconds(response.headers.get("Retry-After"))


def stored(error: Exception) -> str:
    """Return the reason of an error so that ``shown`` reads it in any language, in at most MAX_STORED characters."""
    message: Any = error.args[0] if error.args else str(error)
    if isinstance(message, Message):
        text = json.dumps(message.to_json(), ensure_ascii=False)
        if len(text) <= MAX_STORED:
            return text
    return str(message)[:MAX_STORED]


def shown(error: str) -> str:
    """Return a reason that was stored, in the language of the request."""
    try:
        return translate(Message.from_json(json.loads(error)))
    except ValueError:
        return error


def _words(response: PlatformResponse) -> str:
    """Return the beginning of what the platform answered, in one line."""
    answer = response.body[: 4 * MAX_ANSWER].decode("utf-8", "replace")
    printable = "".join(character if character.isprintable() else " " for character in answer)
    return " ".join(printable.split())[:MAX_ANSWER]


def _seconds(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else 0

"""Ask the language model that the operator configured: one POST to an API like OpenAI's, within limits."""

import json
import logging
from urllib.parse import urlsplit

from django.conf import settings

from web.http.safe_client import RequestError, TooSlow, response_from
from web.i18n.lazy_message import Message

# An answer of 60 suggestions has some 20 KB.
MAX_BYTES = 1_000_000
TOO_SLOW = Message("The language model at {host} did not answer in time.")
NO_ANSWER = Message("The language model at {host} cannot be reached.")
REFUSED = Message("The language model at {host} answered with an error (HTTP {status}).")
USELESS = Message("The language model at {host} answered with something that is no list of suggestions.")
log = logging.getLogger(__name__)


class ModelError(Exception):
    """The model did not answer, or not as it should. ``message`` says so in one sentence."""

    def __init__(self, message: Message, **values: object) -> None:
        self.message = message.format(host=model_host(), **values)
        super().__init__(self.message)


def is_configured() -> bool:
    """Return whether the operator configured a language model."""
    return bool(settings.LANGUAGE_MODEL_URL and settings.LANGUAGE_MODEL)


def model_host() -> str:
    """Return the name of the server to which texts are sent."""
    return urlsplit(settings.LANGUAGE_MODEL_URL).hostname or ""


def ask(messages: list[dict[str, str]]) -> str:
    """Return the content of the model's answer. Raise ``ModelError``.

    Redirects are not followed. Neither the key nor anything that the server sent gets into messages or logs.
    """
    url = f"{settings.LANGUAGE_MODEL_URL}/chat/completions"
    body = {"model": settings.LANGUAGE_MODEL, "messages": messages, "temperature": 0, "stream": False}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.LANGUAGE_MODEL_KEY:
        headers["Authorization"] = f"Bearer {settings.LANGUAGE_MODEL_KEY}"
    try:
        with response_from(
            url,
            "POST",
            headers,
            json.dumps(body).encode(),
            seconds=settings.LANGUAGE_MODEL_SECONDS,
            private=True,
            by_operator=True,
        ) as response:
            status = response.status
            data = response.read(MAX_BYTES + 1) if status == 200 else b""
    except TooSlow:
        raise ModelError(TOO_SLOW) from None
    except RequestError:
        log.warning("The language model cannot be reached.")
        raise ModelError(NO_ANSWER) from None
    if status != 200:
        raise ModelError(REFUSED, status=str(status))
    return _content(data)


def _content(data: bytes) -> str:
    """Return the text in a response. Raise ``ModelError`` if it is too large or has none."""
    try:
        content = json.loads(data)["choices"][0]["message"]["content"] if len(data) <= MAX_BYTES else None
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str) or not content.strip():
        raise ModelError(USELESS)
    return content

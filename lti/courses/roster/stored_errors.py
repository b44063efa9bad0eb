"""Why a platform did not answer, stored so that each teacher reads it in their language."""

import json

from web.i18n.lazy_message import Message
from web.i18n.translate import translate

MAX_STORED = 300


def stored(error: Exception) -> str:
    """Return the reason of an error for ``shown``; in English alone if it is too long with its values."""
    message = error.args[0] if error.args else ""
    if isinstance(message, Message):
        text = json.dumps(message.to_json(), ensure_ascii=False)
        if len(text) <= MAX_STORED:
            return text
    return str(message)[:MAX_STORED]


def shown(error: str) -> str:
    """Return a stored reason in the language of the request."""
    try:
        return str(translate(Message.from_json(json.loads(error))))
    except ValueError:
        return error

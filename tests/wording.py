"""Recognize a sentence by the constant that it is made from, so that tests hold no copies of what pages say."""

import re
from html import unescape
from typing import Any

from web.i18n.lazy_message import Message

PLACEHOLDER = re.compile(r"\{(\w+)\}|%\((\w+)\)[sd]")


def says(message: str, text: str) -> bool:
    """Return whether ``text`` (plain or HTML) holds ``message``. Placeholders without a value match anything."""
    return re.search(_pattern(message), unescape(text)) is not None


def _pattern(message: Any) -> str:
    """Return a regular expression for a message, its template, or a value in it."""
    if isinstance(message, int):
        message = f"{message:,}"
    template, values = message, {}
    if isinstance(message, Message):
        template, values = message.template, message.values
    pattern, end = "", 0
    for placeholder in PLACEHOLDER.finditer(str(template)):
        name = placeholder[1] or placeholder[2]
        value = _pattern(values[name]) if name in values else "(?s:.*?)"
        pattern += re.escape(template[end : placeholder.start()]) + value
        end = placeholder.end()
    return pattern + re.escape(str(template)[end:])

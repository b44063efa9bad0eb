"""Translate the messages of pure modules into the language of the request."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

from web.i18n.lazy_message import Message, format_template


def translate(message: Any) -> str:
    """Return a ``Message``, or the one in an error, in the language of the request; other text unchanged."""
    if isinstance(message, Exception):
        message = message.args[0] if message.args else ""
    if not isinstance(message, Message):
        return str(message)
    return format_template(
        gettext(message.template), {name: _localized(value) for name, value in message.values.items()}
    )


def _localized(value: Any) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else translate(value)

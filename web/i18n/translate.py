"""Says the phrases of the pure modules in the reader's language."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

from web.i18n.lazy_message import Message, format_template


def translate(words: Any) -> str:
    """A ``Message``, or the one in an error, in the language of the request; other text stays as it is."""
    if isinstance(words, Exception):
        words = words.args[0] if words.args else ""
    if not isinstance(words, Message):
        return str(words)
    return format_template(
        gettext(words.template), {name: _shown(value) for name, value in words.values.items()}
    )


def _shown(value: Any) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else translate(value)

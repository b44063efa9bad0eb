"""Form fields, serializer fields and validators for names and titles, which are one line, and web addresses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from web.text.single_line import single_line
from web.values import is_web_address

# Characters. Longer text fails the length check; it is not normalized first, which takes seconds for megabytes.
MAX_NORMALIZED = 10_000
MESSAGE = _("Write this on one line, without line breaks or control characters.")


def check_web_address(address: str) -> None:
    """Raise ``ValidationError`` for an address that no page may link to."""
    if not is_web_address(address):
        raise ValidationError(_("Enter an address that begins with https:// or http://."))


class SingleLineField(forms.CharField):
    """A form field for a name or a title."""

    def to_python(self, value: Any) -> str:
        """Return the value as one line, normalized before its length is checked."""
        text = str(super().to_python(value))
        line = text if len(text) > MAX_NORMALIZED else single_line(text)
        if line is None:
            raise ValidationError(MESSAGE, code="lines")
        return line


class SingleLineInput(serializers.CharField):
    """A serializer field for a name or a title."""

    default_error_messages = {"lines": MESSAGE}

    def to_internal_value(self, data: Any) -> str:
        """Return the value as one line, normalized before its length is checked."""
        text = super().to_internal_value(data)
        line = text if len(text) > MAX_NORMALIZED else single_line(text)
        if line is None:
            self.fail("lines")
        if not line and not self.allow_blank:
            self.fail("blank")
        return line

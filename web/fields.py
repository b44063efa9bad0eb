"""The form field and the serializer field for a name or a title: one line, without characters that nobody can see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from web.text.single_line import single_line

# Letters. What is longer is refused for its length, and not tidied up before: that takes seconds for megabytes.
LONGEST = 10_000
MESSAGE = _("Write this on one line, without line breaks or control characters.")


class SingleLineField(forms.CharField):
    """A name or a title in a form."""

    def to_python(self, value: Any) -> str:
        """Tidy it up, before its length is looked at."""
        text = str(super().to_python(value))
        line = text if len(text) > LONGEST else single_line(text)
        if line is None:
            raise ValidationError(MESSAGE, code="lines")
        return line


class SingleLineInput(serializers.CharField):
    """A name or a title sent to the API."""

    default_error_messages = {"lines": MESSAGE}

    def to_internal_value(self, data: Any) -> str:
        """Tidy it up, before its length is looked at."""
        text = super().to_internal_value(data)
        line = text if len(text) > LONGEST else single_line(text)
        if line is None:
            self.fail("lines")
        if not line and not self.allow_blank:
            self.fail("blank")
        return line

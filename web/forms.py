"""Form fields that refuse what Django's let through to a database that does not take it."""

from datetime import UTC
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class MultipleChoiceField(forms.ModelMultipleChoiceField):
    """Choose rows by their keys; a key beyond 64 bits is nobody's."""

    def clean(self, value: Any) -> Any:
        """Return the rows that were chosen."""
        for key in value if isinstance(value, list | tuple) else ():
            try:
                self.queryset.model._meta.pk.clean(key, None)
            except ValidationError:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key[:40]}
                ) from None
        return super().clean(value)


class DateTimeField(forms.DateTimeField):
    """A time that is one in UTC, too: the first and the last days of the calendar may have none."""

    def to_python(self, value: Any) -> Any:
        """Return the time, or None."""
        found = super().to_python(value)
        try:
            return found and found.astimezone(UTC)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

"""Form fields that refuse values which Django's own fields accept but a database does not."""

from datetime import UTC
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class MultipleChoiceField(forms.ModelMultipleChoiceField):
    """Choose rows by primary key. A key beyond 64 bits is an invalid choice, not a database error."""

    def clean(self, value: Any) -> Any:
        """Return the chosen rows."""
        for key in value if isinstance(value, list | tuple) else ():
            try:
                self.queryset.model._meta.pk.clean(key, None)
            except ValidationError:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key[:40]}
                ) from None
        return super().clean(value)


class DateTimeField(forms.DateTimeField):
    """A time that also exists in UTC: the first and last hours of the calendar may not."""

    def to_python(self, value: Any) -> Any:
        """Return the time, or None if the field is empty."""
        time = super().to_python(value)
        try:
            return time and time.astimezone(UTC)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

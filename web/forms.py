"""Form fields that refuse values which Django's own fields accept but a database does not."""

from datetime import UTC, timedelta
from datetime import timezone as fixed_offset
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.time_zones import NoSuchTime, city, find_time_zone, moment

# Of a time without a time zone. It has no hours that clocks skip, for which Django would refuse the time.
AS_TYPED = fixed_offset(timedelta(), "as typed")


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


class ZonedText(str):
    """A local time as it was typed, and the name of the time zone that the form showed with it."""

    zone = ""


class LocalDateTimeInput(forms.DateTimeInput):
    """An input of a local time. It sends its time zone along: the reader's may change while the form is open."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the text with the name of its time zone."""
        text = super().value_from_datadict(data, files, name)
        if not isinstance(text, str):
            return text
        value = ZonedText(text)
        value.zone = str(data.get(_zone_field(name), ""))
        return value

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the input, and a hidden one for the time zone."""
        zone = getattr(value, "zone", "") or str(timezone.get_current_timezone())
        hidden = forms.HiddenInput().render(_zone_field(name), zone, renderer=renderer)
        return super().render(name, value, attrs, renderer) + hidden


class DateTimeField(forms.DateTimeField):
    """A time in the reader's time zone. It also exists in UTC: the first and last hours of the calendar may not."""

    widget = LocalDateTimeInput

    def to_python(self, value: Any) -> Any:
        """Return the time, or None if the field is empty. See ``moment`` for the hours when clocks change."""
        zone = find_time_zone(getattr(value, "zone", "")) or timezone.get_current_timezone()
        with timezone.override(AS_TYPED):
            time = super().to_python(value)
        try:
            if time is None or time.tzinfo is not AS_TYPED:
                return time and time.astimezone(UTC)
            return moment(time.replace(tzinfo=None), zone)
        except NoSuchTime as error:
            message = _(
                "Clocks in {city} skip this time on that day. Choose another one, for example {time}."
            )
            raise ValidationError(
                message.format(city=city(str(zone)), time=date_format(error.instead, "H:i")),
                code="no-such-time",
            ) from None
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def _zone_field(name: str) -> str:
    return f"{name}_zone"

"""Days as people say them: without the year if it is this one."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def short_day(day: date | datetime) -> str:
    """Return a day in the reader's language and time zone, with the year unless it is the current one."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    same_year = day.year == timezone.localdate().year
    return date_format(day, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT")

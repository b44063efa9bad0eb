"""The template tag {% due_date time author as due %}: a due date as the clocks of the reader show it."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.models import User
from people.time_zones import time_zone_of
from web.time_zones import city, show_the_same

register = template.Library()


@register.simple_tag
def due_date(due_at: datetime, author: User | None) -> str:
    """Return the time with its weekday.

    It names the reader's time zone where clocks show another time there than where ``author``, who set it, is.
    """
    zone = timezone.get_current_timezone()
    local = due_at.astimezone(zone)
    if local.year == timezone.localdate().year:
        text = date_format(local, pgettext("date format", "l j F, H:i"))
    else:
        text = date_format(local, pgettext("date format", "l j F Y, H:i"))
    if show_the_same(zone, time_zone_of(author), due_at):
        return text
    return _("{time} (your time, {city})").format(time=text, city=city(str(zone)))

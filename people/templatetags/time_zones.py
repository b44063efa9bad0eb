"""The template tag {% zone_city %}: what people call the time zone in which the page shows times."""

from django import template
from django.utils.timezone import get_current_timezone

from web.time_zones import city

register = template.Library()


@register.simple_tag
def zone_city() -> str:
    """Return what people call the present time zone."""
    return city(str(get_current_timezone()))

"""Template filters of the report: how numbers, times and notes are shown."""

from datetime import datetime
from typing import Any

import bleach
from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from web.text.links import link_addresses

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """Format a share 0..1 as a whole percentage; what is above zero but rounds to zero is “<1 %”."""
    return "<1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


@register.filter
def decimal(share: float) -> str:
    """Format a share for an HTML attribute: with a decimal point in every language."""
    return f"{share:.4f}"


@register.filter
def format_time(iso: str) -> str:
    """Format an ISO time, or a date if there is no time zone."""
    if not iso:
        return "—"
    time = datetime.fromisoformat(iso)
    return date_format(localtime(time), "DATETIME_FORMAT") if time.tzinfo else date_format(time)


@register.filter
def note(text: str) -> SafeString:
    """Return a person's note as safe HTML: escaped, with its web addresses as links.

    bleach is used for notes only, which are short: on a text of 400,000 ampersands it takes 22 seconds.
    """
    html = bleach.clean(
        link_addresses(text), tags={"a"}, attributes=["href", "rel"], protocols={"http", "https"}
    )
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


@register.filter
def trusted_html(html: str) -> SafeString:
    """Mark HTML, SVG or CSS that our own code has built from escaped parts as safe."""
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """Return ``mapping[key]``."""
    return mapping[key]

"""Filters of the report's templates: how numbers, moments and notes are shown."""

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
    """A share 0..1 in whole per cent; what is there but rounds to nothing is “<1 %”."""
    return "<1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


@register.filter
def decimal(share: float) -> str:
    """A share for an attribute: with a point in every language."""
    return f"{share:.4f}"


@register.filter
def format_time(iso: str) -> str:
    """An ISO time as people write it, or the day where that is all there is."""
    if not iso:
        return "—"
    at = datetime.fromisoformat(iso)
    return date_format(localtime(at), "DATETIME_FORMAT") if at.tzinfo else date_format(at)


@register.filter
def note(text: str) -> SafeString:
    """Return what a person wrote as HTML: escaped, its web addresses made links, and passed through bleach.

    bleach sees only notes, which have a limit: on a text of 400,000 ampersands it takes 22 seconds.
    """
    html = bleach.clean(
        link_addresses(text), tags={"a"}, attributes=["href", "rel"], protocols={"http", "https"}
    )
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


@register.filter
def trusted_html(html: str) -> SafeString:
    """HTML, SVG and CSS that our own code made of escaped pieces."""
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """``mapping[key]``."""
    return mapping[key]

"""Filters of style sheets that are made of a codebook: whatever its fields hold, they stay what they are."""

from django import template

from annotate.codebooks.validation import LINES
from web.markup import css_colour, css_identifier

register = template.Library()
register.filter("css_identifier", css_identifier)
register.filter("css_colour", css_colour)


@register.filter
def css_line(line: str) -> str:
    """Return a text-decoration-style; of any other text, a solid line."""
    return line if line in LINES else "solid"

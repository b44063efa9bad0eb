"""Write HTML, SVG and CSS so that no text can become markup. Pure.

Django templates escape by themselves; all code that builds markup without one uses these functions.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

# Elements that are written without an end tag when they have no content.
SELF_CLOSING = frozenset({"rect", "img"})
# Characters that must be escaped in a CSS identifier: all of ASCII except these.
NOT_IN_IDENTIFIER = re.compile(r"[^a-zA-Z0-9_\-\u0080-\U0010ffff]|^[0-9]|^-(?=[0-9]|$)")
COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


class Markup(str):
    """HTML or SVG in which all text is already escaped."""

    __slots__ = ()


def element(name: str, attributes: Mapping[str, object], *content: str) -> Markup:
    """Return an element. Everything in ``attributes`` and ``content`` that is not ``Markup`` is escaped."""
    attribute_text = "".join([f' {key}="{escape(str(value))}"' for key, value in attributes.items()])
    if name in SELF_CLOSING and not content:
        return Markup(f"<{name}{attribute_text}/>")
    return Markup(f"<{name}{attribute_text}>{join(content)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Join the parts; those that are not ``Markup`` are escaped."""
    return Markup(between.join([part if isinstance(part, Markup) else escape(part) for part in parts]))


def css_identifier(text: str) -> str:
    """Return ``text`` as a CSS identifier, as ``CSS.escape`` does in a browser."""
    return NOT_IN_IDENTIFIER.sub(lambda match: f"\\{ord(match[0]):x} ", text)


def css_colour(text: str) -> str:
    """Return ``text`` if it is a colour ``#rrggbb``, else black."""
    return text if COLOR.fullmatch(text) else "#000000"

"""Write HTML, SVG and CSS so that no text can become markup. Pure.

Templates escape by themselves; everything that makes markup without one makes it of these.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

# Written without an end tag where they are empty.
EMPTY = frozenset({"rect"})
# What must be escaped in a CSS identifier: all of ASCII but these.
NO_IDENTIFIER = re.compile(r"[^a-zA-Z0-9_\-\u0080-\U0010ffff]|^[0-9]|^-(?=[0-9]|$)")
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


class Markup(str):
    """HTML or SVG in which every text is escaped."""

    __slots__ = ()


def element(name: str, attributes: Mapping[str, object], *content: str) -> Markup:
    """Return an element; whatever in its attributes and content is no ``Markup`` is text and is escaped."""
    given = "".join([f' {key}="{escape(str(value))}"' for key, value in attributes.items()])
    if name in EMPTY and not content:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{join(content)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Return the parts one after the other; what is no ``Markup`` is text and is escaped."""
    return Markup(between.join([part if isinstance(part, Markup) else escape(part) for part in parts]))


def css_identifier(text: str) -> str:
    """Return ``text`` as a CSS identifier, whatever letters it has: as ``CSS.escape`` does in a browser."""
    return NO_IDENTIFIER.sub(lambda found: f"\\{ord(found[0]):x} ", text)


def css_colour(text: str) -> str:
    """Return a colour ``#rrggbb``; of any other text, black."""
    return text if COLOUR.fullmatch(text) else "#000000"

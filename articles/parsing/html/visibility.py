"""Which elements of a page its readers do not see."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXTLESS_TAGS = """head script style template noscript svg math img object iframe audio video canvas map
    select textarea input datalist rp rt rtc"""
TEXTLESS = frozenset(TEXTLESS_TAGS.split())
HIDDEN_STYLE = re.compile(
    r"display\s*+:\s*+none|visibility\s*+:\s*+hidden|(?:opacity|font-size)\s*+:\s*+0(?![.\d])", re.IGNORECASE
)
# The classes by which style sheets hide text from the screen, and printed page numbers in e-books.
UNSEEN = """sr-only visually-hidden visuallyhidden screen-reader-text screenreader-only screen-reader-only
    u-visually-hidden assistive-text a11y-hidden pagenum pagebreak"""
HIDDEN_CLASSES = frozenset(UNSEEN.split())
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def is_hidden(name: str, element: "_Element") -> bool:
    """Return whether a browser shows nothing of the element called ``name``; readings of ruby count as not shown."""
    if (
        name in TEXTLESS
        or element.get("hidden") is not None
        or HIDDEN_STYLE.search(element.get("style") or "")
    ):
        return True
    if name == "dialog" and element.get("open") is None:
        return True
    if not HIDDEN_CLASSES.isdisjoint((element.get("class") or "").lower().split()):
        return True
    roles = f"{element.get('role') or ''} {element.get('epub:type') or ''} {element.get(EPUB_TYPE) or ''}"
    return "pagebreak" in roles

"""Turn the web addresses in plain text into links."""

import re

from web.markup import Markup, element, join

ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
# What ends a sentence or closes a bracket around an address is no part of it.
AFTER = ".,;:!?)]}…»”’"


def link_addresses(text: str) -> Markup:
    """Return the text as HTML, in which each http and https address is a link; everything is escaped."""
    parts: list[str] = []
    at = 0
    for found in ADDRESS.finditer(text):
        address = found[0].rstrip(AFTER)
        if "(" in address and found[0][len(address) :].startswith(")"):
            address += ")"
        link = element("a", {"href": address, "rel": "noreferrer nofollow"}, address)
        parts += [text[at : found.start()], link]
        at = found.start() + len(address)
    return join([*parts, text[at:]])

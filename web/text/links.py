"""Turn the web addresses in plain text into links."""

import re

from web.markup import Markup, element, join

ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
# Punctuation that ends a sentence or closes a bracket is not part of the address before it.
TRAILING_PUNCTUATION = ".,;:!?)]}…»”’"


def link_addresses(text: str) -> Markup:
    """Return the text as HTML with every http and https address as a link; everything is escaped."""
    parts: list[str] = []
    offset = 0
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(TRAILING_PUNCTUATION)
        if "(" in address and match[0][len(address) :].startswith(")"):
            address += ")"
        link = element("a", {"href": address, "rel": "noreferrer nofollow"}, address)
        parts += [text[offset : match.start()], link]
        offset = match.start() + len(address)
    return join([*parts, text[offset:]])

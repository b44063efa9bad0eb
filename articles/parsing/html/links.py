"""Check the targets of links: only web addresses are kept."""

import re

from web.values import is_web_address

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
IGNORED = re.compile(r"[\x00-\x20\x7f]")


def target(address: str) -> str | None:
    """Return the target of a link with that ``address``: itself if it is a valid http(s) address.

    "" stands for relative addresses, ``#``, and http(s) addresses without a host, which cannot be followed from here;
    None for ``javascript:``, ``data:`` and other schemes, which make no link.
    """
    # Browsers ignore these characters and read "java\nscript:" as "javascript:".
    address = IGNORED.sub("", address)
    if address.lower().startswith(("http://", "https://")):
        return address if is_web_address(address) else ""
    return None if SCHEME.match(address) else ""

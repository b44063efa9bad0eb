"""Which link targets are kept: web addresses; an address that was lost leaves a link without one."""

import re

from web.values import is_web_address

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x20\x7f]")


def target(address: str) -> str | None:
    """``address`` if it is http(s), "" if it leads nowhere from here, None if it is no link at all.

    "" is for ``#``, nothing, relative addresses and http(s) addresses without a host; None for ``javascript:``,
    ``data:`` and other schemes.
    """
    # Browsers read "java\nscript:" as javascript: they drop these characters first, so they go here too.
    address = UNSEEN.sub("", address)
    if address.lower().startswith(("http://", "https://")):
        return address if is_web_address(address) else ""
    return None if SCHEME.match(address) else ""

"""Check the targets of links: only web addresses are kept."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from web.values import is_web_address

if TYPE_CHECKING:
    from lxml.etree import _Element

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


def resolve_links(page: "_Element", address: str) -> None:
    """Make the targets of links absolute, if the ``address`` of the page is known; links within the page stay."""
    if not address:
        return
    base = page.find(".//base[@href]")
    if base is not None:
        address = _join(address, base.get("href") or "")
    for link in page.iter("a"):
        if link.get("href"):
            link.set("href", _join(address, link.get("href") or ""))


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address

"""The pictures of a page, each with the file that comes with the page, if there is one."""

from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from articles.parsing.html.markup import FORBIDDEN, Image
from articles.text.draft import Picture
from articles.text.pictures import MAX_ALT

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements that a page shows smaller than this, in its pixels, are icons and the like.
MIN_SHOWN = 48
# How many pictures of a file are looked at. Far fewer are suitable.
MAX_READ = 200
# The last words of a data: URL's head, before its content.
BASE64 = ";base64"


def nothing_attached(address: str) -> bytes | None:
    """Return None: no files come with the page."""
    return None


def pictures_of(
    images: Iterable[Image], attached: Callable[[str], bytes | None] = nothing_attached
) -> tuple[Picture, ...]:
    """Return the pictures of the elements that ``markup`` found, in order.

    ``attached`` returns the file that comes with the page for the address in an element's ``src``, None if there is
    none. Pictures of which there is only an address have no content.
    """
    pictures: list[Picture] = []
    for offset, element in images:
        if len(pictures) == MAX_READ:
            break
        address = (element.get("src") or "").strip()
        if not address or _shown_small(element):
            continue
        content = _content(address) if address[:5].lower() == "data:" else attached(address)
        alt = " ".join(FORBIDDEN.sub("", element.get("alt") or "").split())[:MAX_ALT]
        pictures.append(Picture(offset, content or b"", alt))
    return tuple(pictures)


def _shown_small(element: "_Element") -> bool:
    sizes = ((element.get(name) or "").strip().removesuffix("px") for name in ("width", "height"))
    return any(size.isdecimal() and len(size) < 5 and int(size) < MIN_SHOWN for size in sizes)


def _content(address: str) -> bytes:
    head, _, content = address[5:].partition(",")
    if not head.lower().rstrip().endswith(BASE64):
        return unquote_to_bytes(content)
    try:
        return b64decode(unquote(content) if "%" in content else content)
    except (Error, ValueError):
        return b""

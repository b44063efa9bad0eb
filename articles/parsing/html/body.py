"""Pages whose tags <head> and <body> are left out, as HTML allows and programs that shorten pages do."""

from typing import TYPE_CHECKING

from lxml.etree import SubElement

if TYPE_CHECKING:
    from lxml.etree import _Element

# Whatever else stands in the head begins the body (HTML Living Standard, “after head”).
HEAD_ELEMENTS = frozenset(("title", "meta", "link", "script", "style", "base", "noscript", "template"))


def begin_body(page: "_Element") -> None:
    """Move what the parser left in the head, because it does not know the elements of HTML 5, to the body."""
    head = page.find("head")
    first = None if head is None else next((child for child in head if child.tag not in HEAD_ELEMENTS), None)
    if first is None:
        return
    moved = [first, *first.itersiblings()]
    body = page.find("body")
    if body is None:
        body = SubElement(page, "body")
    text, body.text = body.text, None
    moved[-1].tail = (moved[-1].tail or "") + (text or "")
    body[:0] = moved

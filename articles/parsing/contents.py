"""Tables of contents: they help to find one's way in a document, and are no part of the article."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from articles.parsing.html.markup import Markup
from articles.text.draft import Clutter
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTENTS = Message("Table of contents")
CLASS = "contents"


def contents_of(
    page: "_Element",
    markup: Markup,
    is_contents: "Callable[[_Element], bool]" = lambda element: element.get("class") == CLASS,
) -> list[Clutter]:
    """Return the paragraphs of the ``page`` that are in elements which ``is_contents``."""
    inside: set[_Element] = set()
    for element in page.iter("*"):
        parent = element.getparent()
        if (parent is not None and parent in inside) or is_contents(element):
            inside.add(element)
    return [Clutter(block.start, block.end, CONTENTS) for block in markup.blocks if block.element in inside]

"""Names and small changes of the XML of OpenDocument texts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def local(element: "_Element") -> str:
    """Return the name of the element without its namespace, "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: "_Element", name: str) -> str:
    """Return the attribute called ``name``, whatever its namespace; "" if there is none."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def detach(element: "_Element") -> None:
    """Take an element out; the text after it stays."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def wrap_content(element: "_Element", tag: str) -> None:
    """Put an element called ``tag`` around all that is in ``element``."""
    inner = element.makeelement(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)

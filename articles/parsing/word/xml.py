"""Names and small changes of the XML of Word documents, in their transitional and their strict form."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

OFF = ("false", "0", "off", "none")


def local(element: "_Element") -> str:
    """Return the name of the element without its namespace, "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_word(element: "_Element") -> bool:
    """Return whether the element is one of Word's own, and not of a drawing or an equation."""
    return "wordprocessingml" in str(element.tag)


def style_of(paragraph: "_Element") -> str:
    """Return the id of a paragraph's style, "" if it has none."""
    return value(child(child(paragraph, "pPr"), "pStyle"))


def value(element: "_Element | None", name: str = "val") -> str:
    """Return the attribute called ``name``, whatever its namespace; "" if there is none."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def child(element: "_Element | None", name: str) -> "_Element | None":
    """Return the first child called ``name``."""
    return None if element is None else element.find(f"{{*}}{name}")


def make(like: "_Element", name: str, **attributes: str) -> "_Element":
    """Return a new element in the namespace of ``like``, which is an element of Word's own."""
    space = f"{{{str(like.tag)[1:].partition('}')[0]}}}"
    return like.makeelement(space + name, {space + key: text for key, text in attributes.items()})


def replace_by(element: "_Element", others: "list[_Element]") -> None:
    """Put ``others`` in the place of ``element``."""
    parent = element.getparent()
    if parent is not None:
        for other in others:
            element.addprevious(other)
        parent.remove(element)


def ancestor(element: "_Element", name: str) -> "_Element | None":
    """Return the innermost element called ``name`` around ``element``."""
    return next((outer for outer in element.iterancestors() if local(outer) == name), None)

"""Parse the HTML of an e-mail. Its tables lay out the page, unless they have headings."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td")


def parse_page(source: str) -> "_Element | None":
    """Return the page, whose layout tables have become boxes; None if it is empty."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return None
    for table in list(page.iter("table")):
        if table.get("role") in ("presentation", "none") or _is_column(table):
            for element in _own_parts(table):
                element.tag = "div"
    for link in page.iter("a"):
        if (link.get("href") or "").startswith("#"):
            del link.attrib["href"]
    return page


def _own_parts(table: "_Element") -> "list[_Element]":
    """Return the table, its rows and its cells, without those of tables within it."""
    parts, pending = [], [table]
    while pending:
        element = pending.pop()
        parts.append(element)
        pending += [child for child in element if child.tag in PARTS and child.tag != "table"]
    return parts


def _is_column(table: "_Element") -> bool:
    """Return whether no row of the table has two cells."""
    rows = [part for part in _own_parts(table) if part.tag == "tr"]
    return all(sum(cell.tag in ("td", "th") for cell in row) <= 1 for row in rows)

"""Tell tables of data from tables that only lay out a page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# The cells of a table of data hold words or a few sentences; the length is in characters.
MAX_CELL = 400
LAYOUT_TAGS = frozenset(("table", "article", "section", "h1", "h2", "h3", "h4", "h5", "h6"))


def layout_tables(root: "_Element") -> "frozenset[_Element]":
    """Return the tables in whose cells stand whole sections: headings, other tables or long texts."""
    from lxml.etree import iterwalk

    layout: set[_Element] = set()
    tables: list[_Element] = []
    lengths: list[int] = []  # of the text in each open cell
    for event, element in iterwalk(root, events=("start", "end")):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            if name in LAYOUT_TAGS and lengths and tables:
                layout.add(tables[-1])
            if name == "table":
                tables.append(element)
            elif name in ("td", "th"):
                lengths.append(0)
        elif name == "table":
            tables.pop()
        elif name in ("td", "th") and lengths.pop() > MAX_CELL and tables:
            layout.add(tables[-1])
        if lengths:
            text = element.text if event == "start" else element.tail
            lengths[-1] += len((text or "").strip())
    return frozenset(layout)

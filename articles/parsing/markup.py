"""Turn an HTML tree into text and formatting, as a browser would show it, without recursion."""

import re
from typing import TYPE_CHECKING

from articles.parsing.links import target
from articles.text.draft import Formatting, Kind, normalize_formatting

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = re.compile(r"[ \t\n\r\f]+")
# Characters that no article has; XML forbids most, and PostgreSQL and JSON refuse the others.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
TEXTLESS_TAGS = """head script style template noscript svg math img object iframe audio video canvas map
    select textarea button input datalist rp"""
BLOCK_TAGS = """html body p div section article main header footer nav aside figure figcaption address details
    summary h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd pre hr table caption form fieldset"""
SKIPPED, BLOCKS = frozenset(TEXTLESS_TAGS.split()), frozenset(BLOCK_TAGS.split())
KINDS: dict[str, Kind] = {
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "strong": "strong",
    "b": "strong",
    "blockquote": "quotation",
    "li": "item",
}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LINE, PARAGRAPH = "\n", "\n\n"


def markup(root: "_Element") -> tuple[str, tuple[Formatting, ...]]:
    """Return the visible text of ``root``, with an empty line between paragraphs, and its formatting."""
    from lxml.etree import iterwalk

    page = _Page()
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped = False
    for event, element in walk:
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start" and _is_hidden(name, element):
            skipped = True
            walk.skip_subtree()
        elif event == "start":
            if name in ("td", "th") and len(element) == 1 and element[0].tag == "p":
                # Word processors put a paragraph into each cell; keep the row on one line.
                element[0].tag = "span"
            page.opened(name, element)
            page.write(element.text)
        elif event == "end" and skipped:
            skipped = False
        elif event == "end":
            page.closed(name)
        if event != "start" and element is not root:
            page.write(element.tail)
    return "".join(page.parts), normalize_formatting(page.formatting)


def _is_hidden(name: str, element: "_Element") -> bool:
    style = element.get("style") or ""
    return name in SKIPPED or element.get("hidden") is not None or bool(HIDDEN.search(style))


class _Page:
    """Collects text and formatting. White space is written only when text follows; formatting starts after it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.formatting: list[Formatting] = []
        self.gap = ""
        self.open: list[tuple[Kind, str, int] | None] = []
        self.unstarted: list[int] = []

    def opened(self, name: str, element: "_Element") -> None:
        """Start an element, with a gap before a block; its formatting waits for text."""
        self.between(name)
        if name == "br":
            self.widen(PARAGRAPH if self.gap == LINE else LINE)
        if name == "q":
            self.write("“")
        shape = _shape(name, element)
        if shape:
            self.unstarted.append(len(self.open))
        self.open.append((*shape, -1) if shape else None)

    def closed(self, name: str) -> None:
        """End an element and its formatting, if there was any text in it."""
        if name == "q":
            self.write("”")
        shape = self.open.pop()
        if shape and self.unstarted and self.unstarted[-1] == len(self.open):
            self.unstarted.pop()
        elif shape:
            kind, value, start = shape
            self.formatting.append(Formatting(start, self.length, kind, value))
        self.between(name)

    def between(self, name: str) -> None:
        """Add the gap that is before and after an element with this name."""
        if name in BLOCKS:
            self.widen(PARAGRAPH)
        elif name == "tr":
            self.widen(LINE)
        elif name in ("td", "th"):
            self.widen("\t")

    def widen(self, gap: str) -> None:
        """Make the pending gap at least as wide as ``gap``."""
        self.gap = max(self.gap, gap, key=("", " ", "\t", LINE, PARAGRAPH).index)

    def write(self, chunk: str | None) -> None:
        """Write text, with its white space collapsed as in a browser."""
        chunk = SPACE.sub(" ", FORBIDDEN.sub("", chunk or ""))
        words = chunk.strip(" ")
        if chunk[:1] == " ":
            self.widen(" ")
        if not words:
            return
        self.put(self.gap if self.length else "")
        for index in self.unstarted:
            kind, value, _ = self.open[index] or ("link", "", 0)
            self.open[index] = (kind, value, self.length)
        self.unstarted.clear()
        self.put(words)
        self.gap = " " if chunk[-1] == " " else ""

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _shape(name: str, element: "_Element") -> tuple[Kind, str] | None:
    if name in HEADINGS:
        return "heading", name[1]
    if name == "a" and element.get("href") is not None:
        address = target(element.get("href") or "")
        return None if address is None else ("link", address)
    return (KINDS[name], "") if name in KINDS else None

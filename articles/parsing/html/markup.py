"""Turn an HTML tree into text and formatting, as a browser would show it, without recursion."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from articles.parsing.html.links import target
from articles.parsing.html.tables import layout_tables
from articles.parsing.html.visibility import is_hidden
from articles.text.draft import Clutter, Formatting, Kind, normalize_formatting
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = re.compile(r"[ \t\n\r\f]+")
# Characters that no article has; XML forbids most, and PostgreSQL and JSON refuse the others.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BLOCK_TAGS = """html body p div section article main header footer nav aside figure figcaption address details
    summary h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd pre hr table caption form fieldset"""
BLOCKS = frozenset(BLOCK_TAGS.split())
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
CELLS = ("td", "th")
DELETED = frozenset(("del", "s", "strike"))
STRUCK_OUT = Message("crossed out on the page itself")
SUPERSCRIPTS = str.maketrans("0123456789+-−=()n,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ,")
SUBSCRIPTS = str.maketrans("0123456789+-−=(),", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎,")
RAISED = re.compile(r"[0-9+\-−=()n,]{1,12}")
# A raised figure is made of fewer elements; nested ones would be read again for each.
MAX_RAISED = 8
LINE, PARAGRAPH = "\n", "\n\n"
GAPS = ("", " ", "\t", LINE, PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: ``text[start:end]``, the element around it, and how many of its characters belong to links."""

    start: int
    end: int
    element: "_Element"
    linked: int


class Image(NamedTuple):
    """An ``img`` element before the paragraph that begins at ``offset``, or after the last one."""

    offset: int
    element: "_Element"


class Markup(NamedTuple):
    """The visible text of a tree: its formatting, the words that it crosses out, its paragraphs and its pictures."""

    text: str
    formatting: tuple[Formatting, ...]
    crossed_out: tuple[Clutter, ...]
    blocks: tuple[Block, ...]
    images: tuple[Image, ...]


def markup(root: "_Element") -> Markup:
    """Return the visible text of ``root``, with an empty line between paragraphs."""
    from lxml.etree import iterwalk

    page = _Page(layout_tables(root))
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped = False
    for event, element in walk:
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start" and name == "img" and not is_hidden("", element):
            page.images.append(Image(page.length, element))
        if event == "start" and (is_hidden(name, element) or page.write_raised(name, element)):
            skipped = True
            walk.skip_subtree()
        elif event == "start":
            page.opened(name, element)
            page.write(element.text)
        elif event == "end" and skipped:
            skipped = False
        elif event == "end":
            page.closed(name)
        if event != "start" and element is not root:
            page.write(element.tail)
    return page.result()


class _Page:
    """Collects text and formatting. White space is written only when text follows; formatting starts after it."""

    def __init__(self, layout: "frozenset[_Element]") -> None:
        self.layout = layout
        self.parts: list[str] = []
        self.length = 0
        self.formatting: list[Formatting] = []
        self.crossed_out: list[Clutter] = []
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.gap = PARAGRAPH
        # The elements that are open, each with its formatting and where that begins (-1: no text yet).
        self.open: list[tuple[str, _Element, tuple[Kind, str] | None]] = []
        self.starts: list[int] = []
        self.unstarted: list[int] = []
        self.block_elements: list[_Element] = []
        # For each open table: whether it is for layout only. For each open cell of other tables: True.
        self.tables: list[bool] = []
        self.cells = 0
        self.links = 0
        self.pre = 0

    def opened(self, name: str, element: "_Element") -> None:
        """Start an element, with a gap before a block; its formatting waits for text."""
        if name == "table":
            self.tables.append(element in self.layout)
        self.between(name)
        if name == "br":
            self.widen(PARAGRAPH if self.gap == LINE and not self.cells else LINE)
        if name == "q":
            self.write("“")
        shape = _shape(name, element)
        if shape or name in DELETED:
            self.unstarted.append(len(self.open))
        self.open.append((name, element, shape))
        self.starts.append(-1)
        self._count(name, element, 1)

    def closed(self, name: str) -> None:
        """End an element and its formatting, if there was any text in it."""
        if name == "q":
            self.write("”")
        _, element, shape = self.open.pop()
        start = self.starts.pop()
        if self.unstarted and self.unstarted[-1] == len(self.open):
            self.unstarted.pop()
        elif name in DELETED:
            self.crossed_out.append(Clutter(start, self.length, STRUCK_OUT))
        elif shape:
            self.formatting.append(Formatting(start, self.length, *shape))
        self._count(name, element, -1)
        self.between(name)
        if name == "table":
            self.tables.pop()

    def _count(self, name: str, element: "_Element", step: int) -> None:
        if name in CELLS and self.tables and not self.tables[-1]:
            self.cells += step
        if name == "a" and element.get("href") is not None:
            self.links += step
        if name == "pre":
            self.pre += step
        if name in BLOCKS or name in CELLS:
            if step > 0:
                self.block_elements.append(element)
            else:
                self.block_elements.pop()

    def between(self, name: str) -> None:
        """Add the gap that is before and after an element with this name."""
        if self.tables and self.tables[-1] and name in ("tr", *CELLS):
            self.widen(PARAGRAPH)
        elif name == "tr":
            self.widen(LINE)
        elif name in CELLS:
            self.widen("\t")
        elif name in BLOCKS:
            # The paragraphs of a cell stay on the line of its row.
            self.widen(" " if self.cells else PARAGRAPH)

    def widen(self, gap: str) -> None:
        """Make the pending gap at least as wide as ``gap``."""
        self.gap = max(self.gap, gap, key=GAPS.index)

    def write_raised(self, name: str, element: "_Element") -> bool:
        """Write raised or lowered digits as the characters for it, so that they do not join the number before them."""
        if name not in ("sup", "sub"):
            return False
        if len([*islice(element.iter(), MAX_RAISED)]) == MAX_RAISED:
            return False
        text = "".join(element.itertext()).strip()
        if not RAISED.fullmatch(text):
            return False
        self.write(text.translate(SUPERSCRIPTS if name == "sup" else SUBSCRIPTS))
        return True

    def write(self, chunk: str | None) -> None:
        """Write text, with its white space collapsed as in a browser; ``pre`` keeps its lines."""
        if self.pre and chunk:
            for number, line in enumerate(chunk.split("\n")):
                if number:
                    self.widen(PARAGRAPH if self.gap == LINE else LINE)
                self._write(line)
        else:
            self._write(chunk or "")

    def _write(self, chunk: str) -> None:
        chunk = SPACE.sub(" ", FORBIDDEN.sub("", chunk))
        words = chunk.strip(" ")
        if chunk[:1] == " ":
            self.widen(" ")
        if not words:
            return
        if self.gap == PARAGRAPH:
            self._begin_block()
        else:
            self.put(self.gap)
        for index in self.unstarted:
            self.starts[index] = self.length
        self.unstarted.clear()
        self.put(words)
        block = self.blocks[-1]
        linked = block.linked + len(words) * bool(self.links)
        self.blocks[-1] = Block(block.start, self.length, block.element, linked)
        self.gap = " " if chunk[-1] == " " else ""

    def _begin_block(self) -> None:
        self.put(PARAGRAPH if self.length else "")
        element = self.block_elements[-1] if self.block_elements else self.open[0][1]
        self.blocks.append(Block(self.length, self.length, element, 0))

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def result(self) -> Markup:
        """Return what was collected."""
        formatting = normalize_formatting(self.formatting)
        return Markup(
            "".join(self.parts),
            formatting,
            tuple(self.crossed_out),
            tuple(self.blocks),
            tuple(self._placed_images()),
        )

    def _placed_images(self) -> Iterator[Image]:
        """Yield the images, each before the first paragraph that begins after it: none stands within a paragraph."""
        starts = [block.start for block in self.blocks]
        for offset, element in self.images:
            following = bisect_left(starts, offset)
            yield Image(starts[following] if following < len(starts) else self.length, element)


def _shape(name: str, element: "_Element") -> tuple[Kind, str] | None:
    if name in HEADINGS:
        return "heading", name[1]
    if name == "a" and element.get("href") is not None:
        address = target(element.get("href") or "")
        return None if address is None else ("link", address)
    return (KINDS[name], "") if name in KINDS else None

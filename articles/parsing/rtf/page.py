"""Build a page of HTML elements from the text of an RTF document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from articles.parsing.contents import CLASS
from articles.parsing.html.markup import FORBIDDEN

if TYPE_CHECKING:
    from lxml.etree import _Element

LINE = "\n"


class Look(NamedTuple):
    """How a run of characters is shown; ``raised`` is ``sup``, ``sub`` or ""."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: str = ""
    link: str = ""


PLAIN = Look()


class Shape(NamedTuple):
    """What a paragraph is; ``level`` is that of a heading or 0."""

    level: int = 0
    item: bool = False
    quotation: bool = False
    contents: bool = False
    in_table: bool = False


PARAGRAPH = Shape()


@dataclass
class Story:
    """A text with paragraphs of its own: the document, a note or a text box."""

    blocks: "list[_Element]" = field(default_factory=list)
    runs: list[tuple[str, Look]] = field(default_factory=list)
    # Words before the text of the paragraph: the number in a list.
    mark: str = ""
    is_item: bool = False
    cell: "list[_Element]" = field(default_factory=list)
    row: "list[_Element]" = field(default_factory=list)
    rows: "list[_Element]" = field(default_factory=list)
    boxes: "list[_Element]" = field(default_factory=list)


class Page:
    """Collects paragraphs, tables, text boxes and notes."""

    def __init__(self) -> None:
        self.stories = [Story()]
        self.notes: list[_Element] = []
        self.note_count = 0

    @property
    def story(self) -> Story:
        """Return the innermost text that is being written."""
        return self.stories[-1]

    def write(self, text: str, look: Look) -> None:
        """Add text to the current paragraph."""
        self.story.runs.append((text, look))

    def mark_item(self, mark: str) -> None:
        """Make the current paragraph an item of a list. Numbers are kept; bullets are not."""
        self.story.is_item = True
        mark = " ".join(mark.split())
        if any(c.isalnum() for c in mark):
            self.story.mark = mark

    def end_paragraph(self, shape: Shape) -> None:
        """End the current paragraph, which is of that shape."""
        story = self.story
        shape = shape._replace(item=shape.item or story.is_item)
        element = _paragraph(story.runs, f"{story.mark} " if story.mark else "", shape)
        story.runs, story.mark, story.is_item = [], "", False
        ended = [*([] if element is None else [element]), *story.boxes]
        story.boxes = []
        if shape.in_table:
            story.cell += ended
        else:
            self._end_table()
            story.blocks += ended

    def end_cell(self, shape: Shape) -> None:
        """End a cell of a table, with its last paragraph."""
        self.end_paragraph(shape._replace(in_table=True))
        self.story.row.append(_box("td", self.story.cell))
        self.story.cell = []

    def end_row(self) -> None:
        """End a row of a table."""
        story = self.story
        if story.row:
            story.rows.append(_box("tr", story.row))
            story.row = []

    def _end_table(self) -> None:
        story = self.story
        story.blocks += story.cell
        self.end_row()
        if story.rows:
            story.blocks.append(_box("table", story.rows))
        story.cell, story.rows = [], []

    def begin_story(self) -> None:
        """Begin a note or a text box."""
        self.stories.append(Story())

    def _end_story(self) -> "list[_Element]":
        self.end_paragraph(PARAGRAPH)
        return self.stories.pop().blocks

    def end_box(self) -> None:
        """End a text box, which stands after the paragraph at which it is anchored."""
        blocks = self._end_story()
        self.story.boxes += blocks

    def next_note(self) -> str:
        """Return the sign of the next note."""
        self.note_count += 1
        return f"[{self.note_count}]"

    def end_note(self, sign: str) -> None:
        """End a note with that sign, or with one in its own text ("")."""
        blocks = self._end_story()
        if blocks and sign:
            blocks[0].text = f"{sign} {(blocks[0].text or '').lstrip()}"
        self.notes += blocks

    def result(self) -> "_Element":
        """Return the page, with the notes at its end."""
        while len(self.stories) > 1:
            self.end_box()
        self.end_paragraph(PARAGRAPH)
        return _box("div", [*self.story.blocks, *self.notes])


def _box(tag: str, children: "Sequence[_Element]") -> "_Element":
    from lxml.etree import Element

    element = Element(tag)
    element.extend(children)
    return element


def _paragraph(runs: Sequence[tuple[str, Look]], mark: str, shape: Shape) -> "_Element | None":
    from lxml.etree import Element

    tag = f"h{shape.level}" if shape.level else "li" if shape.item else "p"
    paragraph = Element(tag, {"class": CLASS} if shape.contents else {})
    paragraph.text = mark
    last: _Element | None = None
    visible = False
    for look, group in groupby(runs, key=lambda run: run[1]):
        text = _storable("".join(text for text, _ in group))
        visible = visible or bool(text.strip())
        # Headings are shown bold anyway.
        last = _append(paragraph, last, text, look._replace(bold=look.bold and not shape.level))
    if not visible:
        return None
    return _box("blockquote", [paragraph]) if shape.quotation else paragraph


def _storable(text: str) -> str:
    """Return the text with its surrogate pairs joined, and without characters that no page has."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return FORBIDDEN.sub("", text)


def _append(paragraph: "_Element", last: "_Element | None", text: str, look: Look) -> "_Element | None":
    """Add a run after the ``last`` child of a paragraph, in an element for each part of its look.

    Return the child that is the last now.
    """
    from lxml.etree import SubElement

    names = [
        *(["s"] if look.struck else []),
        *(["strong"] if look.bold else []),
        *(["em"] if look.italic else []),
    ]
    names += [look.raised] if look.raised else []
    inner, inner_last = paragraph, last
    if look.link:
        inner, inner_last = SubElement(inner, "a", {"href": look.link}), None
    for name in names:
        inner, inner_last = SubElement(inner, name), None
    first, *lines = text.split(LINE)
    if inner_last is None:
        inner.text = (inner.text or "") + first
    else:
        inner_last.tail = (inner_last.tail or "") + first
    for line in lines:
        inner_last = SubElement(inner, "br")
        inner_last.tail = line
    if inner is paragraph:
        return inner_last
    return paragraph[-1]

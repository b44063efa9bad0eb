"""Rewrite what was copied from Word, Google Docs or a web page as plain HTML: styles become elements, clutter goes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from articles.parsing.html.markup import HEADINGS
from articles.text.draft import Formatting, Kind, normalize_formatting

if TYPE_CHECKING:
    from lxml.etree import _Element

# The classes by which Word marks paragraphs, and those of comments, which nobody sees in the text.
WORD_CLASSES = {"msotitle": "h1", "msoquote": "blockquote", "msointensequote": "blockquote"}
COMMENT_CLASSES = frozenset(
    ("msocommentreference", "msocommenttext", "msocomtxt", "msocomoff", "msocomanchor")
)
COMMENT_PARTS = ("comment", "comment-list")
# What Word on the web writes at the end of a paragraph, and Safari where spaces follow each other.
SPACE_CLASSES = frozenset(("eop", "apple-converted-space"))
PARAGRAPHS = ("p", "div")
BLANK_TAGS = ("p", "o:p")
RAISED = {"super": "sup", "sub": "sub"}
BOLD_TAGS, ITALIC_TAGS = ("b", "strong"), ("i", "em", "cite")
# Browsers show these bold without being told to.
BOLD_BY_NATURE = (*HEADINGS, "th")
BOLD = ("bold", "bolder", "600", "700", "800", "900")
KEPT_SPACES = ("pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks")
# How much larger than the next paragraph a title is set; Google Docs has no other sign for one.
TITLE_SIZE = 1.5
# Elements have less style than this; more is there to keep the server busy.
MAX_STYLE = 10_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a browser shows the text of an element. ``bold`` is None where it is bold by nature."""

    bold: bool | None = False
    italic: bool = False
    struck: bool = False
    lines: bool = False

    def of(self, element: "_Element") -> "Look":
        """Return the look of ``element`` within this one."""
        name, style = str(element.tag), style_of(element)
        weight, slope = style.get("font-weight"), style.get("font-style")
        bold = self.bold
        if name in BOLD_BY_NATURE:
            bold = None
        elif bold is not None and (weight or name in BOLD_TAGS):
            bold = weight in BOLD if weight else True
        italic = self.italic or name in ITALIC_TAGS
        if slope:
            italic = slope.startswith(("italic", "oblique"))
        spaces = style.get("white-space-collapse") or style.get("white-space") or ""
        return Look(
            bold,
            italic,
            self.struck
            or "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""),
            # Lines of <pre> are read as such.
            spaces in KEPT_SPACES and name != "pre" if spaces else self.lines and name != "pre",
        )

    @property
    def tags(self) -> list[str]:
        """Return the elements that stand for the look, outermost first."""
        return [tag for tag, on in (("s", self.struck), ("strong", self.bold), ("em", self.italic)) if on]


def style_of(element: "_Element") -> dict[str, str]:
    """Return the properties in the ``style`` of an element, in lower case."""
    pairs = (part.partition(":") for part in (element.get("style") or "")[:MAX_STYLE].lower().split(";"))
    return {name.strip(): value.removesuffix("!important").strip() for name, _, value in pairs if value}


def rewrite_pasted(page: "_Element") -> None:
    """Rewrite a page that was copied: lists and headings of Word become such, and styles emphasis."""
    for element in list(page.iter("*")):
        _rename(element)
    _mark_title(page)
    for element, tail, look in _runs(page):
        _wrap(element, tail, look)


def _rename(element: "_Element") -> None:
    """Give an element the name that says what it is, or hide it if it is not text of the author."""
    name, style = str(element.tag), style_of(element)
    classes = frozenset((element.get("class") or "").lower().split())
    if name == "xml" or classes & COMMENT_CLASSES or style.get("mso-element") in COMMENT_PARTS:
        _hide(element)
    elif style.get("mso-list") == "ignore":
        _rename_marker(element)
    elif name in BLANK_TAGS and not len(element) and not (element.text or "").strip():
        # Word and mail programs make empty lines of paragraphs with a no-break space.
        element.text = None
    elif name in PARAGRAPHS and (tag := _paragraph(element, style, classes)):
        element.tag = tag
    elif name == "span" and classes & SPACE_CLASSES:
        element.text = " "
    elif name == "span" and style.get("vertical-align") in RAISED:
        element.tag = RAISED[style["vertical-align"]]


def _paragraph(element: "_Element", style: dict[str, str], classes: Iterable[str]) -> str | None:
    """Return the tag for a paragraph that is a heading, a list item or a quotation by its attributes."""
    level = style.get("mso-outline-level") or (
        element.get("aria-level") if element.get("role") == "heading" else ""
    )
    if f"h{level}" in HEADINGS:
        return f"h{level}"
    if "level" in style.get("mso-list", ""):
        return "li"
    return next((WORD_CLASSES[name] for name in classes if name in WORD_CLASSES), None)


def _rename_marker(marker: "_Element") -> None:
    """Hide the sign or number before a list item, which is one now; a heading keeps its number, with one space."""
    if any(ancestor.tag in HEADINGS for ancestor in marker.iterancestors()):
        number = "".join(marker.itertext()).split()
        for child in list(marker):
            marker.remove(child)
        marker.text = " ".join([*number, ""])
    else:
        _hide(marker)


def _hide(element: "_Element") -> None:
    """Hide an element: removing many would take time for each, since their texts would be joined."""
    element.set("hidden", "")


def _mark_title(page: "_Element") -> None:
    """Make a heading of the first paragraph if the second is set much smaller."""
    paragraphs = (p for p in page.iter(*HEADINGS, "p") if any(text.strip() for text in p.itertext()))
    first, second = next(paragraphs, None), next(paragraphs, None)
    if first is not None and second is not None and first.tag == "p":
        size, other = _size(first), _size(second)
        if size >= TITLE_SIZE * other > 0:
            first.tag = "h1"


def _size(paragraph: "_Element") -> float:
    """Return the size in points of all spans of a paragraph; 0 if it is not one."""
    sizes = {style_of(s).get("font-size", "") for s in paragraph.iter("span") if (s.text or "").strip()}
    size = sizes.pop() if len(sizes) == 1 else ""
    try:
        return float(size.removesuffix("pt")) if size.endswith("pt") else 0.0
    except ValueError:
        return 0.0


def _runs(page: "_Element") -> "list[tuple[_Element, bool, Look]]":
    """Return each run of text as the element that it begins (False) or follows (True), with its look.

    The elements that say how they look become spans.
    """
    from lxml.etree import iterwalk

    looks, runs = [Look()], []
    for event, element in iterwalk(page, events=("start", "end")):
        if event == "start":
            looks.append(looks[-1].of(element))
            if element.tag in (*BOLD_TAGS, *ITALIC_TAGS):
                element.tag = "span"
        else:
            looks.pop()
        tail = event == "end"
        if ((element.tail if tail else element.text) or "").strip():
            runs.append((element, tail, looks[-1]))
    return runs


def _wrap(element: "_Element", tail: bool, look: Look) -> None:
    """Put the elements for its look around a run of text, and a line break at the end of each line that counts."""
    text = (element.tail if tail else element.text) or ""
    lines = text.split("\n") if look.lines else [text]
    if not look.tags and len(lines) == 1:
        return
    outer = inner = element.makeelement("span")
    for tag in look.tags:
        child = element.makeelement(tag)
        inner.append(child)
        inner = child
    inner.text = lines[0]
    for line in lines[1:]:
        line_break = element.makeelement("br")
        line_break.tail = line
        inner.append(line_break)
    if tail:
        element.tail = None
        element.addnext(outer)
    else:
        element.text = None
        element.insert(0, outer)


def join_runs(text: str, formatting: Iterable[Formatting]) -> tuple[Formatting, ...]:
    """Return the formatting; bold or italic text that was read in several runs is one, with the spaces between."""
    joined: list[Formatting] = []
    last: dict[Kind, int] = {}
    for item in normalize_formatting(formatting):
        if item.kind in ("emphasis", "strong"):
            number = last.get(item.kind)
            if number is not None and not text[joined[number].end : item.start].strip(" "):
                joined[number] = replace(joined[number], end=max(joined[number].end, item.end))
                continue
            last[item.kind] = len(joined)
        joined.append(item)
    return normalize_formatting(joined)

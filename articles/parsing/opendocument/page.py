"""Turn the tree of an OpenDocument text into a page of HTML, in place."""

from typing import TYPE_CHECKING

from articles.parsing.opendocument.styles import HIDDEN
from articles.parsing.opendocument.xml import attribute, detach, local, wrap_content

if TYPE_CHECKING:
    from lxml.etree import _Element

TAGS = {
    "p": "p",
    "list-item": "li",
    "list-header": "div",
    "line-break": "br",
    "table-row": "tr",
    "table-cell": "td",
    "covered-table-cell": HIDDEN,
    "table": "table",
    "list": "ul",
    "text-box": "div",
    "section": "section",
    "note-body": "div",
    "index-body": "div",
}
# What is no text of the document: comments, deletions, readings of ruby, pictures, templates of indexes, scripts.
NO_TEXT = """tracked-changes annotation annotation-end sequence-decls variable-decls user-field-decls forms ruby-text
    binary-data event-listeners script table-of-content-source illustration-index-source table-index-source
    object-index-source user-index-source alphabetical-index-source bibliography-source math"""
SKIPPED = frozenset(NO_TEXT.split())
DRAWN = """frame g custom-shape rect ellipse circle polygon polyline path line connector measure caption object
    control regular-polygon"""
SHAPES = frozenset(DRAWN.split())
CONTENTS = frozenset(("table-of-content", "illustration-index", "table-index", "object-index"))
INLINE = ("em", "strong", "s", "sup", "sub")
# A frame with so few letters, before a word that goes on with a small one, is a drop cap.
MAX_DROP_CAP = 2


def turn_into_page(body: "_Element", tags: dict[str, frozenset[str]]) -> None:
    """Rename the elements of ``body`` to those of HTML that show the same; ``tags`` are those of each style."""
    _place_frames(body)
    _mark_notes(body)
    notes = []
    for element in list(body.iter("*")):
        name = local(element)
        shown = tags.get(attribute(element, "style-name"), frozenset())
        if _is_hidden(name, element):
            element.tag = HIDDEN
        elif name in ("span", "p", "h"):
            _style(name, element, shown)
        elif name in ("a", "image"):
            _link_or_picture(name, element)
        elif name in ("s", "tab"):
            element.tag, element.text = "span", " "
        elif name == "soft-page-break":
            element.tag, element.text = "span", " " if _parts_words(element) else None
        elif name in CONTENTS:
            element.tag = "div"
            element.set("class", "contents")
        else:
            element.tag = TAGS.get(
                name, "div" if name in SHAPES and element.find(".//{*}p") is not None else "span"
            )
            notes += [element] if name == "note-body" else []
    for note in notes:
        # A footnote is inside its sentence; move it to the end of the article.
        if not any(outer.tag == HIDDEN for outer in note.iterancestors()):
            detach(note)
            body.append(note)


def _is_hidden(name: str, element: "_Element") -> bool:
    if name in ("title", "desc"):
        # What a picture shows. In the namespace of text, it is a field with the title of the document.
        return "svg" in str(element.tag)
    if name in SKIPPED or attribute(element, "is-hidden") == "true":
        return True
    return name == "section" and attribute(element, "display") == "none"


def _link_or_picture(name: str, element: "_Element") -> None:
    address, frame = attribute(element, "href"), element.getparent()
    if name == "a":
        element.tag = "a"
        element.set("href", address)
    else:
        description = "" if frame is None else frame.findtext("{*}desc") or frame.findtext("{*}title") or ""
        element.tag = "img"
        element.set("src", address.removeprefix("./"))
        element.set("alt", description)


def _style(name: str, element: "_Element", shown: frozenset[str]) -> None:
    inline = [tag for tag in INLINE if tag in shown]
    if HIDDEN in shown:
        element.tag = HIDDEN
    elif name == "span":
        element.tag = inline[0] if inline else "span"
        for tag in inline[1:]:
            wrap_content(element, tag)
    else:
        level = attribute(element, "outline-level")
        heading = f"h{level if level in tuple('123456') else 2}"
        element.tag = (
            heading if name == "h" else next((t for t in ("h1", "h2", "blockquote") if t in shown), "p")
        )
        if "s" in shown:
            wrap_content(element, "s")


def _place_frames(body: "_Element") -> None:
    """Put each frame with text after the paragraph at which it is anchored, and a drop cap before its first word."""
    # From the last to the first, so that each frame comes before the later ones, with the frames in it.
    for frame in reversed([e for e in body.iter("*") if local(e) in SHAPES]):
        host = next((outer for outer in frame.iterancestors() if local(outer) in ("p", "h")), None)
        if host is None or frame.find(".//{*}p") is None:
            continue
        letters = "".join("".join(p.itertext()) for p in frame.iter("{*}p")).strip()
        first = frame.getparent() is host and frame.getprevious() is None and not (host.text or "").strip()
        if first and len(letters) <= MAX_DROP_CAP and letters.isalpha() and (frame.tail or "")[:1].islower():
            detach(frame)
            host.text = letters + (host.text or "").lstrip()
        else:
            detach(frame)
            host.addnext(frame)


def _mark_notes(body: "_Element") -> None:
    """Write the sign of each note in brackets, in its sentence and before the note."""
    for number, note in enumerate(body.iter("{*}note"), 1):
        citation, content = note.find("{*}note-citation"), note.find("{*}note-body")
        if citation is None or content is None:
            continue
        sign = "".join(citation.itertext()).strip() or str(number)
        for inner in list(citation):
            citation.remove(inner)
        citation.text = f"[{sign}]"
        first = next(content.iter("{*}p"), content)
        first.text = f"[{sign}] {(first.text or '').lstrip()}"


def _parts_words(element: "_Element") -> bool:
    """Return whether a page ends between two words here, and not within a word that is hyphenated."""
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    return not ((before or "")[-1:].isalpha() and (element.tail or "")[:1].isalpha())

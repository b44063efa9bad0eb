"""Notes of e-books: the sign in the sentence and before the note is the same, and notes stand after their page."""

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from articles.parsing.html.visibility import EPUB_TYPE

if TYPE_CHECKING:
    from lxml.etree import _Element

SIGN = re.compile(r"[\[(]?([0-9]{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]{1,4})[\])]?\.?")
NUMBER = re.compile(r"[\[(]?([0-9]{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]{1,4})[\])]?[.:)]?(?=\s)\s*")
BACK = re.compile(r"[\s\[\](){}^↑↩⏎⤴⬆⇑\ufe0e\ufe0f«]*|(?:back|return)(?: to (?:the )?text)?", re.IGNORECASE)
NOTE_TYPES = frozenset(("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"))
NOTED = ("p", "li", "div", "aside", "section", "dd", "td")
MARKERS = ("sup", "span", "small", "b", "strong", "em", "i")


def types_of(element: "_Element") -> list[str]:
    """Return what an element of an e-book says it is: its epub:type and its role."""
    given = (element.get("epub:type") or "", element.get(EPUB_TYPE) or "", element.get("role") or "")
    return " ".join(given).lower().split()


def number_notes(pages: "dict[str, _Element]") -> None:
    """Write ``[1]`` in the place of each sign of a note and before the note; ``pages`` are in order, by their paths."""
    targets = {
        (path, name): element
        for path, page in pages.items()
        for element in page.iter("*")
        if (name := element.get("id") or element.get("name"))
    }
    signs: dict[_Element, str] = {}
    for path, page in pages.items():
        for link in list(page.iter("a")):
            note = _target(path, link, targets)
            sign = SIGN.fullmatch("".join(link.itertext()).strip())
            inside = any(outer in signs for outer in link.iterancestors())
            if note is not None and sign and not inside and note not in signs and _is_note(link, note):
                signs[note] = sign[1]
                _write_sign(link, f"[{sign[1]}]")
    for note, label in signs.items():
        _write_label(note, label)
    for page in pages.values():
        body = next(page.iter("body"), page)
        for note in [e for e in page.iter("aside") if NOTE_TYPES.intersection(types_of(e))]:
            _move_to_end(note, body)


def _target(path: str, link: "_Element", targets: "dict[tuple[str, str], _Element]") -> "_Element | None":
    address, fragment = urldefrag(link.get("href") or "")
    if not fragment:
        return None
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) if address else path
    return targets.get((file, unquote(fragment)))


def _is_note(link: "_Element", note: "_Element") -> bool:
    """Return whether a link leads to a note: the book says so, or it is raised and the note's number leads back."""
    if (
        "noteref" in types_of(link)
        or "doc-noteref" in types_of(link)
        or NOTE_TYPES.intersection(types_of(note))
    ):
        return True
    parent = link.getparent()
    raised = (parent is not None and parent.tag == "sup") or link.find("sup") is not None
    # The number before a note is raised as well, and leads to the sign in the sentence.
    return raised and note.tag in NOTED


def _write_sign(link: "_Element", text: str) -> None:
    for inner in list(link):
        link.remove(inner)
    link.text = text
    parent = link.getparent()
    if parent is not None and parent.tag == "sup":
        parent.tag = "span"


def _write_label(note: "_Element", label: str) -> None:
    """Put the label before the note, in the place of its own number, and take out the links back to the sentence."""
    for link in list(note.iter("a")):
        if link.get("href") and BACK.fullmatch("".join(link.itertext())):
            link.drop_tree()
    block = next((e for e in note.iter("p", "div", "li") if e is not note), note)
    first = next(iter(block), None)
    if not (block.text or "").strip() and first is not None and first.tag in ("a", *MARKERS):
        found = SIGN.fullmatch("".join(first.itertext()).strip())
        if found and found[1] == label:
            tail = (first.tail or "").lstrip(" .):\u00a0")
            first.tail = tail
            first.drop_tree()
    text = (block.text or "").lstrip()
    number = NUMBER.match(text)
    block.text = f"[{label}] {text[number.end() :] if number and number[1] == label else text}"


def _move_to_end(note: "_Element", body: "_Element") -> None:
    tail, note.tail = note.tail, None
    previous, parent = note.getprevious(), note.getparent()
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail and parent is not None:
        parent.text = (parent.text or "") + tail
    body.append(note)

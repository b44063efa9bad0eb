"""Count the words of a document that are not in the text that was read from it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from articles.parsing.word.xml import local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = re.compile(r"[^\W\d_]+")
# What is no text of the document: deletions, readings of ruby, and metadata of fields.
NO_TEXT = frozenset(("del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr"))
# What is within a word, and does not part it.
WITHIN = frozenset(
    ("t", "r", "rPr", "softHyphen", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak")
)
ALSO_WITHIN = frozenset(("hyperlink", "ruby", "rubyBase", "rubyPr", "instrText", "fldChar", "rt"))


def count_words(elements: "Iterable[_Element]") -> Counter[str]:
    """Return the words of some elements of a document, as they are given to the reader."""
    return Counter(word for element in elements for word in _words("".join(_pieces(element))))


def used_notes(notes: "_Element", document: "_Element") -> "list[_Element]":
    """Return those of the foot- or endnotes to which the document refers."""
    used = {value(sign, "id") for sign in document.iter("{*}footnoteReference", "{*}endnoteReference")}
    return [note for note in notes if value(note, "id") in used]


def count_left_out(words: Counter[str], text: str) -> int:
    """Return how many of a document's words are not in the ``text`` that was read from it."""
    return (words - Counter(_words(text))).total()


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text.replace("\u00ad", "")))


def _pieces(root: "_Element") -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start" and name in NO_TEXT:
            walk.skip_subtree()
        elif event == "start" and name == "t":
            yield element.text or ""
        elif name not in WITHIN and name not in ALSO_WITHIN:
            yield " "

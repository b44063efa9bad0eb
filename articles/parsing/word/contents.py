"""Find the tables of contents of Word documents."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from articles.parsing.word.styles import Styles
from articles.parsing.word.xml import ancestor, child, is_word, local, make, style_of, value

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTENTS_STYLE = "ArticleContents"
NAMES = re.compile(r"(?:toc|contents)(?: heading| \d)|table of (?:contents|figures|authorities)")
FIELD = re.compile(r"\s*TOC\b")


def mark_contents(root: "_Element", styles: Styles) -> None:
    """Give the paragraphs of tables of contents a style by which they are known again."""
    paragraphs = {p for p in root.iter("{*}p") if NAMES.match(styles.name(style_of(p)))}
    galleries = (g for g in root.iter("{*}docPartGallery") if value(g) == "Table of Contents")
    for tag in {ancestor(gallery, "sdt") for gallery in galleries}:
        paragraphs.update(() if tag is None else tag.iter("{*}p"))
    for paragraph in paragraphs.union(_in_fields(root)):
        if is_word(paragraph):
            _set_style(paragraph)


def _in_fields(root: "_Element") -> "Iterator[_Element]":
    """Yield the paragraphs in which a field with a table of contents begins or goes on."""
    depth = 0
    begun: list[bool] = []
    for element in root.iter("{*}fldChar", "{*}instrText", "{*}p"):
        kind = value(element, "fldCharType")
        if local(element) == "p":
            if depth:
                yield element
        elif kind == "begin":
            begun.append(False)
        elif kind == "end" and begun:
            depth -= begun.pop()
        elif begun and not begun[-1] and not kind and FIELD.match(element.text or ""):
            begun[-1], depth = True, depth + 1
            paragraph = ancestor(element, "p")
            if paragraph is not None:
                yield paragraph


def _set_style(paragraph: "_Element") -> None:
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = make(paragraph, "pPr")
        paragraph.insert(0, properties)
    for item in list(properties):
        if local(item) in ("pStyle", "numPr", "outlineLvl"):
            properties.remove(item)
    properties.insert(0, make(paragraph, "pStyle", val=CONTENTS_STYLE))

"""The font table, the style sheet and the properties at the beginning of an RTF document."""

import re
from dataclasses import dataclass, field
from datetime import date

from articles.parsing.rtf.code_pages import CHARSETS, SYMBOL, SYMBOL_CHARSET, code_page, decode
from articles.parsing.rtf.tokens import Tokens

HEADING = re.compile(
    r"(?:heading|titre|überschrift|título|titolo|kop|rubrik|overskrift) ?([1-6])\b", re.IGNORECASE
)
NAMES = {"title": 1, "subtitle": 2, "titel": 1, "título": 1, "titre": 1, "titolo": 1}
QUOTATIONS = ("quote", "intense quote", "quotations", "cita", "zitat", "citation")
CONTENTS = re.compile(r"(?:toc|table of figures|contents) ?[1-9]?\b", re.IGNORECASE)
SYMBOL_FONTS = ("symbol", "wingdings")


@dataclass
class Style:
    """How paragraphs of a style are read."""

    name: str = ""
    level: int = 0
    quotation: bool = False
    contents: bool = False


@dataclass
class Header:
    """What stands before the text of a document."""

    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    created: date | None = None
    language: str = ""


def read_fonts(group: bytes, header: Header) -> None:
    """Read the font table: the code page of each font."""
    number, codec, name, depth = 0, "", b"", 0

    def finish() -> None:
        if codec == SYMBOL or name.strip(b" ;").decode("latin-1").lower() in SYMBOL_FONTS:
            header.fonts[number] = SYMBOL
        elif codec:
            header.fonts[number] = codec

    for token in Tokens(group):
        if token.kind == "word" and token.value == b"f":
            finish()
            number, codec, name = token.number or 0, "", b""
        elif token.kind == "word" and token.value == b"fcharset":
            charset = token.number or 0
            # The charsets 0 and 1 mean that of the document.
            codec = SYMBOL if charset == SYMBOL_CHARSET else CHARSETS.get(charset, "") if charset > 1 else ""
        elif token.kind == "word" and token.value == b"cpg":
            codec = code_page(token.number or 0)
        elif token.kind == "text" and depth <= 1:
            name += token.value[:40]
        elif token.kind in "{}":
            depth += 1 if token.kind == "{" else -1
    finish()


def read_styles(group: bytes, header: Header) -> None:
    """Read the style sheet: which styles are headings, quotations and lines of contents."""
    number, style, text, is_paragraph, depth = 0, Style(), b"", True, 0
    for token in Tokens(group):
        if token.kind == "{":
            depth += 1
            if depth == 1:
                number, style, text, is_paragraph = 0, Style(), b"", True
        elif token.kind == "}":
            depth -= 1
            if not depth and is_paragraph:
                header.styles[number] = _named(style, decode(text, header.codec))
        elif token.kind == "word" and token.value == b"s":
            number = token.number or 0
        elif token.kind == "word" and token.value in (b"cs", b"ds", b"ts"):
            is_paragraph = False
        elif token.kind == "word" and token.value == b"outlinelevel":
            style.level = outline_level(token.number)
        elif token.kind in ("text", "hex") and depth == 1:
            text += token.value


def _named(style: Style, name: str) -> Style:
    name = name.strip(" ;").split(",")[0].strip().lower()
    heading = HEADING.match(name)
    style.level = style.level or (int(heading[1]) if heading else NAMES.get(name, 0))
    style.name, style.quotation, style.contents = name, name in QUOTATIONS, bool(CONTENTS.match(name))
    return style


def outline_level(number: int | None) -> int:
    """Return the level of a heading; 0 for running text, which has level 9."""
    return number + 1 if number is not None and 0 <= number < 6 else 0

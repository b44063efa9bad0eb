"""Read an RTF document: groups, code pages and formatting become a page of HTML elements."""

import locale
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from articles.parsing.html.links import target
from articles.parsing.rtf.code_pages import DOCUMENT, code_page, decode
from articles.parsing.rtf.page import LINE, PARAGRAPH, PLAIN, Page, Shape
from articles.parsing.rtf.state import BODY, CHANGES, INFO, INSTRUCTION, MARK, NOWHERE, Field, State
from articles.parsing.rtf.styles import Header, Style, read_fonts, read_styles
from articles.parsing.rtf.tokens import Token, Tokens

if TYPE_CHECKING:
    from lxml.etree import _Element

HYPERLINK = re.compile(r'\s*+HYPERLINK\s++(?:\\[a-z]\s++)?"?([^"\s]{1,2000})', re.IGNORECASE)
SKIPPED_WORDS = """colortbl filetbl pict header headerl headerr headerf footer footerl footerr footerf sp xe tc rxe
    nonshppict nonesttables shprslt ftnsep ftnsepc aftnsep aftnsepc private"""
SKIPPED = frozenset(word.encode() for word in SKIPPED_WORDS.split())
# Destinations that a reader may ignore, but that hold text.
SHOWN = frozenset((b"shpinst", b"do"))
CHARACTERS = {
    b"tab": "\t", b"line": LINE, b"lbr": LINE, b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
    b"qmspace": "\u2005", b"zwj": "\u200d", b"zwnj": "\u200c", b"zwbo": "\u200b", b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"\\": "\\", b"{": "{", b"}": "}"}
ENDS = frozenset((b"par", b"sect", b"page", b"column", b"nestcell"))


class Document:
    """Reads the tokens of a document. ``page``, ``header``, ``hidden_words`` and ``complete`` are the result."""

    def __init__(self, data: bytes) -> None:
        self.tokens = Tokens(data)
        self.header = Header()
        self.builder = Page()
        self.state = State()
        self.groups: list[State] = []
        self.endings: dict[int, Callable[[], None]] = {}
        self.pending = bytearray()
        self.to_skip = 0
        self.starred = False
        self.note_sign = ""
        self.mark: list[str] = []
        self.info: dict[str, list[str]] = {"title": [], "author": []}
        self.created: dict[bytes, int] = {}
        self.hidden_words = 0
        self.default_font = 0
        self.destinations: dict[bytes, Callable[[], None]] = {
            b"fonttbl": lambda: self._table(read_fonts),
            b"stylesheet": lambda: self._table(read_styles),
            b"footnote": self._begin_note,
            b"shptxt": self._begin_box,
            b"dptxbxtext": self._begin_box,
            b"listtext": self._begin_mark,
            b"pntext": self._begin_mark,
            b"field": lambda: self._set(field=Field(self.state.destination)),
            b"fldinst": lambda: self._set(destination=INSTRUCTION),
            b"fldrslt": self._begin_result,
            b"info": lambda: self._set(destination=INFO),
            b"title": lambda: self._begin_property("title"),
            b"author": lambda: self._begin_property("author"),
            # The same words twice: for old readers, and in Unicode.
            b"upr": lambda: self._set(destination=NOWHERE),
            b"ud": lambda: self._set(destination=BODY),
        }
        for token in self.tokens:
            self._read(token)
        self._flush()
        self.complete = not self.groups
        self.page: _Element = self.builder.result()
        self._finish_header()

    def _read(self, token: Token) -> None:
        if token.kind in ("text", "hex"):
            data = token.value[self.to_skip :]
            self.to_skip = max(self.to_skip - len(token.value), 0)
            self.pending += data
            return
        self._flush()
        if token.kind == "{":
            self.to_skip = 0
            self.groups.append(self.state)
        elif token.kind == "}":
            self._end_group()
        elif token.kind == "symbol":
            self._symbol(token.value)
        elif self.to_skip and token.value != b"u":
            self.to_skip -= 1
        else:
            starred, self.starred = self.starred, False
            self._word(token.value, token.number, starred)

    def _end_group(self) -> None:
        self.to_skip, self.starred = 0, False
        if ending := self.endings.pop(len(self.groups), None):
            ending()
        if self.groups:
            self.state = self.groups.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.starred = True
        elif self.to_skip:
            self.to_skip -= 1
        elif symbol in (b"\n", b"\r"):
            self._end_paragraph()
        else:
            self._write(SYMBOLS.get(symbol, ""))

    def _word(self, word: bytes, number: int | None, starred: bool) -> None:
        if word in SKIPPED:
            self.tokens.skip_group()
        elif begin := self.destinations.get(word):
            begin()
        elif starred and word not in SHOWN:
            self.tokens.skip_group()
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word == b"u":
            self._write(chr((number or 0) & 0xFFFF))
            self.to_skip = self.state.skip
        elif word in ENDS:
            self._end_paragraph()
        elif self.state.destination == INFO and word in (b"yr", b"mo", b"dy"):
            self.created.setdefault(word, number or 0)
        elif change := CHANGES.get(word):
            self.state = change(self.state, number)
        else:
            self._other(word, number)

    def _other(self, word: bytes, number: int | None) -> None:
        if word == b"cell":
            self.builder.end_cell(self._shape())
        elif word == b"row":
            self.builder.end_row()
        elif word == b"chftn" and not self.state.in_note and not self._unseen():
            self.note_sign = self.builder.next_note()
            self.builder.write(self.note_sign, PLAIN)
        elif word == b"deff":
            self.default_font = number or 0
        elif word == b"ansicpg" and number:
            self.header.codec = code_page(number)
        elif word in DOCUMENT and not self.header.fonts:
            self.header.codec = DOCUMENT[word]
        elif word == b"deflang" and number:
            self.header.language = locale.windows_locale.get(number, "").replace("_", "-")

    def _flush(self) -> None:
        if self.pending:
            font = self.state.font if self.state.font >= 0 else self.default_font
            text = decode(bytes(self.pending), self.header.fonts.get(font, self.header.codec))
            self.pending = bytearray()
            self._write(text)

    def _write(self, text: str) -> None:
        state = self.state
        if state.destination == INSTRUCTION and state.field:
            state.field.instruction.append(text)
        elif state.destination == MARK:
            self.mark.append(text)
        elif state.destination in self.info:
            self.info[state.destination].append(text)
        elif state.destination == BODY and state.hidden:
            self.hidden_words += len(text.split())
        elif state.destination == BODY and not state.deleted:
            self.builder.write(text, state.look)

    def _unseen(self) -> bool:
        return self.state.destination != BODY or self.state.hidden or self.state.deleted

    def _shape(self) -> Shape:
        style = self.header.styles.get(self.state.style, Style())
        shape = self.state.shape
        return shape._replace(
            level=shape.level or style.level,
            quotation=shape.quotation or style.quotation,
            contents=shape.contents or style.contents,
        )

    def _end_paragraph(self) -> None:
        # A drop cap is a paragraph of its own, before the rest of its word.
        if self.state.destination == BODY and not self.state.drop_cap:
            self.builder.end_paragraph(self._shape())

    def _finish_header(self) -> None:
        self.header.title, self.header.author = ("".join(self.info[name]) for name in ("title", "author"))
        with suppress(ValueError):
            self.header.created = date(*(self.created.get(part, 0) for part in (b"yr", b"mo", b"dy")))

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    def _table(self, read: Callable[[bytes, Header], None]) -> None:
        start = self.tokens.position
        self.tokens.skip_group()
        read(self.tokens.data[start : self.tokens.position], self.header)

    def _begin_note(self) -> None:
        if self._unseen():
            self.tokens.skip_group()
            return
        sign, self.note_sign = self.note_sign, ""
        self.builder.begin_story()
        self.endings[len(self.groups)] = lambda: self.builder.end_note(sign)
        self._set(in_note=True, look=PLAIN, shape=PARAGRAPH)

    def _begin_box(self) -> None:
        if self._unseen():
            self.tokens.skip_group()
            return
        self.builder.begin_story()
        self.endings[len(self.groups)] = self.builder.end_box
        self._set(look=PLAIN, shape=PARAGRAPH)

    def _begin_mark(self) -> None:
        if self._unseen():
            self.tokens.skip_group()
            return
        self.mark = []
        self.endings[len(self.groups)] = lambda: self.builder.mark_item("".join(self.mark))
        self._set(destination=MARK)

    def _begin_result(self) -> None:
        field = self.state.field
        if field is None:
            return
        instruction = "".join(field.instruction)
        link = HYPERLINK.match(instruction)
        address = target(link[1]) if link else None
        look = self.state.look._replace(link=address) if address else self.state.look
        is_contents = self.state.shape.contents or instruction.strip().upper().startswith("TOC ")
        shape = self.state.shape._replace(contents=is_contents)
        self._set(destination=field.destination, look=look, shape=shape)

    def _begin_property(self, name: str) -> None:
        if self.state.destination == INFO:
            self._set(destination=name)

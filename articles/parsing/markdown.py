"""Light Markdown to formatting: links, emphasis and headings; every other character stays as it is."""

import re
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from articles.parsing.links import target
from articles.text.draft import Formatting, normalize_formatting
from web.i18n.lazy_message import Message

# A person writes a few hundred marks. Past this they are left alone, so that no text takes seconds to read.
MAX_MARKS = 20_000
TOO_MANY = Message(
    "The text has so many * _ [ ! # marks that they were kept as characters and not read as Markdown."
)
MARK = re.compile(r"[*_\[!\\]")
GAP = re.compile(r"(\n(?:[^\S\n]*\n)+)")
HEADING = re.compile(r"^(#{1,6})[ \t]+(?=\S)(.*)$", re.MULTILINE)
ADDRESS = re.compile(r"://[^\s)\]>]*")

Inline = Literal["emphasis", "strong", "link"]
KINDS: dict[str, Inline] = {"em": "emphasis", "strong": "strong", "link": "link"}


def from_markdown(source: str) -> tuple[str, tuple[Formatting, ...], tuple[Message, ...]]:
    """The text without its marks, the formatting the marks stood for, and notes."""
    if len(MARK.findall(source)) + source.count("\n#") > MAX_MARKS:
        return source, (), (TOO_MANY,)
    page = _Page()
    for piece in GAP.split(source):
        page.paragraph(piece)
    return "".join(page.parts), normalize_formatting(page.formatting), ()


class _Page:
    """The text so far, and its formatting."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.formatting: list[Formatting] = []

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def paragraph(self, source: str) -> None:
        """Heading lines become paragraphs of their own: what is beside them is parted by an empty line."""
        at = 0
        for heading in HEADING.finditer(source):
            before = source[at : heading.start()]
            self.inline(before + "\n" if before.strip() else before)
            self.heading(len(heading[1]), heading[2])
            at = heading.end()
            self.write("\n" if at < len(source) else "")
        self.inline(source[at:])

    def heading(self, level: int, title: str) -> None:
        bare = title.rstrip(" \t").rstrip("#")
        start = self.length
        self.inline(bare.rstrip(" \t") if bare[-1:] in ("", " ", "\t") else title)
        self.formatting.append(Formatting(start, self.length, "heading", str(level)))

    def inline(self, source: str) -> None:
        if not MARK.search(source):
            return self.write(source)
        open_now: list[tuple[int, str | None]] = []
        for token in _parser().parseInline(source)[0].children or ():
            if token.nesting == 1:
                open_now.append((self.length, _value(token)))
            elif token.nesting == -1:
                start, value = open_now.pop()
                if value is not None:
                    self.formatting.append(
                        Formatting(start, self.length, KINDS[token.type.removesuffix("_close")], value)
                    )
            elif token.type != "image":
                # A backslash keeps a mark from counting; both were written, so both stay.
                self.write(token.markup if token.type == "text_special" else token.content)
        return None


def _value(token: Token) -> str | None:
    return target(str(token.attrs.get("href", ""))) if token.type == "link_open" else ""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "link", "image", "escape"]).disable("text_join")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("emphasis", "address", _address)
    # What may be linked is judged once, in _links; here an address stays as it was written.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Markdown's rule, but ``*`` within a word is a character as ``_`` is: newspapers write ``f***ing``."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    found = state.scanDelims(state.pos, False)
    for _ in range(found.length):
        state.push("text", "", 0).content = marker
        token = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(marker), found.length, token, -1, found.can_open, found.can_close)
        )
    state.pos += found.length
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """A bare web address is read over: ``_`` and ``*`` in it are part of it."""
    found = ADDRESS.match(state.src, state.pos, state.posMax)
    if not found or state.src[max(0, state.pos - 4) : state.pos] not in ("http", "ttps"):
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True

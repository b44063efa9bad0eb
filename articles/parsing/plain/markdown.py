"""Turn simple Markdown into formatting: links, emphasis and headings. All other characters stay."""

import re
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from articles.parsing.html.links import target
from articles.text.draft import Formatting, normalize_formatting
from web.i18n.lazy_message import Message

# People write a few hundred. A text with more is not parsed, since that would take seconds.
MAX_DELIMITERS = 20_000
TOO_MANY = Message(
    "The text has so many * _ [ ! # characters that it was not read as Markdown. They are still in the text."
)
DELIMITER = re.compile(r"[*_\[!\\]")
GAP = re.compile(r"(\n(?:[^\S\n]*\n)+)")
HEADING = re.compile(r"^(#{1,6})[ \t]+(?=\S)(.*)$", re.MULTILINE)
ADDRESS = re.compile(r"://[^\s)\]>]*")

Inline = Literal["emphasis", "strong", "link"]
KINDS: dict[str, Inline] = {"em": "emphasis", "strong": "strong", "link": "link"}


def from_markdown(source: str) -> tuple[str, tuple[Formatting, ...], tuple[Message, ...]]:
    """Return the text without Markdown's delimiters, its formatting, and notes."""
    if len(DELIMITER.findall(source)) + source.count("\n#") > MAX_DELIMITERS:
        return source, (), (TOO_MANY,)
    page = _Page()
    for piece in GAP.split(source):
        page.paragraph(piece)
    return "".join(page.parts), normalize_formatting(page.formatting), ()


class _Page:
    """Collects the text and its formatting."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.formatting: list[Formatting] = []

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def paragraph(self, source: str) -> None:
        """Write a paragraph; a heading line in it becomes a paragraph of its own."""
        end = 0
        for heading in HEADING.finditer(source):
            before = source[end : heading.start()]
            self.inline(before + "\n" if before.strip() else before)
            self.heading(len(heading[1]), heading[2])
            end = heading.end()
            self.write("\n" if end < len(source) else "")
        self.inline(source[end:])

    def heading(self, level: int, title: str) -> None:
        bare = title.rstrip(" \t").rstrip("#")
        start = self.length
        self.inline(bare.rstrip(" \t") if bare[-1:] in ("", " ", "\t") else title)
        self.formatting.append(Formatting(start, self.length, "heading", str(level)))

    def inline(self, source: str) -> None:
        if not DELIMITER.search(source):
            return self.write(source)
        unclosed: list[tuple[int, str | None]] = []
        for token in _parser().parseInline(source)[0].children or ():
            if token.nesting == 1:
                unclosed.append((self.length, _value(token)))
            elif token.nesting == -1:
                start, value = unclosed.pop()
                if value is not None:
                    self.formatting.append(
                        Formatting(start, self.length, KINDS[token.type.removesuffix("_close")], value)
                    )
            elif token.type != "image":
                # An escaped delimiter stays as it was written, with its backslash.
                self.write(token.markup if token.type == "text_special" else token.content)
        return None


def _value(token: Token) -> str | None:
    return target(str(token.attrs.get("href", ""))) if token.type == "link_open" else ""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "link", "image", "escape"]).disable("text_join")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("emphasis", "address", _address)
    # ``links.target`` checks addresses; the parser must not change them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Apply Markdown's rule, but treat ``*`` within a word as ``_``: newspapers write ``f***ing``."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(state.pos, False)
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), run.length, token, -1, run.can_open, run.can_close))
    state.pos += run.length
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """Skip a bare web address: ``_`` and ``*`` are part of it."""
    match = ADDRESS.match(state.src, state.pos, state.posMax)
    if not match or state.src[max(0, state.pos - 4) : state.pos] not in ("http", "ttps"):
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True

"""The paragraphs of a page, and which of them extraction took for the article."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.parsing.html.markup import Block, Markup
from articles.parsing.html.regions import region_reasons
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
SHINGLE = 4
# Shares and lengths: a paragraph counts as extracted if most of its word sequences were; prose has few links and some
# length.
EXTRACTED, LINKED, PROSE = 0.6, 0.5, 60
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the page with what is known about it."""

    block: Block
    text: str
    extracted: bool
    reason: Message | None  # why the part of the page around it is no part of an article

    @property
    def linked(self) -> bool:
        """Return whether most of the paragraph is links."""
        return self.block.linked > LINKED * len(self.text)

    @property
    def heading(self) -> bool:
        """Return whether the paragraph is a heading."""
        return self.block.element.tag in HEADINGS

    @property
    def prose(self) -> bool:
        """Return whether the paragraph is a sentence or more, and not mostly links."""
        return not self.linked and len(self.text) >= PROSE


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case; Chinese and Japanese characters are words of their own."""
    return WORD.findall(text.casefold())


def paragraphs(page: "_Element", markup: Markup, extracted: Iterable[str]) -> list[Paragraph]:
    """Return the page's paragraphs; ``extracted`` are the paragraphs that extraction found."""
    whole: set[tuple[str, ...]] = set()
    shingles: set[tuple[str, ...]] = set()
    for line in extracted:
        tokens = words(line)
        whole.add(tuple(tokens))
        shingles.update(_shingles(tokens))
    reasons = region_reasons(page)
    result = []
    for block in markup.blocks:
        content = markup.text[block.start : block.end]
        tokens = words(content)
        own = _shingles(tokens)
        is_extracted = tuple(tokens) in whole or (
            bool(own) and sum(s in shingles for s in own) >= EXTRACTED * len(own)
        )
        result.append(Paragraph(block, content, is_extracted and bool(tokens), reasons.get(block.element)))
    return result


def _shingles(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[n : n + SHINGLE]) for n in range(len(tokens) - SHINGLE + 1)]

"""The paragraphs of a draft, as the steps look at them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.cleaning.edit import Edit
from articles.text.draft import Draft, Formatting
from web.i18n.lazy_message import Message

SENTENCE_END = tuple(".!?:;…。！？؟۔।")
CLOSING = "\"'”’»›)]」』"
BULLETS = ("- ", "• ", "* ", "– ", "✓ ", "· ")
TOP = 300  # characters of sentences before which bylines and headlines are looked for

MAX_HEAD = 160


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``begin`` and ``after`` are where it and the next one start with their indents.

    A line of the head ends without the gap that is after it, which is the paragraph's.
    ``kind`` is as in ``articles.text.blocks``; ``linked`` where all of it is one link, ``ends_linked`` where its end is one.
    """

    begin: int
    after: int
    start: int
    text: str
    kind: str = "paragraph"
    linked: bool = False
    ends_linked: bool = False
    head: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def item(self) -> bool:
        """Whether it is a list item, or a list."""
        return self.kind == "item" or all(line.startswith(BULLETS) for line in self.text.split("\n"))

    @property
    def finished(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(CLOSING).endswith(SENTENCE_END)

    @property
    def fragment(self) -> bool:
        """Whether it is too short and unfinished for prose: a button, a label, a list."""
        return self.item or (len(self.text) <= 60 and not self.finished and "\n" not in self.text)


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    """The paragraphs of ``draft`` in order. Where no empty line parts anything, each line is one."""
    return _parts(draft.text, draft.formatting)


@lru_cache(maxsize=1)  # most steps leave the text as it was, and the next one asks for the same paragraphs
def _parts(text: str, formatting: tuple[Formatting, ...]) -> tuple[Paragraph, ...]:
    shape_at = _CoveringFormat([f for f in formatting if f.kind in ("heading", "quotation", "item")])
    link_at = _CoveringFormat([f for f in formatting if f.kind == "link"])
    pieces = list(_pieces(text))
    afters = [*(begin for begin, _ in pieces[1:]), len(text)]
    found = []
    for (begin, piece), after in zip(pieces, afters, strict=False):
        inner = piece.strip()
        start = begin + piece.index(inner)
        end = start + len(inner)
        shape, link = shape_at(start), link_at(end - 1)
        ends_linked = link is not None and link.end >= end
        linked = ends_linked and link is not None and link.start <= start
        kind = shape.kind if shape else "paragraph"
        found.append(Paragraph(begin, after, start, inner, kind, linked, ends_linked))
    return (*_head(found[0]), *found[1:]) if found else ()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs with their indents, and where they start."""
    parting = "\n\n" if "\n\n" in text.strip("\n") else "\n"
    start = 0
    for piece in text.split(parting):
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip("\n")), piece.lstrip("\n")
        start += len(piece) + len(parting)


def _head(first: Paragraph) -> list[Paragraph]:
    """Headline, byline and date are often lines of one paragraph; no sentence ends in any of them."""
    lines = first.text.split("\n")
    if not 2 <= len(lines) <= 5 or first.kind != "paragraph" or first.item:
        return [first]
    found: list[Paragraph] = []
    at = begin = first.start
    for line in lines:
        part = Paragraph(begin, at + len(line), at, line, head=True)
        if len(line) > MAX_HEAD or part.finished or line != line.strip():
            return [first]
        found.append(part)
        begin, at = part.end, part.end + 1
    return found


class _CoveringFormat:
    """The last formatting that starts at or before a position, if it reaches over it."""

    def __init__(self, formatting: list[Formatting]) -> None:
        self.formatting = formatting
        self.starts = [f.start for f in formatting]

    def __call__(self, position: int) -> Formatting | None:
        index = bisect_right(self.starts, position) - 1
        return self.formatting[index] if index >= 0 and self.formatting[index].end > position else None


def near_start(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs that stand before or just after the article's first lines."""
    said, first = 0, []
    for part in found[:12]:
        if said > TOP:
            break
        first.append(part)
        said += len(part.text) if part.finished else 0
    return first


def removal(first: Paragraph, reason: Message, last: Paragraph | None = None) -> Edit:
    """The edit that takes out ``first`` up to and with ``last``, and one of the gaps around them."""
    last = last or first
    return Edit(first.begin, last.end if first.head else last.after, reason)


def remove_matching(draft: Draft, reason: Message, wanted: Callable[[str], object]) -> Iterator[Edit]:
    """One removal for each paragraph whose text is ``wanted``."""
    return (removal(part, reason) for part in paragraphs(draft) if wanted(part.text))

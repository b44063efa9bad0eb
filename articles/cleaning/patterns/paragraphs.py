"""The paragraphs of a draft, as the cleaning steps see them."""

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
# Bylines and headlines are searched for before so many characters of sentences.
MAX_CHARS_NEAR_START = 300

MAX_HEAD_LINE = 160


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``begin`` and ``after`` are the starts of it and of the next one, with their indents.

    A line of the head (see ``_head``) ends before the gap that follows. ``kind`` is as in ``articles.text.blocks``;
    ``linked`` means that all of it is one link, ``ends_linked`` that a link reaches its end.
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
        """Return whether it is a list item or a list."""
        return self.kind == "item" or all(line.startswith(BULLETS) for line in self.text.split("\n"))

    @property
    def finished(self) -> bool:
        """Return whether it ends as a sentence does."""
        return self.text.rstrip(CLOSING).endswith(SENTENCE_END)

    @property
    def fragment(self) -> bool:
        """Return whether it is too short and unfinished for prose: a button, a label, a list."""
        return self.item or (len(self.text) <= 60 and not self.finished and "\n" not in self.text)


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``draft`` in order. In a text without empty lines, each line is a paragraph."""
    return _paragraphs(draft.text, draft.formatting)


@lru_cache(maxsize=1)  # most steps do not change the text, so the next one needs the same paragraphs
def _paragraphs(text: str, formatting: tuple[Formatting, ...]) -> tuple[Paragraph, ...]:
    shape_at = _CoveringFormat([f for f in formatting if f.kind in ("heading", "quotation", "item")])
    link_at = _CoveringFormat([f for f in formatting if f.kind == "link"])
    pieces = list(_pieces(text))
    afters = [*(begin for begin, _ in pieces[1:]), len(text)]
    result = []
    for (begin, piece), after in zip(pieces, afters, strict=False):
        inner = piece.strip()
        start = begin + piece.index(inner)
        end = start + len(inner)
        shape, link = shape_at(start), link_at(end - 1)
        ends_linked = link is not None and link.end >= end
        linked = ends_linked and link is not None and link.start <= start
        kind = shape.kind if shape else "paragraph"
        result.append(Paragraph(begin, after, start, inner, kind, linked, ends_linked))
    return (*_head(result[0]), *result[1:]) if result else ()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the start and the text of each paragraph, with its indent."""
    separator = "\n\n" if "\n\n" in text.strip("\n") else "\n"
    start = 0
    for piece in text.split(separator):
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip("\n")), piece.lstrip("\n")
        start += len(piece) + len(separator)


def _head(first: Paragraph) -> list[Paragraph]:
    """Split the first paragraph into lines if it is a head of headline, byline and date; none of them is a sentence."""
    lines = first.text.split("\n")
    if not 2 <= len(lines) <= 5 or first.kind != "paragraph" or first.item:
        return [first]
    result: list[Paragraph] = []
    start = begin = first.start
    for line in lines:
        paragraph = Paragraph(begin, start + len(line), start, line, head=True)
        if len(line) > MAX_HEAD_LINE or paragraph.finished or line != line.strip():
            return [first]
        result.append(paragraph)
        begin, start = paragraph.end, paragraph.end + 1
    return result


class _CoveringFormat:
    """Finds the formatting that covers an offset, among spans that do not overlap."""

    def __init__(self, formatting: list[Formatting]) -> None:
        self.formatting = formatting
        self.starts = [f.start for f in formatting]

    def __call__(self, offset: int) -> Formatting | None:
        index = bisect_right(self.starts, offset) - 1
        return self.formatting[index] if index >= 0 and self.formatting[index].end > offset else None


def near_start(all_paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs before or just after the first lines of the article."""
    chars, result = 0, []
    for paragraph in all_paragraphs[:12]:
        if chars > MAX_CHARS_NEAR_START:
            break
        result.append(paragraph)
        chars += len(paragraph.text) if paragraph.finished else 0
    return result


def removal(first: Paragraph, reason: Message, last: Paragraph | None = None) -> Edit:
    """Return the edit that removes ``first`` to ``last``, and one of the gaps around them."""
    last = last or first
    return Edit(first.begin, last.end if first.head else last.after, reason)


def remove_matching(draft: Draft, reason: Message, matches: Callable[[str], object]) -> Iterator[Edit]:
    """Return a removal for each paragraph whose text ``matches``."""
    return (removal(paragraph, reason) for paragraph in paragraphs(draft) if matches(paragraph.text))

"""The paragraphs of a draft, as the steps look at them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from articles.cleaning._edit import Edit
from articles.draft import Draft, Formatting

SENTENCE_END = tuple(".!?:;…。！？؟۔।")
CLOSING = "\"'”’»›)]」』"
BULLETS = ("- ", "• ", "* ", "– ", "✓ ", "· ")
TOP = 300  # characters of sentences before which bylines and headlines are looked for


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph; ``begin`` and ``after`` are where it and the next one start with their indents.

    ``kind`` is as in ``articles.blocks``; ``linked`` where all of it is one link, ``ends_linked`` where its end is one.
    """

    begin: int
    after: int
    start: int
    text: str
    kind: str = "paragraph"
    linked: bool = False
    ends_linked: bool = False

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


def parts(draft: Draft) -> tuple[Part, ...]:
    """The paragraphs of ``draft`` in order. Where no empty line parts anything, each line is one."""
    return _parts(draft.text, draft.formatting)


@lru_cache(maxsize=1)  # most steps leave the text as it was, and the next one asks for the same paragraphs
def _parts(text: str, formatting: tuple[Formatting, ...]) -> tuple[Part, ...]:
    found, start = [], 0
    parting = "\n\n" if "\n\n" in text.strip("\n") else "\n"
    shapes = [f for f in formatting if f.kind in ("heading", "quotation", "item")]
    links = [f for f in formatting if f.kind == "link"]
    shape_at, link_at = _At(shapes), _At(links)
    for piece in text.split(parting):
        inner = piece.strip()
        if inner:
            here = start + piece.index(inner)
            shape, link = shape_at(here), link_at(here + len(inner) - 1)
            kind = shape.kind if shape else "paragraph"
            ends_linked = link is not None and link.end >= here + len(inner)
            linked = ends_linked and link is not None and link.start <= here
            begin = start + len(piece) - len(piece.lstrip("\n"))
            found.append((begin, here, inner, kind, linked, ends_linked))
        start += len(piece) + len(parting)
    afters = [b[0] for _, b in pairwise(found)] + [len(text)]
    return tuple(Part(row[0], after, *row[1:]) for row, after in zip(found, afters, strict=False))


class _At:
    """The last formatting that starts at or before a position, if it reaches over it."""

    def __init__(self, formatting: list[Formatting]) -> None:
        self.formatting = formatting
        self.starts = [f.start for f in formatting]

    def __call__(self, position: int) -> Formatting | None:
        index = bisect_right(self.starts, position) - 1
        return self.formatting[index] if index >= 0 and self.formatting[index].end > position else None


def top(found: Sequence[Part]) -> list[Part]:
    """The paragraphs that stand before or just after the article's first lines."""
    said, first = 0, []
    for part in found[:12]:
        if said > TOP:
            break
        first.append(part)
        said += len(part.text) if part.finished else 0
    return first


def removal(first: Part, reason: str, last: Part | None = None) -> Edit:
    """The edit that takes out ``first`` up to and with ``last``, and the gap after it."""
    return Edit(first.begin, (last or first).after, reason)


def each(draft: Draft, reason: str, wanted: Callable[[str], object]) -> Iterator[Edit]:
    """One removal for each paragraph whose text is ``wanted``."""
    return (removal(part, reason) for part in parts(draft) if wanted(part.text))

"""The article with the neutral wordings put in, beside what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.blocks import Block
from reports.analysis.combine import Passage
from reports.analysis.loaded_language import neutral_suggestions


@dataclass(frozen=True, slots=True)
class RewritePiece:
    """A stretch of a paragraph: ``said`` in the article, and ``neutral`` in its place.

    Where nothing changes both are the same. ``passage`` is the number of the loaded passage, 0 between them.
    """

    said: str
    neutral: str
    passage: int


@dataclass(frozen=True, slots=True)
class NeutralParagraph:
    """A paragraph, from ``start`` in code points, with a loaded word for which readers offer a neutral one."""

    start: int
    pieces: tuple[RewritePiece, ...]


def neutral_paragraphs(
    text: str, blocks: Sequence[Block], passages: Sequence[Passage]
) -> tuple[NeutralParagraph, ...]:
    """Only the paragraphs in which something changes. Of wordings the one that most people offer is put in."""
    swaps = []
    reached = 0
    for passage in sorted(passages, key=lambda p: (p.start, -p.end)):
        wordings = neutral_suggestions([passage])
        if wordings and passage.start >= reached:
            swaps.append((passage, wordings[0]))
            reached = passage.end
    found = []
    for block in blocks:
        here = [(p, w) for p, w in swaps if block.start <= p.start and p.end <= block.end]
        if here:
            found.append(NeutralParagraph(block.start, _pieces(text, block, here)))
    return tuple(found)


def _pieces(text: str, block: Block, swaps: Sequence[tuple[Passage, str]]) -> tuple[RewritePiece, ...]:
    found = []
    at = block.start
    for passage, wording in swaps:
        between = text[at : passage.start]
        # The first letter stays large where it was.
        begins = wording[:1].upper() if passage.quote[:1].isupper() else wording[:1]
        found += [RewritePiece(between, between, 0)] if between else []
        found.append(RewritePiece(passage.quote, begins + wording[1:], passage.number))
        at = passage.end
    rest = text[at : block.end]
    return (*found, RewritePiece(rest, rest, 0)) if rest else tuple(found)

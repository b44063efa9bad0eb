"""The article with its loaded words replaced by neutral suggestions, beside the original."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.blocks import Block
from reports.analysis.combine import Passage
from reports.analysis.loaded_language import neutral_suggestions


@dataclass(frozen=True, slots=True)
class RewritePiece:
    """A stretch of a paragraph: ``said`` in the article, and ``neutral`` to replace it.

    Where nothing changes both are the same. ``passage`` is the number of the loaded passage, 0 between passages.
    """

    said: str
    neutral: str
    passage: int


@dataclass(frozen=True, slots=True)
class NeutralParagraph:
    """A paragraph with at least one replacement; ``start`` in code points."""

    start: int
    pieces: tuple[RewritePiece, ...]


def neutral_paragraphs(
    text: str, blocks: Sequence[Block], passages: Sequence[Passage]
) -> tuple[NeutralParagraph, ...]:
    """Return the paragraphs in which something changes, each with the suggestion that most people made."""
    replacements = []
    replaced_until = 0
    for passage in sorted(passages, key=lambda passage: (passage.start, -passage.end)):
        wordings = neutral_suggestions([passage])
        if wordings and passage.start >= replaced_until:
            replacements.append((passage, wordings[0]))
            replaced_until = passage.end
    paragraphs = []
    for block in blocks:
        inside = [
            (passage, wording)
            for passage, wording in replacements
            if block.start <= passage.start and passage.end <= block.end
        ]
        if inside:
            paragraphs.append(NeutralParagraph(block.start, _pieces(text, block, inside)))
    return tuple(paragraphs)


def _pieces(text: str, block: Block, replacements: Sequence[tuple[Passage, str]]) -> tuple[RewritePiece, ...]:
    pieces = []
    offset = block.start
    for passage, wording in replacements:
        between = text[offset : passage.start]
        # Keep the capital letter of the original.
        first_letter = wording[:1].upper() if passage.quote[:1].isupper() else wording[:1]
        pieces += [RewritePiece(between, between, 0)] if between else []
        pieces.append(RewritePiece(passage.quote, first_letter + wording[1:], passage.number))
        offset = passage.end
    rest = text[offset : block.end]
    return (*pieces, RewritePiece(rest, rest, 0)) if rest else tuple(pieces)

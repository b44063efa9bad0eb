"""What the edits of a text change, as passages with some words around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.editing.display import BREAK
from articles.editing.text_edit import TextEdit
from articles.text.blocks import Block

# Characters that are shown before and after a change. Changes that are nearer to each other are in one passage.
CONTEXT = 70
EMPTY_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a passage; ``state`` is kept, removed or inserted."""

    text: str
    state: str

    @property
    def shown(self) -> str:
        """Return the text as a page shows it: paragraphs without empty lines, and a sign for a changed break."""
        if self.state != "kept" and not self.text.strip() and "\n" in self.text:
            return BREAK
        return EMPTY_LINES.sub("\n", self.text)


def changed_passages(text: str, edits: Sequence[TextEdit]) -> list[list[Part]]:
    """Return the passages of ``text`` that ``edits`` change, each in parts."""
    passages: list[list[Part]] = []
    end = -2 * CONTEXT
    for edit in edits:
        if passages and edit.start - end <= 2 * CONTEXT:
            passages[-1].append(Part(text[end : edit.start], "kept"))
        else:
            if passages:
                passages[-1].append(Part(_words_after(text, end), "kept"))
            passages.append([Part(_words_before(text, edit.start), "kept")])
        passages[-1] += [Part(text[edit.start : edit.end], "removed"), Part(edit.replacement, "inserted")]
        end = edit.end
    if passages:
        passages[-1].append(Part(_words_after(text, end), "kept"))
    return [[part for part in parts if part.text] for parts in passages]


def changed_headings(
    before: str, blocks_before: Sequence[Block], after: str, blocks_after: Sequence[Block]
) -> list[tuple[str, int]]:
    """Return (words, level) of the lines that became headings of another level, or lines of text: level 0."""
    levels = {before[block.start : block.end]: block.level for block in blocks_before}
    now = [(after[block.start : block.end], block.level) for block in blocks_after]
    return [(words, level) for words, level in now if levels.get(words, level) != level]


def _words_before(text: str, end: int) -> str:
    start = max(0, end - CONTEXT)
    context = text[start:end]
    return context if start == 0 else "…" + context[max(0, context.find(" ")) :]


def _words_after(text: str, start: int) -> str:
    context = text[start : start + CONTEXT]
    return context if start + CONTEXT >= len(text) else context[: context.rfind(" ") + 1 or None] + "…"

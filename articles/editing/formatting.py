"""Move formatting along with the edits of its text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from articles.editing.text_edit import TextEdit
from articles.text.blocks import BLOCK_KINDS, PARAGRAPH
from articles.text.draft import Formatting, normalize_formatting

PARAGRAPH_BREAK = "\n\n"


def edit_formatting(
    text: str, formatting: Iterable[Formatting], edits: Sequence[TextEdit], edited: str
) -> tuple[Formatting, ...]:
    """Return the formatting of ``edited``, which ``edits`` made of ``text``.

    A replacement has the formatting that covered all of what it replaces. Formatting of which nothing is left is
    dropped, and so is the mark of a misread word that was corrected. A paragraph that was joined to the one above is
    what that one is: a heading, an item or neither.
    """
    starts, shifts = [edit.start for edit in edits], [0, *accumulate(edit.shift for edit in edits)]

    def move(offset: int, at_start: bool) -> int:
        number = bisect_right(starts, offset) - 1
        if number < 0:
            return offset
        edit = edits[number]
        if offset >= edit.end and offset > edit.start:
            return offset + shifts[number + 1]
        begin = edit.start + shifts[number]
        return begin + len(edit.replacement) if at_start and offset > edit.start else begin

    def is_corrected(item: Formatting) -> bool:
        number = bisect_right(starts, item.end) - 1
        return item.kind == "uncertain" and number >= 0 and edits[number].end > item.start

    moved = []
    for item in formatting:
        if is_corrected(item):
            continue
        start, end = move(item.start, at_start=True), move(item.end, at_start=False)
        if item.kind in BLOCK_KINDS and _begins_line(text, item.start) and not _begins_line(edited, start):
            start = _next_paragraph(edited, start)
        moved.append(replace(item, start=start, end=end))
    return normalize_formatting(moved)


def with_levels(
    formatting: Sequence[Formatting], levels: Sequence[tuple[int, int, str]]
) -> tuple[Formatting, ...]:
    """Return the formatting with paragraphs as headings of a level, or as none if that is "".

    ``levels`` are rows of the start and the end of a paragraph and its level, in order and apart from each other.
    """
    result = [Formatting(start, end, "heading", level) for start, end, level in levels if level]
    ends = [end for _, end, _ in levels]
    for item in formatting:
        start = item.start
        for first, last, level in levels[bisect_right(ends, start) :] if item.kind in BLOCK_KINDS else ():
            if first >= item.end:
                break
            if level or item.kind == "heading":
                result.append(replace(item, start=start, end=first))
                start = last
        result.append(replace(item, start=start))
    return normalize_formatting(result)


def _begins_line(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] == "\n"


def _next_paragraph(text: str, offset: int) -> int:
    """Return where the paragraph after the one at ``offset`` begins, or the end of the text."""
    end = text.find(PARAGRAPH_BREAK, offset)
    following = PARAGRAPH.search(text, end) if end >= 0 else None
    return following.start() if following else len(text)

"""Edit scripts: how one revision of a text becomes the next, and where its offsets move to."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from web.i18n.lazy_message import Message

OUTSIDE = Message("An edit needs 0 ≤ start ≤ end ≤ {length}; got start {start} and end {end}.")
OVERLAPS = Message("The edits must be in order and must not overlap or touch each other; see offset {start}.")
NO_CHANGE = Message("The edit at offset {start} changes nothing.")


class EditError(ValueError):
    """The edits do not fit the text. The message says why."""


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replace ``text[start:end]`` (code points) by ``replacement``; with ``start == end``, insert it there."""

    start: int
    end: int
    replacement: str = ""

    @property
    def shift(self) -> int:
        """Return by how many code points the edit moves what stands after it."""
        return len(self.replacement) - (self.end - self.start)


def check_edits(text: str, edits: Sequence[TextEdit]) -> None:
    """Raise ``EditError`` unless the edits lie in the text, are in order, apart from each other, and change it."""
    for edit in edits:
        if not 0 <= edit.start <= edit.end <= len(text):
            raise EditError(OUTSIDE.format(length=len(text), start=edit.start, end=edit.end))
        if text[edit.start : edit.end] == edit.replacement:
            raise EditError(NO_CHANGE.format(start=edit.start))
    for before, after in pairwise(edits):
        if after.start <= before.end:
            raise EditError(OVERLAPS.format(start=after.start))


def apply_edits(text: str, edits: Sequence[TextEdit]) -> str:
    """Return the text after the edits, whose offsets are all those of ``text``."""
    starts = [0, *(edit.end for edit in edits)]
    ends = [*(edit.start for edit in edits), len(text)]
    replacements = [*(edit.replacement for edit in edits), ""]
    return "".join(
        text[start:end] + replacement
        for start, end, replacement in zip(starts, ends, replacements, strict=True)
    )


def reverse_edits(text: str, edits: Sequence[TextEdit]) -> tuple[TextEdit, ...]:
    """Return the edits that turn ``apply_edits(text, edits)`` back into ``text``."""
    shifts = [0, *accumulate(edit.shift for edit in edits)]
    return tuple(
        TextEdit(edit.start + shift, edit.start + shift + len(edit.replacement), text[edit.start : edit.end])
        for edit, shift in zip(edits, shifts, strict=False)
    )


class OffsetMap:
    """Where the offsets of a text are after the edits."""

    def __init__(self, edits: Sequence[TextEdit]) -> None:
        self._edits = edits
        self._ends = [edit.end for edit in edits]
        self._shifts = [0, *accumulate(edit.shift for edit in edits)]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``[start, end)`` is after the edits, None if an edit changed text within it.

        An insertion at either end stays outside.
        """
        first = bisect_right(self._ends, start)
        if first < len(self._edits) and self._edits[first].start < end:
            return None
        return start + self._shifts[first], end + self._shifts[first]

    def point(self, offset: int) -> int:
        """Return where an offset is after the edits: within replaced text, at the start of what replaces it."""
        before = bisect_right(self._ends, offset)
        if before < len(self._edits):
            offset = min(offset, self._edits[before].start)
        return offset + self._shifts[before]

"""What people changed in a text by hand, as it is stored: replaced ranges of the original, and levels of paragraphs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from articles.editing.text_edit import EditError, TextEdit
from articles.text.draft import LEVELS
from web.i18n.lazy_message import Message

MAX_EDITS = 5_000
TOO_MANY = Message(
    "This text has {count} changes by hand. Up to {most} are possible. Upload a corrected file instead."
)


@dataclass(frozen=True, slots=True, order=True)
class ParagraphLevel:
    """The paragraph that begins at ``at`` is a heading of ``level``, or none if that is ""."""

    at: int
    level: str


@dataclass(frozen=True, slots=True)
class HandEdits:
    """Changes to a text, all in its original offsets: ``edits`` are in order and apart from each other.

    So none depends on another, and each can be undone alone.
    """

    edits: tuple[TextEdit, ...] = ()
    levels: tuple[ParagraphLevel, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits or self.levels)

    @property
    def ids(self) -> list[str]:
        """Return the ids of all changes."""
        return [edit_id(edit) for edit in self.edits] + [level_id(level.at) for level in self.levels]

    def with_edit(self, edit: TextEdit) -> Self:
        """Return the changes with ``edit`` in the place of those that it overlaps or touches."""
        apart = [other for other in self.edits if other.end < edit.start or other.start > edit.end]
        return self._checked([*apart, edit], self.levels)

    def without_range(self, start: int, end: int) -> Self:
        """Return the changes without those that overlap or touch ``[start, end]``."""
        apart = [other for other in self.edits if other.end < start or other.start > end]
        return self._checked(apart, self.levels)

    def with_level(self, level: ParagraphLevel | None, at: int) -> Self:
        """Return the changes with ``level`` in the place of the one at ``at``; None only removes that one."""
        others = [other for other in self.levels if other.at != at]
        return self._checked(self.edits, [*others, level] if level else others)

    def undo(self, name: str) -> Self:
        """Return the changes without the one with this id; an unknown id changes nothing."""
        return self._checked(
            [edit for edit in self.edits if edit_id(edit) != name],
            [level for level in self.levels if level_id(level.at) != name],
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values for ``from_json``."""
        return {
            "edits": [[edit.start, edit.end, edit.replacement] for edit in self.edits],
            "levels": [[level.at, level.level] for level in self.levels],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> Self:
        """Read what ``to_json`` wrote; nothing was changed if that is None."""
        data = data or {"edits": [], "levels": []}
        return cls(
            tuple(TextEdit(*row) for row in data["edits"]), tuple(ParagraphLevel(*r) for r in data["levels"])
        )

    def _checked(self, edits: Iterable[TextEdit], levels: Sequence[ParagraphLevel]) -> Self:
        result = type(self)(tuple(sorted(edits)), tuple(sorted(levels)))
        count = len(result.edits) + len(result.levels)
        if count > MAX_EDITS:
            raise EditError(TOO_MANY.format(count=count, most=MAX_EDITS))
        if not {level.level for level in result.levels} <= LEVELS:
            raise ValueError("no level of a heading")
        return result


def edit_id(edit: TextEdit) -> str:
    """Return the id of a replaced range."""
    return f"hand-{edit.start}-{edit.end}"


def level_id(at: int) -> str:
    """Return the id of the level of the paragraph at this offset."""
    return f"level-{at}"

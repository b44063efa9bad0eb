"""Clean a draft: remove clutter such as menus and ads. Each removal is shown and can be undone. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, groupby, islice
from typing import Any, Self

from articles.cleaning.edit import Edit, Step
from articles.cleaning.history import History
from articles.cleaning.steps.rest_of_page import RestOfPage
from articles.text.draft import Draft, normalize_formatting
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

__all__ = ["Cleaned", "Edit", "Segment", "Step", "as_read", "clean"]

# An article needs two or three. The limit is for texts that are made to keep the steps busy.
MAX_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the original text as the review page shows it. ``state`` is kept, removed or inserted.

    ``edit`` is the id of its edit ("" for untouched text); ``offered`` is True if a person chose to keep what the edit
    would remove.
    """

    text: str
    state: str = "kept"
    edit: str = ""
    reason: str = ""
    offered: bool = False

    @property
    def shown(self) -> bool:
        """Return whether the page shows the edit; it does not show removed blank lines."""
        return bool(self.edit and (self.text.strip() or self.state == "inserted" or self.offered))

    def to_json(self) -> list[Any]:
        """Return a row of JSON values for ``from_json``."""
        text = self.text if self.state == "inserted" else len(self.text)
        reason = self.reason.to_json() if isinstance(self.reason, Message) else self.reason
        return [text, self.state, self.edit, reason, self.offered]

    @classmethod
    def from_json(cls, original: str, start: int, row: list[Any]) -> Self:
        """Read a row that ``to_json`` wrote, for the piece of the original at ``start``."""
        text, state, edit, reason, offered = row
        if state != "inserted":
            text = original[start : start + text]
        return cls(text, state, edit, Message.from_json(reason) if reason else "", offered)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned draft, and the original in segments: ``"".join(kept + inserted) == draft.text``."""

    draft: Draft
    segments: tuple[Segment, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values for ``from_json``, which needs the original draft as well.

        Pieces of the original are written as their length.
        """
        draft = self.draft.to_json()
        del draft["text"]
        return {"draft": draft, "segments": [segment.to_json() for segment in self.segments]}

    @classmethod
    def from_json(cls, original: Draft, data: dict[str, Any]) -> Self:
        """Read what ``to_json`` wrote. Raises ``ValueError`` if it does not cover the original."""
        segments, end = [], 0
        for row in data["segments"]:
            segment = Segment.from_json(original.text, end, row)
            end += len(segment.text) * (segment.state != "inserted")
            segments.append(segment)
        if end != len(original.text):
            raise ValueError("the segments are not the whole text")
        text = "".join(segment.text for segment in segments if segment.state != "removed")
        return cls(Draft.from_json(data["draft"] | {"text": text}), tuple(segments))


def as_read(draft: Draft, note: Message | None = None) -> Cleaned:
    """Return the draft with nothing removed but the page around the article, and a note on why."""
    return clean(replace(draft, notes=(*draft.notes, note)) if note else draft, steps=[RestOfPage()])


def clean(
    draft: Draft, undone_edits: frozenset[str] = frozenset(), steps: Sequence[Step] | None = None
) -> Cleaned:
    """Run every step until none finds anything, then undo the edits whose ids are in ``undone_edits``.

    Idempotent: ``clean(clean(d).draft).draft == clean(d).draft``. ``undone_edits`` changes neither what is found nor
    any id, so that keeping one passage never affects another.
    """
    steps = list(load_plugins("articles.cleaning.steps").values()) if steps is None else steps
    history = History(draft)
    last_edit = last_learned = -1
    for number, step in enumerate(islice(cycle(steps), MAX_ROUNDS * len(steps))):
        # Each step has seen what the others did last. What is learned changes nothing if nothing is edited.
        if number > (max(last_edit, last_learned) if last_edit >= 0 else -1) + len(steps):
            break
        metadata = {name: value for name, value in step.learn(draft).items() if not getattr(draft, name)}
        if any(metadata.values()):
            draft, last_learned = replace(draft, **metadata), number
        if edits := list(step.find(draft)):
            known = len(history.ids)
            history.apply(step.slug, edits, draft.text)
            draft = history.draft(draft)
            last_edit = number if len(history.ids) > known else last_edit
    undone = history.undone(undone_edits)
    draft = replace(history.draft(draft, undone), clutter=())
    for step in steps:
        formatting = normalize_formatting([*draft.formatting, *step.add_formatting(draft)])
        draft = replace(draft, formatting=formatting)
    return Cleaned(draft, tuple(_merge(_segments(history, undone, undone_edits))))


def _segments(history: History, undone: set[int], undone_edits: frozenset[str]) -> Iterator[Segment]:
    for run in history.runs:
        removed_by = run.removed_by
        if run.inserted_by is not None:
            if run.inserted_by not in undone and (removed_by is None or removed_by in undone):
                edit, reason = history.ids[run.inserted_by], history.reasons[run.inserted_by]
                yield Segment(run.text, "inserted", edit, reason)
        elif removed_by is None or (removed_by in undone and history.ids[removed_by] not in undone_edits):
            yield Segment(run.text)
        else:
            offered = removed_by in undone
            state = "kept" if offered else "removed"
            yield Segment(run.text, state, history.ids[removed_by], history.reasons[removed_by], offered)


def _merge(segments: Iterator[Segment]) -> Iterator[Segment]:
    """Join neighbouring segments that differ in their text only."""
    for _, group in groupby(segments, key=lambda s: replace(s, text="")):
        alike = list(group)
        if text := "".join(s.text for s in alike):
            yield replace(alike[0], text=text)

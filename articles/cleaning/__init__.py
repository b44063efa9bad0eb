"""Cleaning takes the furniture off a Draft: one pure step a file; each removal is shown and can be undone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Self

from articles.cleaning.edit import Edit, Step
from articles.cleaning.history import History
from articles.text.draft import Draft, normalize_formatting
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

__all__ = ["Cleaned", "Edit", "Segment", "Step", "as_read", "clean", "for_page"]

# An article takes two or three. A text made to keep the steps busy is left as it is then.
MAX_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the original text as the review page shows it: ``state`` is kept, removed or inserted.

    ``edit`` is the id of the edit behind it ("" for untouched text), ``offered`` True where the person
    said to keep what the edit would have removed.
    """

    text: str
    state: str = "kept"
    edit: str = ""
    reason: str = ""
    offered: bool = False

    @property
    def shown(self) -> bool:
        """Whether the page shows the edit. Blank lines are not worth a reader's eye; a joined sentence is."""
        return bool(self.edit and (self.text.strip() or self.state == "inserted" or self.offered))

    def to_json(self) -> list[Any]:
        """Return a row of JSON values for ``from_json``."""
        text = self.text if self.state == "inserted" else len(self.text)
        reason = self.reason.to_json() if isinstance(self.reason, Message) else self.reason
        return [text, self.state, self.edit, reason, self.offered]

    @classmethod
    def from_json(cls, original: str, at: int, row: list[Any]) -> Self:
        """Read a row that ``to_json`` wrote, for the piece of the original that starts ``at``."""
        text, state, edit, reason, offered = row
        if state != "inserted":
            text = original[at : at + text]
        return cls(text, state, edit, Message.from_json(reason) if reason else "", offered)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned draft, and the original in segments: ``"".join(kept + inserted) == draft.text``."""

    draft: Draft
    segments: tuple[Segment, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; together with the original draft ``from_json`` reads them back.

        What stands in the original is not written again: of its pieces only the length is.
        """
        facts = self.draft.to_json()
        del facts["text"]
        return {"draft": facts, "segments": [segment.to_json() for segment in self.segments]}

    @classmethod
    def from_json(cls, original: Draft, data: dict[str, Any]) -> Self:
        """Read what ``to_json`` wrote; raises ``ValueError`` unless it is the whole of the original."""
        segments, at = [], 0
        for row in data["segments"]:
            segment = Segment.from_json(original.text, at, row)
            at += len(segment.text) * (segment.state != "inserted")
            segments.append(segment)
        if at != len(original.text):
            raise ValueError("the segments are not the whole text")
        text = "".join(segment.text for segment in segments if segment.state != "removed")
        return cls(Draft.from_json(data["draft"] | {"text": text}), tuple(segments))


def for_page(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments as a page shows them: all plain text between two shown edits is one, without what was taken off."""
    for shown, group in groupby(segments, key=lambda segment: segment.shown):
        if shown:
            yield from group
        elif text := "".join(segment.text for segment in group if segment.state != "removed"):
            yield Segment(text)


def as_read(draft: Draft, note: Message | None = None) -> Cleaned:
    """Return the draft with nothing taken off, and a note on why."""
    return Cleaned(replace(draft, notes=(*draft.notes, note)) if note else draft, (Segment(draft.text),))


def clean(draft: Draft, kept: frozenset[str] = frozenset(), steps: Sequence[Step] | None = None) -> Cleaned:
    """Run every step until none finds anything, then undo the edits whose ids are in ``kept``.

    Pure and idempotent: ``clean(clean(d).draft).draft == clean(d).draft``. What is kept changes neither
    what is found nor any id: keeping one passage never brings up another.
    """
    steps = list(load_plugins("articles.cleaning.steps").values()) if steps is None else steps
    history = History(draft)
    now, before = draft, -1
    for _ in range(MAX_ROUNDS):
        if before == len(history.ids):
            break
        before = len(history.ids)
        for step in steps:
            known = {name: value for name, value in step.learn(now).items() if not getattr(now, name)}
            now = replace(now, **known)
            if edits := list(step.find(now)):
                history.apply(step.slug, edits, now.text)
                now = history.draft(now)
    undone = history.undone(kept)
    now = history.draft(now, undone)
    for step in steps:
        now = replace(now, formatting=normalize_formatting([*now.formatting, *step.mark(now)]))
    return Cleaned(now, tuple(_merged(_segments(history, undone, kept))))


def _segments(history: History, undone: set[int], kept: frozenset[str]) -> Iterator[Segment]:
    for piece in history.pieces:
        out = piece.out
        if piece.put is not None:
            if piece.put not in undone and (out is None or out in undone):
                name, reason = history.ids[piece.put], history.reasons[piece.put]
                yield Segment(piece.text, "inserted", name, reason)
        elif out is None or (out in undone and history.ids[out] not in kept):
            yield Segment(piece.text)
        else:
            state = "kept" if out in undone else "removed"
            yield Segment(piece.text, state, history.ids[out], history.reasons[out], out in undone)


def _merged(segments: Iterator[Segment]) -> Iterator[Segment]:
    """Neighbours that are told apart by nothing but where they were cut become one."""
    for _, group in groupby(segments, key=lambda s: replace(s, text="")):
        same = list(group)
        if text := "".join(s.text for s in same):
            yield replace(same[0], text=text)

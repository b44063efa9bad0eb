"""Cleaning takes the furniture off a Draft: one pure step a file; each removal is shown and can be undone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from articles.cleaning._edit import Edit, Step
from articles.cleaning._history import History
from articles.draft import Draft, tidy
from articles.registry import load

__all__ = ["Cleaned", "Edit", "Segment", "Step", "clean"]

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


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned draft, and the original in segments: ``"".join(kept + inserted) == draft.text``."""

    draft: Draft
    segments: tuple[Segment, ...]


def clean(draft: Draft, kept: frozenset[str] = frozenset(), steps: Sequence[Step] | None = None) -> Cleaned:
    """Run every step until none finds anything, then undo the edits whose ids are in ``kept``.

    Pure and idempotent: ``clean(clean(d).draft).draft == clean(d).draft``. What is kept changes neither
    what is found nor any id: keeping one passage never brings up another.
    """
    steps = list(load(__name__).values()) if steps is None else steps
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
        now = replace(now, formatting=tidy([*now.formatting, *step.mark(now)]))
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

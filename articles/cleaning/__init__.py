"""Cleaning takes the furniture off a Draft: one pure step a file; each removal is shown and can be undone."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from articles.draft import Draft
from articles.registry import load


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` is to become ``replacement``; ``reason`` is what the page says about it."""

    start: int
    end: int
    reason: str
    replacement: str = ""


class Step(Protocol):
    """What each file of this folder offers. Steps run in ``order``; each sees what the earlier ones left.

    An edit makes the text shorter, or as long with fewer line breaks; on clean prose a step finds nothing.
    """

    slug: str
    title: str
    order: int

    def find(self, draft: Draft) -> Iterable[Edit]:
        """The edits this step proposes, in order, without overlaps."""
        ...

    def learn(self, draft: Draft) -> dict[str, Any]:
        """Draft fields that this step read off the text before it was cleaned (``title``, ``byline``, ...)."""
        ...


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
        """Whether the page shows the edit: changes of white space alone are not worth a reader's eye."""
        return bool(self.edit and self.text.strip())


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned draft, and the original in segments: ``"".join(kept + inserted) == draft.text``."""

    draft: Draft
    segments: tuple[Segment, ...]


def clean(draft: Draft, kept: frozenset[str] = frozenset(), steps: Sequence[Step] | None = None) -> Cleaned:
    """Run every step until none finds anything; the edits whose ids are in ``kept`` are left undone.

    Pure and idempotent: ``clean(clean(d).draft).draft == clean(d).draft``.
    """
    steps = list(load(__name__).values()) if steps is None else steps
    segments = [Segment(draft.text)]
    for step in steps:
        known = {name: value for name, value in step.learn(draft).items() if not getattr(draft, name)}
        draft = replace(draft, **known)
    working = True
    while working:
        working = False
        for step in steps:
            seen: Counter[str] = Counter()
            shift = 0
            for edit in list(step.find(draft)):
                start, end = edit.start + shift, edit.end + shift
                quote = draft.text[start:end]
                seen[quote] += 1
                name = _edit_id(step.slug, quote, seen[quote])
                if name in kept:
                    segments = _mark_offered(segments, start, end, name, edit.reason)
                    continue
                working = True
                segments = _cut(segments, start, end, edit.replacement, name, edit.reason)
                draft = draft.with_edit(start, end, edit.replacement)
                shift += len(edit.replacement) - (end - start)
    return Cleaned(draft, tuple(s for s in segments if s.text))


def _edit_id(slug: str, quote: str, nth: int) -> str:
    """The same edit keeps its id however often the pipeline runs, whatever else is kept."""
    return f"{slug}-{hashlib.sha256(f'{nth}:{quote}'.encode()).hexdigest()[:12]}"


def _split(segments: list[Segment], position: int) -> tuple[list[Segment], int]:
    """Segments split so that one starts at ``position`` of the current text, and that one's index."""
    at = 0
    for index, segment in enumerate(segments):
        if segment.state == "removed":
            continue
        size = len(segment.text)
        if at == position:
            return segments, index
        if at < position < at + size:
            cut = position - at
            left, right = replace(segment, text=segment.text[:cut]), replace(segment, text=segment.text[cut:])
            return [*segments[:index], left, right, *segments[index + 1 :]], index + 1
        at += size
    return segments, len(segments)


def _between(segments: list[Segment], start: int, end: int) -> tuple[list[Segment], int, int]:
    segments, first = _split(segments, start)
    segments, last = _split(segments, end)
    return segments, first, last


def _cut(
    segments: list[Segment], start: int, end: int, replacement: str, name: str, reason: str
) -> list[Segment]:
    segments, first, last = _between(segments, start, end)
    gone = [
        replace(s, state="removed", edit=name, reason=reason) if s.state == "kept" else s
        for s in segments[first:last]
        if s.state != "inserted"
    ]
    put = [Segment(replacement, "inserted", name, reason)] if replacement else []
    return [*segments[:first], *gone, *put, *segments[last:]]


def _mark_offered(segments: list[Segment], start: int, end: int, name: str, reason: str) -> list[Segment]:
    segments, first, last = _between(segments, start, end)
    return [
        replace(s, edit=name, reason=reason, offered=True) if first <= i < last and s.state == "kept" else s
        for i, s in enumerate(segments)
    ]

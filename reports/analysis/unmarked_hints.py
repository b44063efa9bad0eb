"""The hints that no reader's highlight of the same tag touches: what everybody missed, or rightly left alone."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.hints.hint import Extent, Hint
from articles.hints.matching import extents
from articles.hints.reason import Reason
from articles.hints.selection import first_hints
from articles.words import Words
from reports.layers import SpanAnnotation


@dataclass(frozen=True, slots=True)
class FoundHints:
    """The hints for the text of a report by key, and the version of the ``rules`` that found them."""

    rules: str
    by_key: Mapping[str, Hint]


@dataclass(frozen=True, slots=True)
class UnmarkedHint:
    """A hint that no highlight touches. ``first``: it is shown before the reader asks for more.

    ``suggested_by``: the language model, None if it is from the rules. All extents are [start, end) in code points of
    the text; see ``articles/hints/hint.py``.
    """

    key: str
    kind: str
    tag: str
    start: int
    end: int
    quote: str
    cue: Extent
    source: Extent | None
    pieces: tuple[Extent, ...]
    neutral: tuple[str, ...]
    code: str
    reason: Reason
    sure: bool
    first: bool
    suggested_by: str | None


@dataclass(frozen=True, slots=True)
class UnmarkedHints:
    """The hints that no highlight touches, in text order; found by software and not by a reader.

    ``rules`` is the version of the rules.
    """

    generator: str
    rules: str
    items: tuple[UnmarkedHint, ...]

    @property
    def first(self) -> tuple[UnmarkedHint, ...]:
        """Return the hints to show before anybody asks for more."""
        return tuple(hint for hint in self.items if hint.first)


def unmarked_hints(
    text: str, found: FoundHints, annotations: Iterable[SpanAnnotation], tags: Iterable[str]
) -> UnmarkedHints:
    """Return the hints of these tags that no annotation of the same tag touches. Their order makes no difference."""
    by_tag: dict[str, list[Extent]] = {tag: [] for tag in tags}
    for annotation in annotations:
        by_tag.setdefault(annotation.tag, []).append((annotation.start, annotation.end))
    highlighted = {tag: _merged(spans) for tag, spans in by_tag.items()}
    unmarked = sorted(
        (
            (key, hint)
            for key, hint in found.by_key.items()
            if hint.tag in by_tag and not _touches(highlighted[hint.tag], extents(hint))
        ),
        key=lambda item: (item[1].start, item[1].end, item[1].tag, item[1].reason.code, item[0]),
    )
    first = {id(hint) for hint in first_hints([hint for _, hint in unmarked], len(Words(text)))}
    items = tuple(_unmarked_hint(text, key, hint, id(hint) in first) for key, hint in unmarked)
    return UnmarkedHints("software", found.rules, items)


def _merged(spans: Iterable[Extent]) -> list[Extent]:
    """Return disjoint spans that cover the same, sorted."""
    merged: list[Extent] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _touches(highlighted: Sequence[Extent], spans: Iterable[Extent]) -> bool:
    """Return whether one of the ``spans`` shares a character with the sorted, disjoint ``highlighted``."""

    def touches(start: int, end: int) -> bool:
        # The last that begins before the end reaches furthest.
        number = bisect_left(highlighted, (end,)) - 1
        return number >= 0 and highlighted[number][1] > start

    return any(touches(start, end) for start, end in spans)


def _unmarked_hint(text: str, key: str, hint: Hint, first: bool) -> UnmarkedHint:
    details = hint.details
    return UnmarkedHint(
        key,
        hint.kind,
        hint.tag,
        hint.start,
        hint.end,
        text[hint.start : hint.end],
        hint.cue,
        details.get("source"),
        details.get("pieces", ()),
        details.get("neutral", ()),
        hint.reason.code,
        hint.reason,
        hint.sure,
        first,
        details.get("suggested_by"),
    )

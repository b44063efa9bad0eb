"""The disputed passages: where readers part, and who said what, for the discussion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.analysis.clusters import Cluster, clusters, context_around, disputed_clusters
from reports.analysis.passage_agreement import pairwise_agreement, tag_counts
from reports.layers import SpanAnnotation


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """What some of the readers marked here: this tag, on ``[start, end)``. ``share`` of all readers, 0..1."""

    tag: str
    start: int
    end: int
    quote: str
    readers: tuple[str, ...]
    share: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch on which readers part; ``number`` 1 is the most evenly split, ``split`` 0..1 says how evenly.

    ``silent`` are the readers who marked nothing here. ``same`` is the share of pairs of readers who say the same,
    0..1, None for a single reader. ``tags`` are those in question, in the codebook's order.
    """

    number: int
    start: int
    end: int
    before: str
    quote: str
    after: str
    split: float
    same: float | None
    sides: tuple[DisputeSide, ...]
    silent: int
    tags: tuple[str, ...]


def disputes(
    text: str, marks: Iterable[SpanAnnotation], readers: int, tags: Sequence[str]
) -> tuple[Dispute, ...]:
    """Most evenly split first; ``tags`` in the codebook's order. One reader disputes nothing."""
    if readers < 2:
        return ()
    found = disputed_clusters(clusters(text, marks, readers))
    return tuple(_dispute(number, text, place, tags) for number, place in enumerate(found, 1))


def _dispute(number: int, text: str, place: Cluster, tags: Sequence[str]) -> Dispute:
    before, after = context_around(text, place.start, place.end)
    sides = sorted(place.proposals, key=lambda p: (-len(p.readers), p.start, -p.end, p.tag))
    used = {proposal.tag for proposal in sides}
    counts = tag_counts(place)
    return Dispute(
        number,
        place.start,
        place.end,
        before,
        text[place.start : place.end],
        after,
        place.split,
        pairwise_agreement(counts),
        tuple(
            DisputeSide(
                p.tag,
                p.start,
                p.end,
                p.quote,
                p.readers,
                len(p.readers) / place.readers,
                tuple(sorted({mark.note.strip() for mark in p.marks} - {""})),
            )
            for p in sides
        ),
        counts.get("", 0),
        tuple(tag for tag in tags if tag in used),
    )

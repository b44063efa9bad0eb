"""The disputed passages: where readers disagree, and which side each of them takes. For the discussion in class."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.analysis.clusters import Cluster, clusters, context_around, disputed_clusters
from reports.analysis.passage_agreement import pairwise_agreement, tag_counts
from reports.layers import SpanAnnotation


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """What some readers annotated: this tag on ``[start, end)``. ``share`` is the share of all readers, 0..1."""

    tag: str
    start: int
    end: int
    quote: str
    readers: tuple[str, ...]
    share: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch that readers disagree about.

    ``number`` 1 is the most evenly split; ``split``, 0..1, is how evenly. ``silent`` is how many readers annotated
    nothing there. ``same`` is the share of pairs of readers who chose the same, 0..1, None for a single reader.
    ``tags`` are those in question, in the codebook's order.
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
    text: str, annotations: Iterable[SpanAnnotation], readers: int, tags: Sequence[str]
) -> tuple[Dispute, ...]:
    """Return the disputes, most evenly split first; none if there is only one reader.

    ``tags`` are all tags in the codebook's order.
    """
    if readers < 2:
        return ()
    disputed = disputed_clusters(clusters(text, annotations, readers))
    return tuple(_dispute(number, text, cluster, tags) for number, cluster in enumerate(disputed, 1))


def _dispute(number: int, text: str, cluster: Cluster, tags: Sequence[str]) -> Dispute:
    before, after = context_around(text, cluster.start, cluster.end)
    sides = sorted(cluster.proposals, key=lambda side: (-len(side.readers), side.start, -side.end, side.tag))
    used = {proposal.tag for proposal in sides}
    counts = tag_counts(cluster)
    return Dispute(
        number,
        cluster.start,
        cluster.end,
        before,
        text[cluster.start : cluster.end],
        after,
        cluster.split,
        pairwise_agreement(counts),
        tuple(
            DisputeSide(
                side.tag,
                side.start,
                side.end,
                side.quote,
                side.readers,
                len(side.readers) / cluster.readers,
                tuple(sorted({annotation.note.strip() for annotation in side.annotations} - {""})),
            )
            for side in sides
        ),
        counts.get("", 0),
        tuple(tag for tag in tags if tag in used),
    )

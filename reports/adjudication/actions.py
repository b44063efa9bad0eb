"""The queue of a team that settles: its places, what stands there, and what a rule would settle."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.access import annotations_in, comments_in
from annotate.annotations.actions import AnnotationInput as Wanted
from annotate.annotations.adjudication import dismissed_clusters
from annotate.enums import LayerKind
from annotate.models import Annotation, Comment, Round
from people.models import User
from reports.analysis.clusters import Cluster, Proposal, clusters, context_around
from reports.analysis.combine import minimum_readers
from reports.analysis.passage_agreement import tag_counts
from reports.loader import reader_annotations


@dataclass(frozen=True, slots=True)
class AdjudicationCase:
    """A place, with the text around it, what is settled there, and what was said of its marks.

    ``aside``: it was decided that nothing is settled here.
    """

    place: Cluster
    before: str
    quote: str
    after: str
    settled: tuple[Annotation, ...]
    aside: bool
    comments: tuple[Comment, ...]

    @property
    def decided(self) -> bool:
        """Whether there is nothing left to do."""
        return bool(self.settled) or self.aside


def adjudication_queue(user: User, round_: Round, found: Sequence[Cluster]) -> tuple[AdjudicationCase, ...]:
    """Return the places ``found`` of a round whose marks ``user`` may all see, each with what was decided and said."""
    settled = list(annotations_in(user, round_, LayerKind.SETTLED))
    comments: dict[str, list[Comment]] = {}
    for comment in comments_in(user, round_).filter(removed_at=None):
        comments.setdefault(str(comment.annotation_id), []).append(comment)
    aside = dismissed_clusters(round_)
    text = round_.text.body
    return tuple(
        _case(text, place, on_it, comments, aside)
        for place, on_it in zip(found, _annotations_by_cluster(found, settled), strict=True)
    )


def round_clusters(user: User, round_: Round) -> tuple[Cluster, ...]:
    """Return the places of the marks of a round that ``user`` may see, in the order of the text."""
    return clusters(round_.text.body, *reader_annotations(user, round_))


def apply_rule(found: tuple[Cluster, ...], threshold: str) -> list[Wanted]:
    """What would be settled: each proposal that enough readers stand behind; ``threshold`` as ``minimum_readers`` takes it."""
    return [
        adjudicated_annotation(proposal)
        for place in found
        for proposal in place.proposals
        if len(proposal.readers) >= minimum_readers(threshold, place.readers)
    ]


def adjudicated_annotation(proposal: Proposal) -> Wanted:
    """The settled mark: the details and the note are those of the first reader who gave any."""
    details = next((mark.details for mark in proposal.marks if mark.details), {})
    note = next((mark.note for mark in proposal.marks if mark.note), "")
    return Wanted(proposal.tag, proposal.start, proposal.end, proposal.quote, details, note)


def cluster_json(place: Cluster) -> dict[str, Any]:
    """A place as pages' scripts and the API take it; ``before`` is who had marked what there."""
    return {
        "start": place.start,
        "end": place.end,
        "readers": place.readers,
        "agreed": place.agreed,
        "split": place.split,
        "before": tag_counts(place),
        "proposals": [proposal_json(proposal) for proposal in place.proposals],
    }


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """Return what some readers marked there, for the API and the scripts."""
    return {
        "start": proposal.start,
        "end": proposal.end,
        "tag": proposal.tag,
        "quote": proposal.quote,
        "readers": list(proposal.readers),
    }


def _annotations_by_cluster(
    found: Sequence[Cluster], settled: Sequence[Annotation]
) -> list[list[Annotation]]:
    """Return for each of the places, which are disjoint and in order, the settled marks that lie on it."""
    ends = [place.end for place in found]
    on_each: list[list[Annotation]] = [[] for _ in found]
    for mark in settled:
        for at in range(bisect_right(ends, mark.start), len(found)):
            if found[at].start >= mark.end:
                break
            on_each[at].append(mark)
    return on_each


def _case(
    text: str,
    place: Cluster,
    settled: Sequence[Annotation],
    comments: Mapping[str, Sequence[Comment]],
    aside: set[tuple[int, int]],
) -> AdjudicationCase:
    start, end = place.start, place.end
    before, after = context_around(text, start, end)
    said = [
        comment
        for proposal in place.proposals
        for mark in proposal.marks
        for comment in comments.get(mark.id, ())
    ]
    said.sort(key=lambda comment: (comment.created_at, comment.pk))
    return AdjudicationCase(
        place, before, text[start:end], after, tuple(settled), (start, end) in aside, tuple(said)
    )

"""The adjudication queue: the clusters of a round, what is decided there, and what a rule would decide."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate.access import annotations_in, comments_in
from annotate.annotations.actions import AnnotationInput
from annotate.annotations.adjudication import dismissed_clusters
from annotate.enums import LayerKind
from annotate.models import Annotation, Comment, Round
from people.models import User
from reports.analysis.clusters import Cluster, Proposal, clusters, context_around
from reports.analysis.combine import minimum_readers
from reports.analysis.passage_agreement import tag_counts
from reports.reader_rows import reader_annotations


@dataclass(frozen=True, slots=True)
class AdjudicationCase:
    """A cluster with its context, its final annotations, and the comments on its readers' annotations.

    ``dismissed``: the team decided that it needs no final annotation.
    """

    cluster: Cluster
    before: str
    quote: str
    after: str
    final_annotations: tuple[Annotation, ...]
    dismissed: bool
    comments: tuple[Comment, ...]

    @property
    def decided(self) -> bool:
        """Return whether nothing is left to decide."""
        return bool(self.final_annotations) or self.dismissed


def adjudication_queue(
    user: User, round_: Round, all_clusters: Sequence[Cluster]
) -> tuple[AdjudicationCase, ...]:
    """Return the case of each cluster, in order. The user must be allowed to see all annotations of the round."""
    adjudicated = list(annotations_in(user, round_, LayerKind.ADJUDICATED))
    comments: dict[str, list[Comment]] = {}
    for comment in comments_in(user, round_).filter(removed_at=None):
        comments.setdefault(str(comment.annotation_id), []).append(comment)
    dismissed = dismissed_clusters(round_)
    text = round_.text.body
    return tuple(
        _case(text, cluster, annotations, comments, dismissed)
        for cluster, annotations in zip(
            all_clusters, _annotations_by_cluster(all_clusters, adjudicated), strict=True
        )
    )


def round_clusters(user: User, round_: Round) -> tuple[Cluster, ...]:
    """Return the clusters of the annotations in a round that ``user`` may see, in text order."""
    return clusters(round_.text.body, *reader_annotations(user, round_))


def apply_rule(all_clusters: tuple[Cluster, ...], threshold: str) -> list[AnnotationInput]:
    """Return the final annotations for all proposals that reach the threshold of ``minimum_readers``."""
    return [
        adjudicated_annotation(proposal)
        for cluster in all_clusters
        for proposal in cluster.proposals
        if len(proposal.readers) >= minimum_readers(threshold, cluster.readers)
    ]


def adjudicated_annotation(proposal: Proposal) -> AnnotationInput:
    """Return the final annotation for a proposal, with the details and the note of the first reader who has any."""
    details = next((annotation.details for annotation in proposal.annotations if annotation.details), {})
    note = next((annotation.note for annotation in proposal.annotations if annotation.note), "")
    return AnnotationInput(proposal.tag, proposal.start, proposal.end, proposal.quote, details, note)


def cluster_json(cluster: Cluster) -> dict[str, Any]:
    """Serialize a cluster for scripts and the API; ``before`` is how many readers chose each tag."""
    return {
        "start": cluster.start,
        "end": cluster.end,
        "readers": cluster.readers,
        "agreed": cluster.agreed,
        "split": cluster.split,
        "before": tag_counts(cluster),
        "proposals": [proposal_json(proposal) for proposal in cluster.proposals],
    }


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """Serialize a proposal for scripts and the API."""
    return {
        "start": proposal.start,
        "end": proposal.end,
        "tag": proposal.tag,
        "quote": proposal.quote,
        "readers": list(proposal.readers),
    }


def _annotations_by_cluster(
    all_clusters: Sequence[Cluster], adjudicated: Sequence[Annotation]
) -> list[list[Annotation]]:
    """Return the final annotations on each of the clusters, which are disjoint and in text order."""
    ends = [cluster.end for cluster in all_clusters]
    by_cluster: list[list[Annotation]] = [[] for _ in all_clusters]
    for annotation in adjudicated:
        for index in range(bisect_right(ends, annotation.start), len(all_clusters)):
            if all_clusters[index].start >= annotation.end:
                break
            by_cluster[index].append(annotation)
    return by_cluster


def _case(
    text: str,
    cluster: Cluster,
    adjudicated: Sequence[Annotation],
    comments: Mapping[str, Sequence[Comment]],
    dismissed: set[tuple[int, int]],
) -> AdjudicationCase:
    start, end = cluster.start, cluster.end
    before, after = context_around(text, start, end)
    cluster_comments = [
        comment
        for proposal in cluster.proposals
        for annotation in proposal.annotations
        for comment in comments.get(annotation.id, ())
    ]
    cluster_comments.sort(key=lambda comment: (comment.created_at, comment.pk))
    return AdjudicationCase(
        cluster,
        before,
        text[start:end],
        after,
        tuple(adjudicated),
        (start, end) in dismissed,
        tuple(cluster_comments),
    )

"""Clusters: the stretches of the text that readers annotated, with what each of them proposes there. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter

from articles.words import Words
from reports.layers import SpanAnnotation

# Boundaries up to this many words apart count as the same.
MAX_WORDS_APART = 1
# Characters of context before and after a span.
CONTEXT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one or more readers annotated: one tag on ``[start, end)``, the span that most of them chose."""

    start: int
    end: int
    tag: str
    quote: str
    readers: tuple[str, ...]
    annotations: tuple[SpanAnnotation, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A stretch of the text on which annotations overlap; ``readers`` is the number of all readers."""

    start: int
    end: int
    proposals: tuple[Proposal, ...]
    readers: int

    @property
    def agreed(self) -> bool:
        """Whether all readers annotated the same."""
        return all(len(proposal.readers) == self.readers for proposal in self.proposals)

    @property
    def split(self) -> float:
        """Return how evenly the readers disagree, 0..1: 1 if half of them made one of the proposals."""
        shares = [len(proposal.readers) / self.readers for proposal in self.proposals]
        return max(1 - abs(2 * share - 1) for share in shares)

    def most_backed(self, limit: int) -> list[Proposal]:
        """Return the ``limit`` proposals with most readers, in text order."""
        proposals = self.proposals
        if len(proposals) <= limit:
            return list(proposals)
        backed = sorted(range(len(proposals)), key=lambda index: (-len(proposals[index].readers), index))
        return [proposals[index] for index in sorted(backed[:limit])]


def clusters(text: str, annotations: Iterable[SpanAnnotation], readers: int) -> tuple[Cluster, ...]:
    """Return the clusters of a text that ``readers`` people read. The order of annotations makes no difference."""
    proposals = sorted(
        _proposals(text, annotations), key=lambda proposal: (proposal.start, -proposal.end, proposal.tag)
    )
    groups: list[list[Proposal]] = []
    furthest_end = -1
    for proposal in proposals:
        if not groups or proposal.start >= furthest_end:
            groups.append([])
        groups[-1].append(proposal)
        furthest_end = max(furthest_end, proposal.end)
    return tuple(
        Cluster(group[0].start, max(proposal.end for proposal in group), tuple(group), readers)
        for group in groups
    )


def disputed_clusters(all_clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters that are not agreed on: the most evenly split first, then the longer ones."""
    return sorted(
        (cluster for cluster in all_clusters if not cluster.agreed),
        key=lambda cluster: (-cluster.split, cluster.start - cluster.end, cluster.start),
    )


def context_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the text before and after ``text[start:end]`` in its paragraph, shortened at a word."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    if len(before) > CONTEXT_LENGTH:
        before = "… " + before[-CONTEXT_LENGTH:].partition(" ")[2]
    if len(after) > CONTEXT_LENGTH:
        after = after[:CONTEXT_LENGTH].rpartition(" ")[0] + " …"
    return before, after


def _proposals(text: str, annotations: Iterable[SpanAnnotation]) -> list[Proposal]:
    """Group annotations of one tag whose boundaries lie within a word of each other into proposals."""
    starts = Words(text).starts

    def word_index(offset: int) -> int:
        return bisect_left(starts, offset)

    by_tag: dict[str, list[list[SpanAnnotation]]] = {}
    for annotation in sorted(annotations, key=attrgetter("tag", "start", "end", "annotator", "id")):
        groups = by_tag.setdefault(annotation.tag, [])
        # Groups are ordered by their start: once one starts more than a word earlier, so do all before it.
        near = takewhile(
            lambda group, start=annotation.start: (  # type: ignore[misc]
                word_index(start) - word_index(group[0].start) <= MAX_WORDS_APART
            ),
            reversed(groups),
        )
        same = (
            group
            for group in near
            if abs(word_index(annotation.end) - word_index(group[0].end)) <= MAX_WORDS_APART
            and annotation.start < group[0].end
        )
        match = next(same, None)
        if match is None:
            groups.append([annotation])
        else:
            match.append(annotation)
    return [_proposal(text, group) for groups in by_tag.values() for group in groups]


def _proposal(text: str, group: list[SpanAnnotation]) -> Proposal:
    """Take the span that most readers chose; of equals the longer, then the earlier one."""
    counts = Counter((annotation.start, annotation.end) for annotation in group)
    start, end = max(counts, key=lambda span: (counts[span], span[1] - span[0], -span[0]))
    readers = tuple(sorted({annotation.annotator for annotation in group}))
    return Proposal(start, end, group[0].tag, text[start:end], readers, tuple(group))

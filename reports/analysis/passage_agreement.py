"""How far people agree on one passage: the share of pairs of them who chose the same tag. Pure."""

from collections import Counter
from collections.abc import Mapping

from reports.analysis.clusters import Cluster


def pairwise_agreement(counts: Mapping[str, int]) -> float | None:
    """Return the share of pairs of people who chose the same, 0..1; None for fewer than two people.

    This is P_i of one item in Fleiss 1971. ``counts``: choice -> number of people.
    """
    people = sum(counts.values())
    if people < 2:
        return None
    return sum(n * (n - 1) for n in counts.values()) / (people * (people - 1))


def tag_counts(cluster: Cluster) -> dict[str, int]:
    """Return tag -> how many readers chose it in the cluster, "" for no annotation.

    A reader with several tags there counts for the one with the longest annotation.
    """
    widest: dict[str, tuple[int, str]] = {}
    for proposal in cluster.proposals:
        for annotation in proposal.annotations:
            widest[annotation.annotator] = max(
                widest.get(annotation.annotator, (0, "")), (annotation.end - annotation.start, annotation.tag)
            )
    counts = Counter(tag for _, tag in widest.values())
    return dict(
        counts | Counter({"": cluster.readers - len(widest)} if cluster.readers > len(widest) else {})
    )

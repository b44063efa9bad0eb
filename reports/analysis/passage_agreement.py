"""How far people agree on one passage: the share of pairs who say the same. Pure."""

from collections import Counter
from collections.abc import Mapping

from reports.analysis.clusters import Cluster


def pairwise_agreement(counts: Mapping[str, int]) -> float | None:
    """Of all pairs of people the share that said the same, 0..1 (Fleiss 1971, P_i of one item); None below two."""
    people = sum(counts.values())
    if people < 2:
        return None
    return sum(n * (n - 1) for n in counts.values()) / (people * (people - 1))


def tag_counts(place: Cluster) -> dict[str, int]:
    """How many had marked what there, "" for nothing: of several tags of one reader, the one with the widest mark."""
    widest: dict[str, tuple[int, str]] = {}
    for proposal in place.proposals:
        for mark in proposal.marks:
            widest[mark.annotator] = max(
                widest.get(mark.annotator, (0, "")), (mark.end - mark.start, mark.tag)
            )
    counts = Counter(tag for _, tag in widest.values())
    return dict(counts | Counter({"": place.readers - len(widest)} if place.readers > len(widest) else {}))

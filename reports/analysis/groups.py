"""Compares the groups of a round: what each highlighted, how far it agrees, and where groups differ. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.agreement import continuum_of, headline_measure
from reports.agreement.measure import Score
from reports.analysis.clusters import Cluster, clusters, context_around
from reports.analysis.combine import combine
from reports.analysis.passage_agreement import tag_counts
from reports.layers import SpanAnnotation

# A passage counts for a group if more than half of it highlighted the passage.
HALF = 2


@dataclass(frozen=True, slots=True)
class GroupOfReaders:
    """A group of a round: its number, its name if it has one, and its readers."""

    round: int
    number: int
    name: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupNumbers:
    """What one group did. ``tags``: tag -> its highlights. ``within``: how far its readers agree with each other."""

    number: int
    name: str
    readers: tuple[str, ...]
    marks: int
    tags: Mapping[str, int]
    within: Score


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """The ``tag`` that more than half of a group chose, "" if there is none, and how many of its readers did."""

    number: int
    tag: str
    chosen_by: int
    readers: int


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A stretch for which not all groups chose the same. ``apart`` (0..1): how evenly the groups are split."""

    start: int
    end: int
    before: str
    quote: str
    after: str
    apart: float
    choices: tuple[GroupChoice, ...]


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """The groups of one round. ``between``: how far what the groups agree on is the same.

    Groups without a reader are left out. The passages that differ most come first.
    """

    round: int
    groups: tuple[GroupNumbers, ...]
    between: Score
    differences: tuple[GroupDifference, ...]


def compare_groups(
    text: str,
    groups: Iterable[GroupOfReaders],
    readers: Mapping[int, Mapping[str, Sequence[SpanAnnotation]]],
    tags: Sequence[str],
) -> tuple[GroupComparison, ...]:
    """Return a comparison for each round with at least two groups that have readers.

    ``readers``: round -> reader -> their annotations there. ``tags`` are in the codebook's order.
    """
    by_round: dict[int, list[GroupOfReaders]] = {}
    for group in groups:
        by_round.setdefault(group.round, []).append(group)
    comparisons = []
    for round_, of_round in sorted(by_round.items()):
        layers = {
            group: {
                reader: readers[round_][reader]
                for reader in group.readers
                if reader in readers.get(round_, {})
            }
            for group in sorted(of_round, key=lambda group: group.number)
        }
        layers = {group: own for group, own in layers.items() if own}
        if len(layers) > 1:
            comparisons.append(_comparison(text, round_, layers, tags))
    return tuple(comparisons)


GroupLayers = Mapping[GroupOfReaders, Mapping[str, Sequence[SpanAnnotation]]]


def _comparison(text: str, round_: int, layers: GroupLayers, tags: Sequence[str]) -> GroupComparison:
    return GroupComparison(
        round_,
        tuple(_numbers(text, group, own, tags) for group, own in layers.items()),
        _agreement(text, [agreed_passages(text, own, len(own)) for own in layers.values()], tags),
        tuple(_differences(text, layers)),
    )


def _numbers(
    text: str, group: GroupOfReaders, own: Mapping[str, Sequence[SpanAnnotation]], tags: Sequence[str]
) -> GroupNumbers:
    counts = Counter(annotation.tag for annotations in own.values() for annotation in annotations)
    return GroupNumbers(
        group.number,
        group.name,
        tuple(sorted(own)),
        sum(counts.values()),
        {tag: counts[tag] for tag in tags},
        _agreement(text, list(own.values()), tags),
    )


def _agreement(text: str, layers: Sequence[Sequence[SpanAnnotation]], tags: Sequence[str]) -> Score:
    units = [((one.start, one.end, one.tag) for one in annotations) for annotations in layers]
    return headline_measure().score(continuum_of(text, units), tuple(tags))


def agreed_passages(
    text: str, own: Mapping[str, Sequence[SpanAnnotation]], readers: int, group: str = ""
) -> list[SpanAnnotation]:
    """Return the passages that more than half of a group's ``readers`` highlighted, as annotations of the ``group``."""
    passages = combine(text, own, readers // HALF + 1).passages
    return [
        SpanAnnotation(f"{group}-{p.number}", p.start, p.end, p.tag, p.quote, group, "") for p in passages
    ]


def _differences(text: str, layers: GroupLayers) -> list[GroupDifference]:
    annotations = [one for own in layers.values() for each in own.values() for one in each]
    total = sum(map(len, layers.values()))
    differences = []
    for cluster in clusters(text, annotations, total):
        choices = tuple(_choice(cluster, group.number, own.keys()) for group, own in layers.items())
        counts = Counter(choice.tag for choice in choices)
        if len(counts) > 1:
            before, after = context_around(text, cluster.start, cluster.end)
            apart = 1 - (max(counts.values()) - 1) / (len(choices) - 1)
            quote = text[cluster.start : cluster.end]
            differences.append(
                GroupDifference(cluster.start, cluster.end, before, quote, after, apart, choices)
            )
    return sorted(differences, key=lambda one: (-one.apart, one.start))


def _choice(cluster: Cluster, number: int, readers: Iterable[str]) -> GroupChoice:
    """Return the tag that more than half of the group's readers chose in the cluster."""
    people = set(readers)
    of_group = [
        replace(proposal, annotations=tuple(one for one in proposal.annotations if one.annotator in people))
        for proposal in cluster.proposals
    ]
    counts = tag_counts(Cluster(cluster.start, cluster.end, tuple(of_group), len(people)))
    tag = next((tag for tag, n in counts.items() if tag and n * HALF > len(people)), "")
    return GroupChoice(number, tag, counts.get(tag, 0), len(people))

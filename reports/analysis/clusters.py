"""Where readers marked: stretches of the text with what each of them saw there, agreed or disputed. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from articles.words import Words
from reports.layers import SpanAnnotation

# Boundaries this many words apart are taken for the same one.
MAX_WORDS_APART = 1
# Letters of context before and after a place.
CONTEXT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one or more readers marked: ``[start, end)`` as most of them drew it, with one tag."""

    start: int
    end: int
    tag: str
    quote: str
    readers: tuple[str, ...]
    marks: tuple[SpanAnnotation, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A stretch of the text on which marks touch each other, of ``readers`` people in all."""

    start: int
    end: int
    proposals: tuple[Proposal, ...]
    readers: int

    @property
    def agreed(self) -> bool:
        """Whether everybody marked the same here."""
        return all(len(proposal.readers) == self.readers for proposal in self.proposals)

    @property
    def split(self) -> float:
        """How evenly the readers part over what stands here, 0..1: 1 where half of them marked it so."""
        shares = [len(proposal.readers) / self.readers for proposal in self.proposals]
        return max(1 - abs(2 * share - 1) for share in shares)

    def most_backed(self, most: int) -> list[Proposal]:
        """Return up to ``most`` proposals, those that most readers stand behind, in the order of the text."""
        proposals = self.proposals
        if len(proposals) <= most:
            return list(proposals)
        backed = sorted(range(len(proposals)), key=lambda at: (-len(proposals[at].readers), at))
        return [proposals[at] for at in sorted(backed[:most])]


def clusters(text: str, marks: Iterable[SpanAnnotation], readers: int) -> tuple[Cluster, ...]:
    """The places of ``text``, of which ``readers`` people read; the order of marks makes no difference."""
    proposals = sorted(_proposals(text, marks), key=lambda p: (p.start, -p.end, p.tag))
    found: list[list[Proposal]] = []
    reached = -1
    for proposal in proposals:
        if not found or proposal.start >= reached:
            found.append([])
        found[-1].append(proposal)
        reached = max(reached, proposal.end)
    return tuple(Cluster(group[0].start, max(p.end for p in group), tuple(group), readers) for group in found)


def disputed_clusters(found: Iterable[Cluster]) -> list[Cluster]:
    """The places that are not agreed, the most evenly split first, then the longer."""
    return sorted((p for p in found if not p.agreed), key=lambda p: (-p.split, p.start - p.end, p.start))


def context_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``text[start:end]`` in its paragraph, cut at a word."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    if len(before) > CONTEXT_LENGTH:
        before = "… " + before[-CONTEXT_LENGTH:].partition(" ")[2]
    if len(after) > CONTEXT_LENGTH:
        after = after[:CONTEXT_LENGTH].rpartition(" ")[0] + " …"
    return before, after


def _proposals(text: str, marks: Iterable[SpanAnnotation]) -> list[Proposal]:
    """Marks of one tag whose boundaries lie within a word of each other's are one proposal."""
    starts = Words(text).starts

    def word(at: int) -> int:
        return bisect_left(starts, at)

    by_tag: dict[str, list[list[SpanAnnotation]]] = {}
    for mark in sorted(marks, key=lambda m: (m.tag, m.start, m.end, m.annotator, m.id)):
        groups = by_tag.setdefault(mark.tag, [])
        # Groups lie in the order of their beginnings: those that begin more than a word before are no matter.
        near = takewhile(lambda g: word(mark.start) - word(g[0].start) <= MAX_WORDS_APART, reversed(groups))  # noqa: B023
        same = (
            g
            for g in near
            if abs(word(mark.end) - word(g[0].end)) <= MAX_WORDS_APART and mark.start < g[0].end
        )
        found = next(same, None)
        if found is None:
            groups.append([mark])
        else:
            found.append(mark)
    return [_proposal(text, group) for groups in by_tag.values() for group in groups]


def _proposal(text: str, group: list[SpanAnnotation]) -> Proposal:
    """Drawn as most readers drew it; of equals the longer, then the earlier."""
    drawn = Counter((mark.start, mark.end) for mark in group)
    start, end = max(drawn, key=lambda span: (drawn[span], span[1] - span[0], -span[0]))
    readers = tuple(sorted({mark.annotator for mark in group}))
    return Proposal(start, end, group[0].tag, text[start:end], readers, tuple(group))

"""How many people an article needs, and which of their hand-ins count. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from campaigns.enums import AssignmentState, Distribution, Purpose

TAKEN = (AssignmentState.OPEN, AssignmentState.COUNTED)
HANDED_IN = (AssignmentState.COUNTED, AssignmentState.EXTRA)


@dataclass(frozen=True)
class Share:
    """One person's part in an article. ``annotator`` is None once their account is gone."""

    annotator: int | None
    state: AssignmentState


@dataclass(frozen=True)
class Need:
    """Whom an article needs: ``active`` are the ids of those who take part in the campaign now."""

    distribution: Distribution
    per_article: int
    active: Set[int]

    def people(self, shares: Sequence[Share]) -> int:
        """Return how many hand-ins the article needs.

        Where everyone annotates, these are all who take part, and those who have left and whose hand-in counts. A plan
        waits for nobody who has left without handing in.
        """
        match self.distribution:
            case Distribution.SHARED:
                return self.per_article
            case Distribution.PLANNED:
                left = [share for share in shares if share.annotator not in self.active]
                given_up = sum(share.state == AssignmentState.LAPSED for share in left)
                return sum(share.state != AssignmentState.EXTRA for share in shares) - given_up
        counted = [share for share in shares if share.state == AssignmentState.COUNTED]
        return len(self.active) + sum(share.annotator not in self.active for share in counted)

    def settle(self, shares: Sequence[Share]) -> list[Share]:
        """Return the shares, given in the order of hand-in, with those counted that should be.

        As many count as are needed: the last ones beyond that are extra, and an extra one takes a slot that is free.
        """
        needed = self.people(shares)
        counted = taken = 0
        settled = list(shares)
        for place, share in enumerate(shares):
            if share.state != AssignmentState.COUNTED:
                continue
            if counted == needed:
                settled[place] = replace(share, state=AssignmentState.EXTRA)
            else:
                counted += 1
        taken = sum(share.state in TAKEN for share in settled)
        for place, share in enumerate(shares):
            if share.state == AssignmentState.EXTRA and share.annotator in self.active and taken < needed:
                settled[place] = replace(share, state=AssignmentState.COUNTED)
                taken += 1
        return settled

    def is_complete(self, shares: Sequence[Share]) -> bool:
        """Return whether as many hand-ins count as are needed."""
        counted = sum(share.state == AssignmentState.COUNTED for share in shares)
        return 0 < self.people(shares) <= counted


def distribution_of(distribution: Distribution, purpose: Purpose, for_everyone: bool) -> Distribution:
    """Return who annotates an article of a campaign with ``distribution``.

    Unless there is a plan, everyone annotates control articles, which say how everyone is doing, and the overlap.
    """
    if distribution == Distribution.SHARED and (for_everyone or purpose == Purpose.CONTROL):
        return Distribution.EVERYONE
    return Distribution(distribution)

"""The queue of a team that settles: its places, what stands there, and what a rule would settle."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from annotate.access import annotations_in, comments_in, layers_seen
from annotate.actions import Mark as Wanted
from annotate.models import Annotation, Comment, Round
from annotate.rounds import Kind
from annotate.settling import places_aside
from people.models import User
from reports.agreeing import said_before
from reports.gather import marks_of
from reports.places import Place, Proposal, places, surroundings
from reports.threshold import least


@dataclass(frozen=True, slots=True)
class Case:
    """A place, with the text around it, what is settled there, and what was said of its marks.

    ``aside``: it was decided that nothing is settled here.
    """

    place: Place
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


def cases(user: User, round_: Round) -> tuple[Case, ...]:
    """Every place of a round in which ``user`` may see everybody's marks, in the order of the text."""
    settled = list(annotations_in(user, round_, Kind.SETTLED))
    said = list(comments_in(user, round_))
    aside = places_aside(round_)
    text = round_.text.body
    return tuple(_case(text, place, settled, said, aside) for place in round_places(user, round_))


def round_places(user: User, round_: Round) -> tuple[Place, ...]:
    """The places of the marks that ``user`` may see; who has left is a reader as long as their marks are there."""
    there = Q(annotator__isnull=False) | Q(annotations__deleted=False)
    readers = layers_seen(user, round_).filter(there).distinct().count()
    return places(round_.text.body, marks_of(list(annotations_in(user, round_))), readers)


def ruled(found: tuple[Place, ...], threshold: str) -> list[Wanted]:
    """What would be settled: each proposal that enough readers stand behind; ``threshold`` as ``least`` takes it."""
    return [
        wanted(proposal)
        for place in found
        for proposal in place.proposals
        if len(proposal.readers) >= least(threshold, place.readers)
    ]


def wanted(proposal: Proposal) -> Wanted:
    """The settled mark: the details and the note are those of the first reader who gave any."""
    details = next((mark.details for mark in proposal.marks if mark.details), {})
    note = next((mark.note for mark in proposal.marks if mark.note), "")
    return Wanted(proposal.tag, proposal.start, proposal.end, proposal.quote, details, note)


def place_json(place: Place) -> dict[str, Any]:
    """A place as pages' scripts and the API take it; ``before`` is who had marked what there."""
    proposals = [
        {"start": p.start, "end": p.end, "tag": p.tag, "quote": p.quote, "readers": list(p.readers)}
        for p in place.proposals
    ]
    return {
        "start": place.start,
        "end": place.end,
        "readers": place.readers,
        "agreed": place.agreed,
        "split": place.split,
        "before": said_before(place),
        "proposals": proposals,
    }


def _case(
    text: str, place: Place, settled: list[Annotation], said: list[Comment], aside: set[tuple[int, int]]
) -> Case:
    start, end = place.start, place.end
    before, after = surroundings(text, start, end)
    ids = {mark.id for proposal in place.proposals for mark in proposal.marks}
    return Case(
        place,
        before,
        text[start:end],
        after,
        tuple(mark for mark in settled if mark.start < end and mark.end > start),
        (start, end) in aside,
        tuple(comment for comment in said if str(comment.annotation_id) in ids and not comment.removed_at),
    )

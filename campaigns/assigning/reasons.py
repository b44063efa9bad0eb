"""Why an article is incomplete. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from campaigns.counting.need import TAKEN, Need, Share
from campaigns.enums import AssignmentState, Distribution
from web.i18n.lazy_message import Message


class Reason(StrEnum):
    """What an incomplete article waits for; what a lead has to decide comes first."""

    NO_KEY = "no-key"
    NOT_PLANNED = "not-planned"
    GIVEN_BACK = "given-back"
    NOBODY_LEFT = "nobody-left"
    MAXIMUM = "maximum"
    PRACTICE = "practice"
    NOT_RUNNING = "not-running"
    AT_WORK = "at-work"
    WAITING = "waiting"


EXPLANATIONS = {
    Reason.NO_KEY: Message(
        "It has no reference annotations yet. Write them, or make it an ordinary article."
    ),
    Reason.NOT_PLANNED: Message("The plan names nobody for it. Add somebody to the plan."),
    Reason.GIVEN_BACK: Message(
        "Whoever it is meant for gave it back. Ask them to hand it in: it is in the list on their page."
    ),
    Reason.NOBODY_LEFT: Message(
        "Everyone who takes part has had it. Add people, or ask for fewer per article."
    ),
    Reason.MAXIMUM: Message(
        "Whoever could still get it has all the articles that one person gets. Raise the maximum."
    ),
    Reason.PRACTICE: Message("Whoever could still get it has not passed the practice articles."),
    Reason.NOT_RUNNING: Message("The campaign is not running, so nobody gets it."),
    Reason.AT_WORK: Message("Somebody is working on it."),
    Reason.WAITING: Message("Somebody gets it when they ask for their next article."),
}


LABELS = {
    Reason.NO_KEY: Message("No reference annotations"),
    Reason.NOT_PLANNED: Message("Nobody planned"),
    Reason.GIVEN_BACK: Message("Given back"),
    Reason.NOBODY_LEFT: Message("Nobody left"),
    Reason.MAXIMUM: Message("Maximum reached"),
    Reason.PRACTICE: Message("Practice first"),
    Reason.NOT_RUNNING: Message("Not running"),
    Reason.AT_WORK: Message("At work"),
    Reason.WAITING: Message("Waiting"),
}


@dataclass(frozen=True)
class Availability:
    """Who has not reached the maximum, who need not practise any more, and whether articles are handed out."""

    with_room: Set[int]
    passed: Set[int]
    is_running: bool


def reason_for(need: Need, shares: Sequence[Share], lacks_key: bool, people: Availability) -> Reason:
    """Return why an article is incomplete."""
    if lacks_key:
        return Reason.NO_KEY
    states = [share.state for share in shares]
    if shares and need.people(shares) <= sum(state in TAKEN for state in states):
        return Reason.AT_WORK
    if need.distribution == Distribution.PLANNED and not need.people(shares):
        return Reason.NOT_PLANNED
    candidates = candidates_for(need, shares)
    if candidates:
        return _why_not_yet(candidates, people)
    is_shared = need.distribution == Distribution.SHARED
    return Reason.NOBODY_LEFT if is_shared or AssignmentState.LAPSED not in states else Reason.GIVEN_BACK


def _why_not_yet(candidates: Set[int], people: Availability) -> Reason:
    """Return why none of the candidates has got the article so far."""
    if not candidates & people.with_room:
        return Reason.MAXIMUM
    if not candidates & people.with_room & people.passed:
        return Reason.PRACTICE
    return Reason.WAITING if people.is_running else Reason.NOT_RUNNING


def candidates_for(need: Need, shares: Sequence[Share]) -> set[int]:
    """Return the ids of those who take part and may still get the article for the first time."""
    planned = {share.annotator for share in shares if share.state == AssignmentState.PLANNED}
    if need.distribution == Distribution.PLANNED:
        return set(need.active) & planned
    return set(need.active) - ({share.annotator for share in shares} - planned)

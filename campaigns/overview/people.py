"""How far the people of a campaign are, and who of them needs help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone

from annotate.access import last_change_of_person
from annotate.models import Round
from campaigns.assigning.progress import PersonProgress, Progress
from campaigns.counting.need import HANDED_IN
from campaigns.enums import AssignmentState, CampaignState, Purpose
from campaigns.events import MOVED
from campaigns.models import ArticleAssignment, Campaign
from campaigns.overview.help_needed import Need, PersonWork, Reason, needs
from campaigns.training.load import load_standings
from campaigns.training.standing import Standing, TrainingState
from people.models import User


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: how many articles they handed in, which one they have, and why they may need help.

    ``last_work`` is their last change to the article they have, or their last hand-in.
    """

    user: User
    training: TrainingState
    done: int
    open: ArticleAssignment | None
    last_work: datetime | None
    need: Need | None

    @property
    def silent_days(self) -> int | None:
        """Return how many days ago they last did something, by the reader's calendar."""
        return (timezone.localdate() - timezone.localdate(self.last_work)).days if self.last_work else None


def people_of(campaign: Campaign, progress: Progress) -> list[PersonRow]:
    """Return those who take part, by name."""
    people = [one for one in progress.people if one.participant.user]
    standings = load_standings(campaign, [one.participant for one in people])
    open_ones, last_hand_ins = _open_assignments(campaign), _last_hand_ins(campaign)
    works = []
    for one in people:
        user = one.participant.user_id
        works.append(_work(one, standings[one.participant.pk], open_ones.get(user), last_hand_ins.get(user)))
    return [
        PersonRow(
            one.participant.user,
            standings[one.participant.pk].state,
            one.done,
            open_ones.get(one.participant.user_id),
            work.last_work,
            need,
        )
        for one, work, need in zip(people, works, _needs(campaign, works), strict=True)
    ]


def _needs(campaign: Campaign, works: Sequence[PersonWork]) -> list[Need | None]:
    """Return who needs help, while articles are handed out."""
    if not campaign.is_running:
        return [None] * len(works)
    started = campaign.events.filter(verb=MOVED, payload__state=CampaignState.RUNNING)
    since = started.aggregate(last=Max("created_at"))["last"] or campaign.created_at
    return needs(works, since, timezone.now())


def who_needs_help(people: Iterable[PersonRow]) -> list[tuple[PersonRow, Need]]:
    """Return those who may need help with the reason, the most urgent first."""
    urgency = list(Reason)
    in_need = [(person, person.need) for person in people if person.need]
    return sorted(in_need, key=lambda pair: (urgency.index(pair[1].reason), -pair[1].days))


def _last_hand_ins(campaign: Campaign) -> dict[int | None, datetime]:
    rows = _assignments(campaign).filter(state__in=HANDED_IN).values("annotator")
    return dict(rows.annotate(last=Max("handed_in_at")).values_list("annotator", "last"))


def _open_assignments(campaign: Campaign) -> dict[int | None, ArticleAssignment]:
    """Return {user: the article they have had for longest}, each with ``last_change``, that of its annotator."""
    last = last_change_of_person("article__round", "annotator")
    rows = _assignments(campaign).filter(state=AssignmentState.OPEN).annotate(last_change=last)
    rows = rows.select_related("article__round__text__article").order_by("-assigned_at", "-pk")
    return {row.annotator_id: row for row in rows}


def _assignments(campaign: Campaign) -> QuerySet[ArticleAssignment]:
    rows = ArticleAssignment.objects.filter(
        article__campaign=campaign, article__round__in=Round.objects.all()
    )
    return rows.exclude(article__purpose=Purpose.PRACTICE)


def _work(
    person: PersonProgress, standing: Standing, open_: ArticleAssignment | None, last_hand_in: datetime | None
) -> PersonWork:
    last_change = open_.last_change if open_ else None
    return PersonWork(
        trained=standing.is_over,
        waiting=standing.state == TrainingState.WAITING,
        since=person.participant.passed_at or person.participant.joined_at,
        done=person.done,
        open_since=person.since,
        last_work=max(filter(None, (last_hand_in, last_change)), default=None),
    )

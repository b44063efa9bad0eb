"""How far a campaign is: its articles, its hand-ins, and its people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from annotate.models import Round
from campaigns.access import participants_of
from campaigns.assigning.eligible import FOR_EVERYONE
from campaigns.counting.need import HANDED_IN
from campaigns.enums import AssignmentState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """How many articles somebody handed in, how many they have, and since when they have the first of these."""

    participant: CampaignParticipant
    done: int
    open: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Practice apart: articles by how far they are, hand-ins that count and those needed in all, and who takes part."""

    complete: int
    begun: int
    untouched: int
    handed_in: int
    needed: int
    people: tuple[PersonProgress, ...]

    @property
    def articles(self) -> int:
        """Return the number of articles."""
        return self.complete + self.begun + self.untouched

    @property
    def left(self) -> int:
        """Return how many hand-ins are missing."""
        return self.needed - self.handed_in


def progress(campaign: Campaign) -> Progress:
    """Return how far the campaign is, in the same few queries for any number of articles."""
    people = list(participants_of(campaign))
    incomplete = Q(completed_at=None)
    numbers = _articles(campaign).aggregate(
        complete=Count("pk", filter=~incomplete),
        begun=Count("pk", filter=incomplete & Q(taken__gt=0)),
        untouched=Count("pk", filter=incomplete & Q(taken=0)),
        handed_in=Sum("counted", default=0),
        needed=Sum("counted", filter=~incomplete, default=0),
        shared=Count("pk", filter=incomplete & ~FOR_EVERYONE),
        for_everyone=Count("pk", filter=incomplete & FOR_EVERYONE),
    )
    numbers["needed"] += _needed(campaign, len(people), numbers.pop("shared"), numbers.pop("for_everyone"))
    return Progress(**numbers, people=_people(campaign, people))


def _articles(campaign: Campaign) -> QuerySet[CampaignArticle]:
    rows = CampaignArticle.objects.filter(campaign=campaign, round__in=Round.objects.all())
    return rows.exclude(purpose=Purpose.PRACTICE)


def _needed(campaign: Campaign, people: int, shared: int, for_everyone: int) -> int:
    """Return how many hand-ins the incomplete articles need: see ``counting.need.Need``."""
    rows = ArticleAssignment.objects.filter(article__in=_articles(campaign).filter(completed_at=None))
    active = campaign.participants.filter(removed_at=None, user__isnull=False).values("user")
    by_others = Q(annotator=None) | ~Q(annotator__in=active)
    if campaign.distribution == Distribution.PLANNED:
        given_up = by_others & Q(state=AssignmentState.LAPSED)
        return rows.exclude(state=AssignmentState.EXTRA).exclude(given_up).count()
    rows = rows.filter(state=AssignmentState.COUNTED)
    of_others = rows.filter(by_others)
    if campaign.distribution == Distribution.EVERYONE:
        return (shared + for_everyone) * people + of_others.count()
    everyones = Q(article__for_everyone=True) | Q(article__purpose=Purpose.CONTROL)
    return shared * campaign.per_article + for_everyone * people + of_others.filter(everyones).count()


def _people(campaign: Campaign, people: list[CampaignParticipant]) -> tuple[PersonProgress, ...]:
    rows = ArticleAssignment.objects.filter(article__in=_articles(campaign)).values("annotator")
    is_open = Q(state=AssignmentState.OPEN)
    counts: defaultdict[int | None, dict[str, Any]] = defaultdict(
        lambda: {"done": 0, "open": 0, "since": None}
    )
    for row in rows.annotate(
        done=Count("pk", filter=Q(state__in=HANDED_IN)),
        open=Count("pk", filter=is_open),
        since=Min("assigned_at", filter=is_open),
    ):
        counts[row.pop("annotator")] = row
    return tuple(PersonProgress(one, **counts[one.user_id]) for one in people)

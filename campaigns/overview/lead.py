"""What those who lead a campaign see of it: what is left, the pace, people, and the next step."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from campaigns.assigning.progress import Progress, progress
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, Campaign
from campaigns.overview.pace import MAX_DAYS, Pace, pace, weekly_pace_needed
from campaigns.overview.people import PersonRow, people_of
from campaigns.overview.steps import LeadStep, next_step
from campaigns.releasing.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the lead's page. ``pace_needed``: hand-ins in a week to be finished when it is due."""

    progress: Progress
    pace: Pace
    pace_needed: float | None
    people: list[PersonRow]
    standing: Standing
    next: LeadStep


def board(campaign: Campaign) -> Board:
    """Return how far a campaign is."""
    now, released, today = progress(campaign), standing(campaign), timezone.localdate()
    due = timezone.localdate(campaign.due_at) if campaign.due_at else None
    return Board(
        now,
        pace(hand_ins_by_day(campaign), now.left, today, campaign.is_running),
        weekly_pace_needed(now.left, today, due) if due else None,
        people_of(campaign, now),
        released,
        next_step(campaign, released),
    )


def hand_ins_by_day(campaign: Campaign) -> dict[date, int]:
    """Return how many hand-ins count on each of the last days, in the time zone of the reader."""
    since = timezone.now() - timedelta(days=MAX_DAYS + 1)
    days = _counted(campaign).filter(handed_in_at__gte=since).annotate(day=TruncDate("handed_in_at"))
    return dict(days.values("day").annotate(n=Count("pk")).values_list("day", "n"))


def _counted(campaign: Campaign) -> QuerySet[ArticleAssignment]:
    rows = ArticleAssignment.objects.filter(article__campaign=campaign, state=AssignmentState.COUNTED)
    return rows.exclude(article__purpose=Purpose.PRACTICE)

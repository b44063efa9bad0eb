"""What those who lead a campaign see of it: what is left, and the pace."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from annotate.models import Round
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, Campaign
from campaigns.overview.pace import MAX_DAYS


@dataclass(frozen=True, slots=True)
class ArticlesLeft:
    """How many articles are complete, begun, and untouched, practice apart; and how many hand-ins count."""

    complete: int
    begun: int
    untouched: int
    handed_in: int

    @property
    def total(self) -> int:
        """Return the number of articles."""
        return self.complete + self.begun + self.untouched


def articles_left(campaign: Campaign) -> ArticlesLeft:
    """Return how far the campaign's articles are."""
    rows = campaign.articles.filter(round__in=Round.objects.all()).exclude(purpose=Purpose.PRACTICE)
    open_ = Q(completed_at=None)
    counts = rows.aggregate(
        complete=Count("pk", filter=~open_),
        begun=Count("pk", filter=open_ & Q(taken__gt=0)),
        untouched=Count("pk", filter=open_ & Q(taken=0)),
    )
    return ArticlesLeft(**counts, handed_in=_counted(campaign).count())


def hand_ins_by_day(campaign: Campaign) -> dict[date, int]:
    """Return how many hand-ins count on each of the last days, in the time zone of the reader."""
    since = timezone.now() - timedelta(days=MAX_DAYS + 1)
    days = _counted(campaign).filter(handed_in_at__gte=since).annotate(day=TruncDate("handed_in_at"))
    return dict(days.values("day").annotate(n=Count("pk")).values_list("day", "n"))


def _counted(campaign: Campaign) -> QuerySet[ArticleAssignment]:
    rows = ArticleAssignment.objects.filter(article__campaign=campaign, state=AssignmentState.COUNTED)
    return rows.exclude(article__purpose=Purpose.PRACTICE)

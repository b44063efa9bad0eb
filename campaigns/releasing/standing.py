"""How many articles are incomplete, complete, released and revealed, and what is under way."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from annotate.enums import RoundState
from annotate.models import Round
from campaigns.enums import Purpose
from campaigns.events import RELEASE_STARTED, RELEASED, REVEAL_STARTED, REVEALED
from campaigns.models import Campaign, CampaignArticle, CampaignEvent
from people.models import User
from people.permissions import Permission, has_permission

UNRELEASED = (RoundState.OPEN, RoundState.CLOSED)


@dataclass(frozen=True, slots=True)
class Task:
    """Articles that ``actor`` has asked to be released, or with ``reveals`` revealed; ``all`` of them, and those left.

    ``touched_at`` is when it last made progress.
    """

    actor: User
    reveals: bool
    started_at: datetime
    touched_at: datetime
    all: int
    left: int

    @property
    def done(self) -> int:
        """Return how many articles are done."""
        return max(0, self.all - self.left)


@dataclass(frozen=True, slots=True)
class Standing:
    """The number of articles in each state, practice apart, and the unfinished task."""

    incomplete: int
    complete: int
    released: int
    revealed: int
    task: Task | None


def standing(campaign: Campaign) -> Standing:
    """Return how far the campaign's articles are."""
    unreleased = Q(round__state__in=UNRELEASED)
    counts = _articles(campaign).aggregate(
        incomplete=Count("pk", filter=unreleased & Q(completed_at=None)),
        complete=Count("pk", filter=unreleased & Q(completed_at__isnull=False)),
        released=Count("pk", filter=Q(round__state=RoundState.RELEASED)),
        revealed=Count("pk", filter=Q(round__state=RoundState.REVEALED)),
    )
    return Standing(**counts, task=unfinished_task(campaign))


def unfinished_task(campaign: Campaign) -> Task | None:
    """Return the task that was started last; None if it is finished, or if who started it may not do so any more."""
    events = CampaignEvent.objects.filter(campaign=campaign)
    started = events.filter(verb__in=(RELEASE_STARTED, REVEAL_STARTED)).order_by("-pk")
    event = started.select_related("actor").first()
    actor = event and event.actor
    if event is None or actor is None or not has_permission(actor, Permission.MANAGE_CAMPAIGN, campaign):
        return None
    reveals = event.verb == REVEAL_STARTED
    rows = articles_to_reveal(campaign) if reveals else articles_to_release(campaign, event.created_at)
    left = rows.count()
    if not left:
        return None
    done = events.filter(verb=REVEALED if reveals else RELEASED, pk__gt=event.pk).order_by("-pk").first()
    touched_at = done.created_at if done else event.created_at
    return Task(actor, reveals, event.created_at, touched_at, event.payload["articles"], left)


def articles_to_release(campaign: Campaign, until: datetime) -> QuerySet[CampaignArticle]:
    """Return the articles that were complete at ``until`` and are not released yet."""
    return _articles(campaign).filter(completed_at__lte=until, round__state__in=UNRELEASED).order_by("round")


def articles_to_reveal(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the articles that are released and not revealed yet."""
    return _articles(campaign).filter(round__state=RoundState.RELEASED).order_by("round")


def _articles(campaign: Campaign) -> QuerySet[CampaignArticle]:
    present = CampaignArticle.objects.filter(campaign=campaign, round__in=Round.objects.all())
    return present.exclude(purpose=Purpose.PRACTICE)

"""What those who lead a campaign do next."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from annotate.enums import RoundState
from annotate.models import Round
from campaigns.enums import CampaignState, Purpose
from campaigns.models import Campaign


class LeadStep(StrEnum):
    """Set the campaign up, release complete articles, let it go on, reveal all, make the dataset, or wait."""

    SET_UP = "set up"
    RELEASE = "release"
    RESUME = "resume"
    REVEAL = "reveal"
    DATASET = "dataset"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Releases:
    """How many articles, practice apart, are complete and not released, released to leads, and revealed to all."""

    ready: int
    released: int
    revealed: int


def releases(campaign: Campaign) -> Releases:
    """Return how many articles are released, and how many can be."""
    rows = campaign.articles.filter(round__in=Round.objects.all()).exclude(purpose=Purpose.PRACTICE)
    hidden = ~Q(round__state__in=(RoundState.RELEASED, RoundState.REVEALED))
    counts = rows.aggregate(
        ready=Count("pk", filter=Q(completed_at__isnull=False) & hidden),
        released=Count("pk", filter=Q(round__state=RoundState.RELEASED)),
        revealed=Count("pk", filter=Q(round__state=RoundState.REVEALED)),
    )
    return Releases(**counts)


def next_step(campaign: Campaign, done: Releases, incomplete: int) -> LeadStep:
    """Return the next step. ``incomplete`` is the number of articles that are not complete."""
    if campaign.state == CampaignState.DRAFT:
        return LeadStep.SET_UP
    if done.ready:
        return LeadStep.RELEASE
    if campaign.state == CampaignState.PAUSED:
        return LeadStep.RESUME
    if incomplete and campaign.state != CampaignState.FINISHED:
        return LeadStep.WAIT
    return LeadStep.REVEAL if done.released else LeadStep.DATASET

"""What those who lead a campaign do next."""

from enum import StrEnum

from campaigns.enums import CampaignState
from campaigns.models import Campaign
from campaigns.releasing.standing import Standing


class LeadStep(StrEnum):
    """Set the campaign up, release complete articles, let it go on, reveal all, make the dataset, or wait."""

    SET_UP = "set up"
    RELEASE = "release"
    RESUME = "resume"
    REVEAL = "reveal"
    DATASET = "dataset"
    WAIT = "wait"


def next_step(campaign: Campaign, now: Standing) -> LeadStep:
    """Return the next step."""
    if now.task or campaign.is_archived:
        return LeadStep.WAIT
    if campaign.state == CampaignState.DRAFT:
        return LeadStep.SET_UP
    if now.complete:
        return LeadStep.RELEASE
    if campaign.state == CampaignState.PAUSED:
        return LeadStep.RESUME
    if now.incomplete and campaign.state != CampaignState.FINISHED:
        return LeadStep.WAIT
    finished = LeadStep.DATASET if now.revealed else LeadStep.WAIT
    return LeadStep.REVEAL if now.released else finished

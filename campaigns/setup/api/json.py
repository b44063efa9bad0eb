"""Campaigns, their people, articles and plan as API JSON."""

from typing import Any, TypedDict

from annotate.annotations.api import PersonJson
from annotate.enums import Feedback
from campaigns.access import oversees
from campaigns.enums import ArticleOrder, CampaignState, Distribution, OwnResults, Purpose
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant
from campaigns.setup.actions.settings import settings_json
from people.models import User
from web.api.openapi import Time


class CampaignSettingsJson(TypedDict):
    """The settings that only those know who follow the campaign."""

    distribution: Distribution
    per_article: int
    overlap_percent: int
    order: ArticleOrder
    max_per_person: int | None
    share_evenly: bool
    lapse_hours: int
    control_every: int
    pass_mark: int
    attempts: int
    practice_feedback: Feedback
    own_results: OwnResults
    description: str
    licence: str
    authors: str


class CampaignJson(TypedDict):
    """A campaign. ``settings`` is null for those who only annotate in it."""

    id: int
    team: int
    title: str
    state: CampaignState
    archived: bool
    codebook: int
    guidelines: str
    due_at: Time | None
    created_at: Time
    settings: CampaignSettingsJson | None


class CampaignProblemJson(TypedDict):
    """Something that is missing before a campaign starts; without ``blocks`` it can start all the same."""

    detail: str
    page: str
    blocks: bool


class ParticipantJson(TypedDict):
    """Somebody who takes part, and how many articles they have open and have handed in, practice apart."""

    person: PersonJson
    joined_at: Time
    passed_at: Time | None
    open: int
    handed_in: int


class CampaignArticleJson(TypedDict):
    """An article of a campaign, the round in which it is annotated, and how many have handed it in.

    ``begun``: somebody has got it. ``has_key``: its answer key has an answer.
    """

    article: int
    round: int
    title: str
    position: int
    purpose: Purpose
    for_everyone: bool
    counted: int
    completed_at: Time | None
    begun: bool
    has_key: bool


class PlannedArticleJson(TypedDict):
    """Who is to annotate an article (``people``), and who has it or has handed it in (``begun``)."""

    article: int
    people: list[int]
    begun: list[int]


class CampaignCountJson(TypedDict):
    """How many there are."""

    count: int


PUBLIC = ("title", "codebook", "guidelines", "due_at")


def campaign_json(user: User, campaign: Campaign) -> dict[str, Any]:
    """Return a campaign as API JSON, as far as ``user`` may know it."""
    settings = settings_json(campaign)
    return {
        "id": campaign.pk,
        "team": campaign.team_id,
        "state": campaign.state,
        "archived": campaign.archived_at is not None,
        "created_at": campaign.created_at.isoformat(),
        "settings": {name: value for name, value in settings.items() if name not in PUBLIC}
        if oversees(user, campaign)
        else None,
    } | {name: settings[name] for name in PUBLIC}


def participant_json(participant: CampaignParticipant) -> dict[str, Any]:
    """Return somebody who takes part, fetched with their work, as API JSON."""
    passed_at = participant.passed_at
    return {
        "person": {"id": participant.user_id, "name": participant.user.name},
        "joined_at": participant.joined_at.isoformat(),
        "passed_at": passed_at.isoformat() if passed_at else None,
        "open": participant.open,
        "handed_in": participant.handed_in,
    }


def article_json(row: CampaignArticle) -> dict[str, Any]:
    """Return an article of a campaign, fetched as lists show it, as API JSON."""
    article = row.round.text.article
    return {
        "article": article.pk,
        "round": row.round_id,
        "title": article.title,
        "position": row.position,
        "purpose": row.purpose,
        "for_everyone": row.for_everyone,
        "counted": row.counted,
        "completed_at": row.completed_at.isoformat() if row.completed_at else None,
        "begun": row.touched,
        "has_key": row.has_key,
    }

"""A desk with people and articles that are ready, and a campaign that is being set up."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from annotate.annotations.actions import put_annotation
from annotate.codebooks.actions import install_codebook
from annotate.enums import LayerKind
from articles.actions import create_frozen_articles
from articles.models import Text
from articles.text.draft import Draft
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from campaigns.setup.actions import create_campaign
from campaigns.setup.actions.settings import CampaignSettings
from people.actions.accounts import add_member, create_team
from people.models import Team, User
from people.permissions import Role
from people.terms import Kind
from tests.campaigns.small import body
from tests.world import PASSWORD, annotation_input


@dataclass(frozen=True)
class Desk:
    """A lead, annotators, texts that are ready, and a draft campaign without people and articles."""

    team: Team
    lead: User
    people: list[User]
    texts: list[Text]
    campaign: Campaign

    @property
    def articles(self) -> list[CampaignArticle]:
        """Return the articles of the campaign in their order."""
        return list(self.campaign.articles.select_related("campaign", "round__text").order_by("position"))


def desk(people: int = 2, texts: int = 3, **settings: Any) -> Desk:
    """Create a desk. ``settings`` are those of the campaign."""
    lead = User.objects.create_user("lead@desk.example", PASSWORD, "Lead")
    team = create_team(lead, "Desk", Kind.TEAM)
    annotators = []
    for number in range(1, people + 1):
        person = User.objects.create_user(f"a{number}@desk.example", PASSWORD, f"Annotator {number}")
        add_member(team, person, Role.ANNOTATOR)
        annotators.append(person)
    drafts = [Draft(text=body(number), title=f"Quillmouth {number}") for number in range(1, texts + 1)]
    campaign = create_campaign(lead, team, campaign_settings(**settings))
    return Desk(team, lead, annotators, create_frozen_articles(lead, drafts, team), campaign)


def campaign_settings(**settings: Any) -> CampaignSettings:
    """Return settings with the built-in codebook."""
    return CampaignSettings(**{"title": "Quillmouth", "codebook": install_codebook()} | settings)


def hand_out(article: CampaignArticle, person: User) -> ArticleAssignment:
    """Give somebody an article, as rows."""
    article.round.participants.add(person)
    CampaignArticle.objects.filter(pk=article.pk).update(taken=F("taken") + 1)
    return ArticleAssignment.objects.create(article=article, annotator=person, assigned_at=timezone.now())


def write_key(lead: User, article: CampaignArticle) -> None:
    """Write one answer into the answer key of an article."""
    content = annotation_input(article.round, "a disgrace", "opinion")
    put_annotation(lead, article.round, uuid4(), content, LayerKind.KEY)

"""A small campaign, as rows: a lead, people, and short articles about an invented place."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.codebooks.actions import install_codebook
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import Round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from campaigns.enums import CampaignState, Purpose
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant
from people.actions.accounts import add_member, create_team
from people.models import Team, User
from people.permissions import Role
from people.terms import Kind
from tests.world import PASSWORD, annotation_input, mark


@dataclass(frozen=True)
class SmallCampaign:
    """A campaign with its lead, the people who annotate, and its articles in their order."""

    team: Team
    lead: User
    people: list[User]
    campaign: Campaign
    articles: list[CampaignArticle]


def body(number: int) -> str:
    """Return the text of an article."""
    return (
        f"Harbour of Quillmouth, part {number}\n\nThe council voted {number} to six. “It was a disgrace,” said the "
        "harbour master.\n\nIt is a shameful decision. Fees rose by four per cent."
    )


def small_campaign(people: int = 3, articles: int = 4, **settings: Any) -> SmallCampaign:
    """Create a running campaign. ``settings`` are fields of ``Campaign``."""
    lead = User.objects.create_user("lead@desk.example", PASSWORD, "Lead")
    team = create_team(lead, "Desk", Kind.TEAM)
    annotators = []
    for number in range(1, people + 1):
        person = User.objects.create_user(f"a{number}@desk.example", PASSWORD, f"Annotator {number}")
        add_member(team, person, Role.ANNOTATOR)
        annotators.append(person)
    defaults = {"title": "Quillmouth", "state": CampaignState.RUNNING, "created_by": lead}
    campaign = Campaign.objects.create(team=team, codebook=install_codebook(), **defaults | settings)
    CampaignParticipant.objects.bulk_create(
        CampaignParticipant(campaign=campaign, user=person) for person in annotators
    )
    return SmallCampaign(team, lead, annotators, campaign, add_articles(lead, campaign, articles))


def add_articles(
    lead: User, campaign: Campaign, count: int, purpose: Purpose = Purpose.ORDINARY
) -> list[CampaignArticle]:
    """Add frozen articles with their rounds."""
    is_practice = purpose == Purpose.PRACTICE
    first = campaign.articles.count()
    numbers = range(first + 1, first + count + 1)
    drafts = [Draft(text=body(number), title=f"Quillmouth {number}") for number in numbers]
    rows = []
    for number, text in zip(numbers, create_frozen_articles(lead, drafts, campaign.team), strict=True):
        round_ = Round.objects.create(
            text=text,
            codebook=campaign.codebook,
            created_by=lead,
            mode=RoundMode.INDEPENDENT,
            state=RoundState.OPEN,
            invitation_only=True,
            feedback=campaign.practice_feedback if is_practice else Feedback.NONE,
            feedback_when=FeedbackTiming.ON_SUBMISSION if is_practice else FeedbackTiming.ON_REVEAL,
        )
        rows.append(
            CampaignArticle.objects.create(campaign=campaign, round=round_, purpose=purpose, position=number)
        )
    return rows


# The answers of a key that ``write_key`` writes: words of ``body``, and their tags.
ANSWERS = {"It was a disgrace": "opinion", "shameful": "loaded-language"}


def write_key(lead: User, article: CampaignArticle) -> None:
    """Write ANSWERS into the answer key of an article."""
    for words, tag in ANSWERS.items():
        content = annotation_input(article.round, words, tag)
        put_annotation(lead, article.round, uuid4(), content, LayerKind.KEY)


def hand_in(person: User, article: CampaignArticle, right: int = len(ANSWERS)) -> None:
    """Highlight as many answers of the key, or if none is wanted something else, and hand in."""
    article.round.participants.add(person)
    for words, tag in list(ANSWERS.items())[:right] or [("four per cent", "opinion")]:
        mark(person, article.round, words, tag)
    submit_layer(person, article.round)

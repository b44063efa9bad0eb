"""Who and what can be added to a campaign."""

from django.db.models import Exists, OuterRef, QuerySet

from annotate.models import Round
from articles.access import search, visible_to
from articles.models import Text
from campaigns.models import Campaign, CampaignParticipant
from people.models import Membership, Team, User
from people.permissions import Permission


def ready_texts(user: User, team: Team, words: str = "") -> QuerySet[Text]:
    """Return the newest text of each article of the team that is ready, in the order in which they were added.

    With ``words`` only those whose title, byline or publication contains each. Their bodies are not read.
    """
    articles = visible_to(user).filter(team=team)
    newer = Text.objects.filter(article=OuterRef("article"), revision__gt=OuterRef("revision"))
    texts = Text.objects.filter(~Exists(newer), article__in=search(articles, words) if words else articles)
    return texts.select_related("article").defer("body", "formatting", "pictures").order_by("article")


def texts_to_add(user: User, campaign: Campaign, words: str = "") -> QuerySet[Text]:
    """Return those of them that are not in the campaign."""
    inside = Round.all_objects.filter(campaign_article__campaign=campaign)
    # Read once: a subquery that names the outer article would go through the whole campaign for each.
    return ready_texts(user, campaign.team, words).exclude(article__in=inside.values("text__article"))


def members_who_annotate(team: Team) -> QuerySet[Membership]:
    """Return the memberships of those who can annotate, by name."""
    memberships = team.memberships.filter(role__in=Permission.ANNOTATE.roles)
    return memberships.select_related("user").order_by("user__name", "user")


def members_to_add(campaign: Campaign) -> QuerySet[Membership]:
    """Return the memberships of those who can annotate and do not take part."""
    inside = CampaignParticipant.objects.filter(campaign=campaign, removed_at=None, user=OuterRef("user"))
    return members_who_annotate(campaign.team).filter(~Exists(inside))

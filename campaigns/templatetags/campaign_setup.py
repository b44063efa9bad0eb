"""The template tags {% campaign_steps %}: what a campaign still needs, and its next state, for those who manage it;
{% own_campaigns user %}: the campaigns in which somebody annotates or that they lead. {% campaigns_button %} leads
to the campaigns of a team, {% campaigns_of article %} to those of an article.
"""

from typing import Any

from django import template
from django.db.models import BooleanField, ExpressionWrapper, Q

from articles.models import Article
from campaigns.access import campaigns_in, campaigns_visible_to, campaigns_with
from campaigns.enums import CampaignState
from campaigns.models import Campaign, CampaignParticipant
from campaigns.setup.readiness import problems
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission, has_permission
from web.i18n.translate import translate

register = template.Library()


@register.inclusion_tag("campaigns/setup/steps.html", takes_context=True)
def campaign_steps(context: Any) -> dict[str, Any]:
    """Show what ``campaign`` of the context still needs and the buttons that start, pause and finish it."""
    campaign: Campaign = context["campaign"]
    shown = has_permission(context["request"].user, Permission.MANAGE_CAMPAIGN, campaign)
    open_problems = problems(campaign) if shown and campaign.state != CampaignState.FINISHED else []
    return {
        "campaign": campaign,
        "shown": shown,
        "problems": [
            (translate(problem.message), f"campaigns:{problem.page}", problem.blocks)
            for problem in open_problems
        ],
        "ready": not any(problem.blocks for problem in open_problems),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("campaigns/setup/campaigns_button.html", takes_context=True)
def campaigns_button(context: Any) -> dict[str, Any]:
    """Show the way to the campaigns of ``team`` of the context; a class has it only if it was a team with campaigns."""
    team: Team = context["team"]
    return {"team": team, "shown": not team.is_class or campaigns_in(context["user"], team).exists()}


@register.inclusion_tag("campaigns/setup/own_campaigns.html")
def own_campaigns(user: User) -> dict[str, Any]:
    """Show the running campaigns in which ``user`` annotates, and those that they lead until these are finished."""
    mine = CampaignParticipant.objects.filter(user=user.pk, removed_at=None).values("campaign")
    leads = Q(team__in=teams_permitting(user, Permission.OVERSEE_CAMPAIGN))
    shown = campaigns_visible_to(user).filter(leads | Q(pk__in=mine, state=CampaignState.RUNNING))
    shown = shown.filter(archived_at=None, team__archived_at=None).exclude(state=CampaignState.FINISHED)
    leads_it = ExpressionWrapper(leads, output_field=BooleanField())
    return {"campaigns": list(shown.annotate(leads=leads_it))}


@register.inclusion_tag("campaigns/links.html", takes_context=True)
def campaigns_of(context: Any, article: Article) -> dict[str, Any]:
    """Show links to the campaigns of an article, as far as the user may see that it belongs to them."""
    user: User = context["request"].user
    return {"campaigns": list(campaigns_with(user, article)) if article.team_id else ()}

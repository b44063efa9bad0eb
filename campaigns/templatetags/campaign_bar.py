"""The template tag {% campaign_bar round as bar %}: what the annotating page shows of the campaign of a round."""

from typing import Any

from django import template

from annotate.models import Round
from campaigns.training.bar import CampaignBar, campaign_bar_of

register = template.Library()
KEY = "campaign-bar"


@register.simple_tag(takes_context=True)
def campaign_bar(context: Any, round_: Round) -> CampaignBar | None:
    """Return the bar, None for a round that belongs to no campaign; read once for all blocks of a page."""
    cached = context.render_context
    if KEY not in cached:
        cached[KEY] = campaign_bar_of(context["request"].user, round_)
    return cached[KEY]

"""The page of a campaign: for those who lead it what is left, for others what they do next."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from annotate.codebooks.translation import translate_codebook
from campaigns.access import get_campaign, get_own_participant, get_participant, oversees
from campaigns.models import Campaign
from campaigns.overview.chart import day_bars
from campaigns.overview.lead import board
from campaigns.overview.own import own_assignments, own_work
from campaigns.overview.pace import Pace
from campaigns.overview.people import who_needs_help
from campaigns.quality.display import two_decimals
from campaigns.quality.load import load_divided, load_drifting, own_figures
from people.models import User
from web.background.progress import ResultNotReady
from web.markup import Markup
from web.server.slow_views import slow_view

Value = TypeVar("Value")
PAGE_SIZE, MAX_PASSAGES = 30, 3


@slow_view()
@login_required
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a campaign: to those who oversee it how far it is, to others their own work."""
    shown = get_campaign(request.user, pk)
    return _lead_page(request, shown) if oversees(request.user, shown) else _own_page(request, shown)


@login_required
@require_safe
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the user's own work, also to those who lead the campaign and take part."""
    return _own_page(request, get_campaign(request.user, pk))


def _lead_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    shown = board(campaign)
    codebook = translate_codebook(campaign.codebook.pure)
    context = {
        "campaign": campaign,
        "codebook": codebook,
        "board": shown,
        "divided": _or_none(lambda: load_divided(campaign, request.user, MAX_PASSAGES)),
        "names": {tag.slug: tag.name for tag in codebook.tags},
        "helps": who_needs_help(shown.people),
        "drifting": _or_none(lambda: load_drifting(campaign, request.user)),
        "bars": _bars(shown.pace),
        "most_done": max((person.done for person in shown.people), default=0),
        "takes_part": get_participant(request.user, campaign),
    }
    return render(request, "campaigns/overview/lead.html", context)


def _or_none(load: Callable[[], Value]) -> Value | None:
    """Return the figures that ``load`` returns; None while they are being computed."""
    try:
        return load()
    except ResultNotReady:
        return None


def _own_figures(user: User, campaign: Campaign) -> dict[str, Any]:
    """Return somebody's own figures as far as the campaign shows them and they are computed."""
    figures = _or_none(lambda: own_figures(campaign, user))
    return {"figures": figures, "agreement": figures and two_decimals(figures.agreement["tagging"].value)}


def _bars(shown: Pace) -> Markup | None:
    if not shown.days:
        return None
    text = ngettext(
        "Hand-ins of the last {n} day: {most} at most.",
        "Hand-ins of each of the last {n} days: {most} at most.",
        len(shown.days),
    )
    return day_bars(shown.days, text.format(n=len(shown.days), most=max(shown.days)))


def _own_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    participant = get_own_participant(request.user, campaign)
    page = Paginator(own_assignments(participant), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "leads": oversees(request.user, campaign),
        "work": own_work(request.user, campaign, participant),
        "page": page,
    } | _own_figures(request.user, campaign)
    return render(request, "campaigns/overview/own.html", context)

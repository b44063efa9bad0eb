"""The page of a campaign: for those who lead it what is left, for others what they do next."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from campaigns.access import get_campaign, get_own_participant, get_participant, oversees
from campaigns.models import Campaign
from campaigns.overview.chart import day_bars
from campaigns.overview.lead import board
from campaigns.overview.own import own_assignments, own_work
from campaigns.overview.pace import Pace
from campaigns.overview.people import who_needs_help
from web.markup import Markup

PAGE_SIZE = 30


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
    context = {
        "campaign": campaign,
        "board": shown,
        "helps": who_needs_help(shown.people),
        "bars": _bars(shown.pace),
        "most_done": max((person.done for person in shown.people), default=0),
        "takes_part": get_participant(request.user, campaign),
    }
    return render(request, "campaigns/overview/lead.html", context)


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
    context = {"campaign": campaign, "work": own_work(request.user, campaign, participant), "page": page}
    return render(request, "campaigns/overview/own.html", context)

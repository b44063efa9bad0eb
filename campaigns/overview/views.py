"""The page of a campaign: for those who lead it what is left, for others what they do next."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.access import get_campaign, get_participant, oversees
from campaigns.models import Campaign
from campaigns.overview.lead import articles_left, hand_ins_by_day
from campaigns.overview.own import own_assignments, own_work
from campaigns.overview.pace import pace

PAGE_SIZE = 50


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
    left = articles_left(campaign)
    context = {
        "campaign": campaign,
        "left": left,
        "pace": pace(hand_ins_by_day(campaign), left.begun + left.untouched, timezone.localdate()),
        "takes_part": get_participant(request.user, campaign),
    }
    return render(request, "campaigns/overview/lead.html", context)


def _own_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    participant = get_participant(request.user, campaign)
    if participant is None:
        raise Http404(_("This page does not exist, or you do not have access to it."))
    page = Paginator(own_assignments(participant), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "work": own_work(campaign, participant), "page": page}
    return render(request, "campaigns/overview/own.html", context)

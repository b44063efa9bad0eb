"""The page of the training, and what its buttons do."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import get_campaign
from campaigns.models import CampaignArticle
from campaigns.training import actions
from campaigns.training.page import TrainingPage
from people.permissions import Permission, has_permission


@login_required
@require_safe
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an annotator what to practise, and those who lead how everybody stands."""
    campaign = get_campaign(request.user, pk)
    context = {
        "campaign": campaign,
        "team": campaign.team,
        "page": TrainingPage(request.user, campaign),
        "manages": has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign),
    }
    return render(request, "campaigns/training/page.html", context)


@login_required
@require_POST
def practise(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with the practice article that comes next."""
    campaign = get_campaign(request.user, pk)
    return _to_article(request, pk, lambda: actions.start_practice(request.user, campaign))


@login_required
@require_POST
def try_again(request: HttpRequest, pk: int, article: int) -> HttpResponse:
    """Reopen a practice article."""
    campaign = get_campaign(request.user, pk)
    return _to_article(request, pk, lambda: actions.try_again(request.user, campaign, article))


def _to_article(request: HttpRequest, pk: int, action: Callable[[], CampaignArticle]) -> HttpResponse:
    try:
        article = action()
    except actions.NoPractice as error:
        messages.warning(request, str(error))
        return redirect("campaigns:training", pk)
    return redirect("annotate:annotate", article.round_id)


@login_required
@require_POST
def let_in(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Let somebody get articles without the pass mark."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    actions.let_in(request.user, campaign, person)
    messages.success(request, _("They can now get articles."))
    return redirect("campaigns:training", pk)


@login_required
@require_POST
def give_attempt(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Give somebody one more attempt."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    actions.give_attempt(request.user, campaign, person)
    messages.success(request, _("They can hand in each practice article once more."))
    return redirect("campaigns:training", pk)

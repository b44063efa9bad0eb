"""The pages on which complete articles are released to leads, and released ones revealed to those who annotate."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaigns.access import get_campaign
from campaigns.models import Campaign
from campaigns.releasing.actions import release_complete, reveal_released
from campaigns.releasing.errors import NothingToRelease, StillReleasing
from campaigns.releasing.standing import standing
from campaigns.releasing.work import restart_stale_task
from people.models import User
from people.permissions import Permission, has_permission


@login_required
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many articles are complete and released; release the complete ones."""
    return _page(request, pk, release_complete, "release")


@login_required
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then reveal the released articles."""
    return _page(request, pk, reveal_released, "reveal")


def _page(request: HttpRequest, pk: int, action: Callable[[User, Campaign], int], name: str) -> HttpResponse:
    if request.method == "POST":
        try:
            action(request.user, get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN))
        except (NothingToRelease, StillReleasing) as error:
            messages.info(request, error.detail, error.code)
        return redirect("campaigns:release", pk)
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    shown = standing(campaign)
    restart_stale_task(campaign, shown.task)
    if "application/json" in request.headers.get("Accept", ""):
        task = shown.task
        return JsonResponse(
            {"finished": task is None} | ({"done": task.done, "all": task.all} if task else {})
        )
    manages = has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign)
    context = {"campaign": campaign, "standing": shown, "manages": manages and not campaign.archived_at}
    return render(request, f"campaigns/releasing/{name}.html", context)

"""The page on which a dataset is made: what is in it, what is missing, and what one can choose."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaigns.access import get_campaign
from campaigns.dataset.actions import NothingReleased, last_dataset, start_dataset
from campaigns.dataset.documents.licences import LICENCES, spdx_identifier
from campaigns.dataset.options import HIDDEN, format_choices
from campaigns.dataset.selection import selection
from people.permissions import Permission, has_permission


@login_required
@require_http_methods(["GET", "POST"])
def dataset(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a dataset would have in it; start to make one."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    if request.method == "POST":
        named = request.POST.get("names") != HIDDEN
        try:
            job = start_dataset(request.user, campaign, named, request.POST.getlist("format"))
        except NothingReleased as error:
            messages.info(request, error.detail, error.code)
            return redirect("campaigns:dataset", pk)
        return redirect("reports:export-job", job.pk)
    context = {
        "campaign": campaign,
        "selection": selection(campaign),
        "formats": format_choices(),
        "last": last_dataset(request.user, campaign),
        "licence": LICENCES.get(spdx_identifier(campaign.licence)),
        "manages": has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign),
    }
    return render(request, "campaigns/dataset/page.html", context)

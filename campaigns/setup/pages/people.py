"""The page on which leads say who takes part in a campaign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.access import get_campaign
from campaigns.enums import Purpose
from campaigns.models import Campaign, CampaignArticle
from campaigns.setup import actions
from campaigns.setup.candidates import members_to_add
from campaigns.setup.lists import get_participant_to_remove, with_work
from people.permissions import Permission, Role, has_permission


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """List who takes part, with what they have done, and add members of the team."""
    adds = request.method == "POST"
    campaign = get_campaign(
        request.user, pk, Permission.MANAGE_CAMPAIGN if adds else Permission.OVERSEE_CAMPAIGN
    )
    members = list(members_to_add(campaign))
    if adds:
        chosen = set(request.POST.getlist("people"))
        wanted = [one.user for one in members if str(one.user_id) in chosen]
        added = actions.add_participants(request.user, campaign, wanted)
        if added:
            text = ngettext("{n} person takes part now.", "{n} more people take part now.", added)
            messages.success(request, text.format(n=added))
        else:
            messages.warning(request, _("Choose at least one person."))
        return redirect("campaigns:people", pk)
    context = {
        "campaign": campaign,
        "people": with_work(campaign),
        "members": [(one.user, one.role == Role.ANNOTATOR) for one in members],
        "practises": CampaignArticle.objects.filter(campaign=campaign, purpose=Purpose.PRACTICE).exists(),
        "can_manage": _can_manage(request, campaign),
    }
    return render(request, "campaigns/setup/people.html", context)


@login_required
@require_POST
def remove_person(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Let somebody take part no longer."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    participant = get_participant_to_remove(campaign, person)
    actions.remove_participant(request.user, participant)
    text = _("{name} no longer takes part. What they handed in stays.")
    messages.success(request, text.format(name=participant.user.name))
    return redirect("campaigns:people", pk)


def _can_manage(request: HttpRequest, campaign: Campaign) -> bool:
    return has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign) and not campaign.archived_at

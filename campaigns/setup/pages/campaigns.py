"""The list of a team's campaigns, creating one, its settings, and moving it from state to state."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaigns_in, get_campaign
from campaigns.enums import CampaignState
from campaigns.setup import actions
from campaigns.setup.candidates import members_who_annotate, ready_texts
from campaigns.setup.errors import AlreadyBegun, CampaignSettingsError, NotReady
from campaigns.setup.pages.forms import CampaignForm, NewCampaignForm
from campaigns.setup.touched import has_begun
from people.access import get_team
from people.permissions import Permission, Role, has_permission

MOVED = {
    CampaignState.RUNNING: gettext_lazy("The campaign is running. Annotators find it on their first page."),
    CampaignState.PAUSED: gettext_lazy(
        "Paused. Nobody gets another article; people can finish those they have."
    ),
    CampaignState.FINISHED: gettext_lazy("Finished. Nobody annotates any more."),
}


@login_required
@require_safe
def team_campaigns(request: HttpRequest, pk: int) -> HttpResponse:
    """List the campaigns of a team that the user may see; archived ones apart."""
    team = get_team(request.user, pk)
    campaigns = list(campaigns_in(request.user, team))
    context = {
        "team": team,
        "campaigns": [campaign for campaign in campaigns if campaign.archived_at is None],
        "archived": [campaign for campaign in campaigns if campaign.archived_at],
        "can_manage": has_permission(request.user, Permission.MANAGE_CAMPAIGN, team),
    }
    return render(request, "campaigns/setup/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Create a campaign, with all articles and annotators of the team if that is chosen."""
    team = get_team(request.user, pk, Permission.MANAGE_CAMPAIGN)
    texts = ready_texts(request.user, team)
    annotators = [one.user for one in members_who_annotate(team) if one.role == Role.ANNOTATOR]
    form = NewCampaignForm(
        request.POST or None,
        user=request.user,
        team=team,
        articles=texts.count(),
        people=len(annotators),
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            campaign = actions.create_campaign(request.user, team, form.settings())
            if form.cleaned_data.get("all_articles"):
                actions.add_articles(request.user, campaign, texts)
            if form.cleaned_data.get("all_people"):
                actions.add_participants(request.user, campaign, annotators)
        return redirect("campaigns:campaign", campaign.pk)
    context = {"form": form, "team": team}
    return render(request, "campaigns/setup/new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the settings of a campaign."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    form = CampaignForm(request.POST or None, user=request.user, team=campaign.team, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_campaign(request.user, campaign, form.settings())
        except (CampaignSettingsError, AlreadyBegun) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("campaigns:settings", pk)
    context: dict[str, Any] = {"form": form, "campaign": campaign, "begun": has_begun(campaign)}
    return render(request, "campaigns/setup/settings.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, to: CampaignState) -> HttpResponse:
    """Start, pause, continue or finish a campaign."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    try:
        actions.move_campaign(request.user, campaign, to)
    except NotReady as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, MOVED[to])
    return redirect("campaigns:campaign", pk)


@login_required
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a campaign into the archive."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    actions.archive_campaign(request.user, campaign)
    messages.success(request, _("Archived. You find it at the end of the list of campaigns."))
    return redirect("campaigns:team-campaigns", campaign.team_id)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a campaign out of the archive."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    actions.restore_campaign(request.user, campaign)
    messages.success(request, _("The campaign is back from the archive."))
    return redirect("campaigns:campaign", pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then delete a campaign that nobody has begun."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    if request.method == "GET":
        context = {"campaign": campaign, "begun": has_begun(campaign)}
        return render(request, "campaigns/setup/delete.html", context)
    team = campaign.team_id
    try:
        actions.delete_campaign(request.user, campaign)
    except AlreadyBegun as error:
        messages.warning(request, str(error))
        return redirect("campaigns:settings", pk)
    messages.success(request, _("The campaign is deleted. Its articles are still in the team."))
    return redirect("campaigns:team-campaigns", team)

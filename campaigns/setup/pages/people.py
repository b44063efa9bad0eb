"""The page on which leads say who takes part in a campaign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.access import get_campaign, participants_of
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant
from campaigns.setup import actions
from campaigns.setup.candidates import members_to_add
from people.permissions import Permission, Role, has_permission

HANDED_IN = (AssignmentState.COUNTED, AssignmentState.EXTRA)


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


def get_participant_to_remove(campaign: Campaign, person: int) -> CampaignParticipant:
    """Return somebody who takes part; raise ``Http404`` if there is nobody with this key."""
    participant = participants_of(campaign).select_related("campaign").filter(user=person).first()
    if participant is None:
        raise Http404(_("This person does not take part."))
    return participant


def with_work(campaign: Campaign) -> QuerySet[CampaignParticipant]:
    """Return who takes part, each with how many articles they have ``open`` and how many ``handed_in``."""
    real = Q(user__article_assignments__article__campaign=campaign) & ~Q(
        user__article_assignments__article__purpose=Purpose.PRACTICE
    )
    state = "user__article_assignments__state"
    return participants_of(campaign).annotate(
        open=Count("pk", filter=real & Q(**{state: AssignmentState.OPEN})),
        handed_in=Count("pk", filter=real & Q(**{f"{state}__in": HANDED_IN})),
    )


def _can_manage(request: HttpRequest, campaign: Campaign) -> bool:
    return has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign) and not campaign.archived_at

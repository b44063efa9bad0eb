"""A team's privacy page: download or erase a participant's data, and set how long rounds are kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import former_participants, get_participant
from annotate.privacy.data_export import personal_data_zip
from annotate.privacy.erasure import allow_deleting_highlights, erase_person
from annotate.privacy.retention import MIN_DAYS, NOTICE, idle_rounds, set_retention
from people.access import get_team
from people.permissions import Permission, PermissionRefused
from web.server.slow_views import slow_view
from web.values import parse_int


@login_required
@require_safe
def privacy(request: HttpRequest, pk: int) -> HttpResponse:
    """List the team's participants and the retention settings."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    page = {
        "team": team,
        "members": team.memberships.select_related("user").order_by("user__name", "user"),
        "former": former_participants(team),
        "going": idle_rounds(team, timezone.now() + NOTICE),
        "shortest": MIN_DAYS,
    }
    return render(request, "annotate/privacy.html", page)


@login_required
@require_POST
def retention(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how long rounds are kept."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    text = request.POST.get("days", "").strip()
    days = parse_int(text)
    if text and days is None:
        raise PermissionRefused(_("Enter a number of days. Leave empty to keep everything."))
    set_retention(request.user, team, days)
    messages.success(request, _("Saved."))
    return redirect("annotate:privacy", pk)


@login_required
@require_POST
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Set whether people who delete their account may also delete their annotations."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    allow_deleting_highlights(request.user, team, request.POST.get("allowed") == "1")
    messages.success(request, _("Saved."))
    return redirect("annotate:privacy", pk)


@slow_view()
@login_required
@require_safe
def download_personal_data(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Download the data of one participant as a ZIP; everybody may download their own."""
    team = get_team(
        request.user,
        pk,
        Permission.VIEW_TEAM if person == request.user.pk else Permission.MANAGE_PERSONAL_DATA,
    )
    participant = get_participant(team, person)
    name = content_disposition_header(as_attachment=True, filename=f"claimlight-{participant.name}.zip")
    content = personal_data_zip(request.user, team, participant)
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": name})


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Ask whether to keep the annotations, then erase a participant."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    participant = get_participant(team, person)
    if request.method == "GET":
        return render(request, "annotate/erase.html", {"team": team, "person": participant})
    marks = request.POST.get("marks")
    if marks not in ("keep", "delete"):
        raise Http404(_("Choose what happens to their highlights."))
    name = participant.name
    erase_person(request.user, team, participant, keep_annotations=marks == "keep")
    messages.success(request, _("{name} has been erased.").format(name=name))
    return redirect("annotate:privacy", pk)

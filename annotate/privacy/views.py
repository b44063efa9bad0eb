"""A team's privacy page: what is held of each participant, erasing one, and how long rounds are kept."""

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
from annotate.privacy.retention import NOTICE, SHORTEST, idle_rounds, set_retention
from people.access import get_team
from people.permissions import Permission, PermissionRefused
from web.server.slow_views import slow_view
from web.values import parse_int


@login_required
@require_safe
def privacy(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the team, and what can be done with what is held of them."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    page = {
        "team": team,
        "members": team.memberships.select_related("user").order_by("user__name", "user"),
        "former": former_participants(team),
        "going": idle_rounds(team, timezone.now() + NOTICE),
        "shortest": SHORTEST,
    }
    return render(request, "annotate/privacy.html", page)


@login_required
@require_POST
def retention(request: HttpRequest, pk: int) -> HttpResponse:
    """How long rounds are kept."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    text = request.POST.get("days", "").strip()
    days = parse_int(text)
    if text and days is None:
        raise PermissionRefused(_("A number of days, or nothing to keep everything."))
    set_retention(request.user, team, days)
    messages.success(request, _("Saved."))
    return redirect("annotate:privacy", pk)


@login_required
@require_POST
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether who deletes their account may have their highlights deleted."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    allow_deleting_highlights(request.user, team, request.POST.get("allowed") == "1")
    messages.success(request, _("Saved."))
    return redirect("annotate:privacy", pk)


@slow_view()
@login_required
@require_safe
def download_personal_data(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """What is held of one participant, as a ZIP; one's own is for everybody."""
    team = get_team(
        request.user,
        pk,
        Permission.VIEW_TEAM if person == request.user.pk else Permission.MANAGE_PERSONAL_DATA,
    )
    found = get_participant(team, person)
    name = content_disposition_header(as_attachment=True, filename=f"claimlight-{found.name}.zip")
    content = personal_data_zip(request.user, team, found)
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": name})


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Ask what becomes of their marks, then erase them."""
    team = get_team(request.user, pk, Permission.MANAGE_PERSONAL_DATA)
    found = get_participant(team, person)
    if request.method == "GET":
        return render(request, "annotate/erase.html", {"team": team, "person": found})
    marks = request.POST.get("marks")
    if marks not in ("keep", "delete"):
        raise Http404(_("Say what becomes of the marks."))
    name = found.name
    erase_person(request.user, team, found, keep_marks=marks == "keep")
    messages.success(request, _("{name} is erased from this team.").format(name=name))
    return redirect("annotate:privacy", pk)

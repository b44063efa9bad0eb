"""Pages to archive and delete a team."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import get_team
from people.actions import teams
from people.permissions import Permission
from web.notices import notice_with_undo


@login_required
@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, then archive the team."""
    team = get_team(request.user, pk, Permission.ARCHIVE_TEAM)
    if request.method == "GET":
        return render(request, "people/archive_team.html", {"team": team})
    teams.archive_team(request.user, team)
    message = _("“{name}” has been archived.").format(name=team.name)
    notice_with_undo(request, message, reverse("people:unarchive", args=[pk]), "archived")
    return redirect("people:teams")


@login_required
@require_POST
def unarchive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the team out of the archive."""
    team = get_team(request.user, pk, Permission.ARCHIVE_TEAM)
    teams.unarchive_team(request.user, team)
    messages.success(request, _("“{name}” has been restored from the archive.").format(name=team.name))
    return redirect("people:team", pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, then move the team to the bin."""
    team = get_team(request.user, pk, Permission.DELETE_TEAM)
    if request.method == "GET":
        return render(request, "people/delete_team.html", {"team": team, "days": settings.BIN_DAYS})
    teams.delete_team(request.user, team)
    message = _("“{name}” has been moved to the bin.").format(name=team.name)
    notice_with_undo(request, message, reverse("annotate:bin-restore", args=["teams", pk]))
    return redirect("people:teams")

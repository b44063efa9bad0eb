"""The pages of the bin: what is in it, restoring, and deleting for good."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.bin import actions
from annotate.bin.access import bin_items, bin_row, may_delete_permanently
from annotate.bin.losses import losses
from annotate.models import Lesson, Round
from people.access import get_team
from people.models import Team
from people.permissions import Permission, PermissionRefused
from web.text.quotes import nest_quotes


@login_required
@require_safe
def own_bin(request: HttpRequest) -> HttpResponse:
    """Everything that this person may restore."""
    return render(request, "bin/bin.html", {"items": bin_items(request.user), "days": settings.BIN_DAYS})


@login_required
@require_safe
def team_bin(request: HttpRequest, pk: int) -> HttpResponse:
    """What was deleted in one team."""
    team = get_team(request.user, pk, Permission.DELETE_ROUND)
    page = {"team": team, "items": bin_items(request.user, team), "days": settings.BIN_DAYS}
    return render(request, "bin/bin.html", page)


@login_required
@require_POST
def restore(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Bring it back, and go there."""
    row = bin_row(request.user, kind, pk)
    actions.restore(request.user, row)
    messages.success(
        request, _("“{title}” has been restored.").format(title=nest_quotes(_title(row))), "restored"
    )
    return redirect(_address(row), pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete_permanently(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say what is lost, and ask once."""
    row = bin_row(request.user, kind, pk)
    if not may_delete_permanently(request.user, row):
        raise PermissionRefused(
            _(
                "Only an owner can delete permanently. It is deleted automatically when its time in the "
                "bin is over."
            )
        )
    lost = losses(row)
    people = ngettext("{n} person", "{n} people", lost.people).format(n=lost.people)
    page = {"kind": kind, "title": _title(row), "team": _team(row), "losses": lost, "people": people}
    if request.method == "GET":
        return render(request, "bin/delete_permanently.html", page)
    actions.delete_permanently(request.user, row)
    messages.success(
        request, _("“{title}” has been permanently deleted.").format(title=nest_quotes(page["title"]))
    )
    return redirect("annotate:bin")


def _title(row: Any) -> str:
    if isinstance(row, Round):
        return str(row.text.article.title)
    return str(row.name if isinstance(row, Team) else row.title)


def _team(row: Any) -> Team | None:
    if isinstance(row, Team):
        return row
    article = row.text.article if isinstance(row, Round) else row
    return article.team


def _address(row: Any) -> str:
    if isinstance(row, Round):
        return "annotate:round"
    if isinstance(row, Lesson):
        return "annotate:lesson"
    return "people:team" if isinstance(row, Team) else "articles:article"

"""The pages of codebooks: list them, show, copy, import and archive one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import codebooks_for, codebooks_in, get_codebook, versions_of
from annotate.codebooks import actions
from annotate.codebooks.contrast import proposals
from annotate.codebooks.errors import CodebookError
from annotate.codebooks.forms import CopyForm, ImportForm
from annotate.codebooks.toml import dumps, loads
from annotate.codebooks.translation import translate_codebook
from annotate.models import Codebook
from people.access import get_team, teams_permitting
from people.models import User
from people.permissions import Permission, has_permission
from web.i18n.translate import translate


@login_required
@require_safe
def codebooks(request: HttpRequest) -> HttpResponse:
    """List the built-in codebooks and those of the user's teams."""
    user = request.user
    page = {
        "shipped": [(row, translate_codebook(row.pure)) for row in codebooks_for(user, None)],
        "teams": [_of_team(user, team) for team in teams_permitting(user, Permission.VIEW_CODEBOOK)],
        "makes": teams_permitting(user, Permission.EDIT_CODEBOOK).exists(),
    }
    return render(request, "annotate/codebooks.html", page)


def _of_team(user: User, team: Any) -> dict[str, Any]:
    rows = [(row, row.pure) for row in codebooks_in(user, team)]
    return {
        "team": team,
        "live": [pair for pair in rows if pair[0].archived_at is None],
        "archived": [pair for pair in rows if pair[0].archived_at],
    }


@login_required
@require_safe
def codebook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a codebook's tags; to those who may edit it, also which colours are hard to see."""
    row = get_codebook(request.user, pk)
    pure = translate_codebook(row.pure)
    versions = list(versions_of(row))
    edits = row.team_id is not None and has_permission(request.user, Permission.EDIT_CODEBOOK, row)
    page = {
        "row": row,
        "codebook": pure,
        "archived_tags": [tag for tag in pure.tags if tag.archived],
        "versions": versions if len(versions) > 1 else [],
        "newest": versions[0],
        "edits": edits,
        "used": row.rounds.count() if edits else 0,
        "hard_to_see": [tag for tag in pure.live if edits and proposals(tag.colour, tag.colour_dark)],
        "copy": CopyForm(user=request.user),
    }
    return render(request, "annotate/codebook.html", page)


@login_required
@require_safe
def toml(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the codebook as TOML, in the language of the request."""
    row = get_codebook(request.user, pk)
    response = HttpResponse(
        dumps(translate_codebook(row.pure)), content_type="application/toml; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{row.slug}.toml")
    return response


@login_required
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a codebook to a team, which can then edit it."""
    row = get_codebook(request.user, pk)
    form = CopyForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.warning(request, _("Choose a class or team for the copy."), "choose-team")
        return redirect("annotate:codebook", pk)
    try:
        codebook_copy = actions.copy_codebook(request.user, row, form.cleaned_data["team"])
    except CodebookError as error:
        messages.warning(request, translate(error))
        return redirect("annotate:codebook", pk)
    messages.success(request, _("You can change this copy now."))
    return redirect("annotate:edit-codebook", codebook_copy.pk)


@login_required
@require_POST
def archive(request: HttpRequest, pk: int, archived: bool) -> HttpResponse:
    """Archive a codebook, or restore it."""
    row = get_codebook(request.user, pk, Permission.EDIT_CODEBOOK)
    actions.archive_codebook(request.user, row, archived)
    message = (
        _("Archived. You can no longer choose it, but work that uses it continues.")
        if archived
        else _("This codebook can be used again.")
    )
    messages.success(request, message)
    return redirect("annotate:codebook", pk)


@login_required
@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest) -> HttpResponse:
    """Import a codebook from a TOML file."""
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        team = get_team(request.user, form.cleaned_data["team"].pk, Permission.EDIT_CODEBOOK)
        try:
            imported: Codebook = actions.import_codebook(request.user, loads(form.content()), team)
        except CodebookError as error:
            problems = [translate(problem.sentence) for problem in error.problems]
        else:
            messages.success(request, _("“{title}” has been imported.").format(title=imported.title))
            return redirect("annotate:codebook", imported.pk)
    status = 422 if problems or form.errors else 200
    return render(
        request, "annotate/import_codebook.html", {"form": form, "problems": problems}, status=status
    )

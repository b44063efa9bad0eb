"""The pages of an import: upload a file, preview it, apply or discard it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate.access import codebooks_for
from annotate.codebooks.errors import CodebookError
from annotate.codebooks.translation import translate_codebook
from articles.access import visible_to
from people.access import teams_permitting
from people.permissions import Permission, PermissionRefused
from reports.access import get_import
from reports.formats import importable_formats
from reports.formats.parsed import RowError
from reports.imports.actions import Choices, apply_import, discard_import, preview_import, upload_import
from reports.imports.forms import ImportForm
from reports.imports.matching import NEW, SKIP, ImportRow, problem_text
from reports.models import Import
from web.i18n.translate import translate
from web.server.slow_views import slow_view

MAX_SHOWN = 100


@login_required
@slow_view("POST")
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Upload a file. If it cannot be read, the page says why and nothing is stored."""
    if request.user.is_guest:
        raise PermissionRefused(_("Guests cannot add articles. Sign up for an account first."))
    teams = teams_permitting(request.user, Permission.IMPORT_ANNOTATIONS)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*data, teams=teams, initial={"team": request.GET.get("team")})
    if request.META.get("UPLOAD_TOO_LARGE"):
        message = _("Files can be up to {most} MB. Compress the file or import it in several parts.")
        form.add_error("file", message.format(most=settings.UPLOAD_MAX_BYTES // 2**20))
    elif request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            import_ = upload_import(request.user, file.name, file.read(), form.cleaned_data["team"])
            return redirect("reports:import-one", import_.pk)
        except RowError as error:
            form.add_error("file", f"{file.name} {translate(error.args[0])}")
    context = {"form": form, "kinds": importable_formats(), "limit": settings.UPLOAD_MAX_BYTES}
    return render(request, "reports/import.html", context, status=422 if form.errors else 200)


@login_required
@slow_view()
@require_http_methods(["GET", "POST"])
def import_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Preview an import, with what becomes of each person and each label; apply or discard it; show its result."""
    import_ = get_import(request.user, pk)
    data = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and "drop" in data:
        discard_import(request.user, import_)
        return redirect("reports:import")
    if import_.done_at:
        return render(request, "reports/imported.html", _result_context(request, import_))
    choices = choices_from(data)
    error = ""
    try:
        if request.method == "POST":
            apply_import(request.user, import_, choices)
            return redirect("reports:import-one", pk)
    except (PermissionRefused, CodebookError) as refused:
        error = translate(refused)
    context = _preview_context(request, import_, choices) | {"error": error}
    return render(request, "reports/import_preview.html", context, status=422 if error else 200)


def choices_from(data: QueryDict) -> Choices:
    """Return the choices of the form: pairs of fields such as ``person`` and ``person-becomes``."""

    def pairs(kind: str) -> dict[str, str]:
        return dict(zip(data.getlist(kind), data.getlist(f"{kind}-becomes"), strict=False))

    return Choices(pairs("person"), pairs("tag"), data.get("codebook", ""))


def _preview_context(request: HttpRequest, import_: Import, choices: Choices) -> dict[str, Any]:
    preview = preview_import(request.user, import_, choices)
    pure = translate_codebook(preview.codebook.pure)
    if import_.team:
        people = [(NEW, _("a new person"))]
        members = import_.team.people.order_by("name", "pk").values_list("pk", "name")
        people += [(str(pk), name) for pk, name in members]
    else:
        people = [(str(request.user.pk), _("you"))]
    people.append((SKIP, _("do not import")))
    tags = [(tag.slug, tag.name) for tag in pure.live] + [(SKIP, _("do not import"))]
    return {
        "import": import_,
        "preview": preview,
        "people": _with_choices(preview.people, people),
        "tags": _with_choices(preview.tags, tags),
        "codebooks": [
            (book.pk, translate_codebook(book.pure).title)
            for book in codebooks_for(request.user, import_.team)
        ],
        "problems": [problem_text(problem) for problem in preview.problems[:MAX_SHOWN]],
        "all_problems": len(preview.problems),
        "several": import_.team is None and len(preview.people) > 1,
        "somebody_new": any(row.becomes == NEW for row in preview.people),
        "nothing": not preview.summary.documents,
    }


def _with_choices(rows: list[ImportRow], choices: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"row": row, "choices": choices} for row in rows]


def _result_context(request: HttpRequest, import_: Import) -> dict[str, Any]:
    articles = visible_to(request.user).filter(texts__rounds__in=import_.rounds.all()).distinct()
    return {
        "import": import_,
        "result": import_.result,
        "problems": import_.result["problems"][:MAX_SHOWN],
        "all_problems": len(import_.result["problems"]),
        "articles": articles.order_by("pk")[:MAX_SHOWN],
        "several": articles.count(),
    }

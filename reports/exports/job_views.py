"""The pages on which the reports of a team, or of all articles, are downloaded as one ZIP."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import get_team
from people.permissions import Permission
from reports.access import get_export_job
from reports.exports.job_file import job_file_response
from reports.exports.jobs import drop_export_job, restart_stale_job, start_export_job
from reports.exports.kinds import kind_of
from reports.exports.responses import unknown_format_404
from reports.exports.zip_stream import marked_articles
from reports.formats import by_group, formats
from reports.options import parse_options
from reports.rendering.phrases import general_threshold_choices


@login_required
@require_http_methods(["GET", "POST"])
def export_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Choose the options of a ZIP with the reports of a team, or of all articles that the user may see."""
    team = get_team(request.user, pk, Permission.VIEW_REPORT) if pk is not None else None
    articles = marked_articles(request.user, pk)
    if request.method == "POST":
        slug = request.POST.get("format", "")
        if slug not in formats():
            raise unknown_format_404(slug)
        if not articles:
            raise BadRequest(_("No article here has highlights yet."))
        return redirect(
            "reports:export-job",
            start_export_job(request.user, articles, slug, parse_options(request.POST).query).pk,
        )
    context = {
        "team": team,
        "count": len(articles),
        "groups": by_group(),
        "thresholds": general_threshold_choices(),
    }
    return render(request, "reports/download_many.html", context)


@login_required
@require_safe
def export_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the progress of a job; once it is finished, the link to the file."""
    job = get_export_job(request.user, pk)
    restart_stale_job(job)
    state = {
        "done": job.done,
        "all": len(job.articles),
        "finished": job.finished_at is not None,
        "failed": job.failed,
    }
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(state)
    kind = kind_of(job)
    back_url, back = kind.back(job) or ("", "")
    context = {"job": job, "title": kind.title, "left_out": len(set(job.left_out))}
    context |= state | {"back_url": back_url, "back": back}
    return render(request, "reports/export_job.html", context)


@login_required
@require_POST
def drop_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the job, or delete its file."""
    job = get_export_job(request.user, pk)
    drop_export_job(job)
    back = kind_of(job).back(job)
    return redirect(back[0] if back else reverse("articles:list"))


@login_required
@require_safe
def download_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the ZIP, or the byte range with which a download continues."""
    return job_file_response(request, get_export_job(request.user, pk))

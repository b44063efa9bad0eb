"""The pages on which the reports of a team, or of all articles, are downloaded as one ZIP."""

from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import get_team
from people.permissions import Permission
from reports.access import can_download, get_export_job
from reports.exports.everything import SLUG as EVERYTHING
from reports.exports.jobs import drop_export_job, path_of, restart_stale_job, start_export_job
from reports.exports.responses import unknown_format_404
from reports.exports.zip_stream import marked_articles
from reports.formats import by_group, formats
from reports.options import parse_options
from reports.rendering.phrases import general_threshold_choices
from web.http.ranges import parse_range

CHUNK = 256 * 1024


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
            start_export_job(request.user, articles, slug, parse_options(request.POST)).pk,
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
    everything = job.slug == EVERYTHING
    title = _("All your data") if everything else formats()[job.slug].title
    back = reverse("reports:delete-account") if everything else ""
    context = state | {"job": job, "title": title, "left_out": len(set(job.left_out)), "back": back}
    return render(request, "reports/export_job.html", context)


@login_required
@require_POST
def drop_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the job, or delete its file."""
    drop_export_job(get_export_job(request.user, pk))
    return redirect("articles:list")


@login_required
@require_safe
def download_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the ZIP, or the byte range with which a download continues."""
    job = get_export_job(request.user, pk)
    path = path_of(job)
    if job.finished_at is None or not path.exists():
        raise Http404(_("This file is not ready yet, or it has been deleted."))
    if not can_download(job):
        drop_export_job(job)
        raise Http404(_("You no longer have access to everything in this file. Create it again."))
    etag = f'"{job.file}"'
    byte_range = None
    # A range of another file is answered with all of this one.
    if request.headers.get("If-Range", etag) == etag:
        try:
            byte_range = parse_range(request.headers.get("Range", ""), job.size)
        except ValueError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{job.size}"})
    start, end = byte_range or (0, job.size)
    response = StreamingHttpResponse(
        _bytes(path, start, end), status=206 if byte_range else 200, content_type="application/zip"
    )
    if byte_range:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{job.size}"
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    prefix = "claimlight" if job.slug == EVERYTHING else "reports"
    name = f"{prefix}-{timezone.localdate(job.finished_at).isoformat()}.{job.slug}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _bytes(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            chunk = file.read(min(CHUNK, end - start))
            if not chunk:
                return
            start += len(chunk)
            yield chunk

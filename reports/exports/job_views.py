"""The pages on which the reports of a team, or of all one's articles, are downloaded together."""

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
    """Which file, and whose marks, of every marked article of a team, or of all that one may see."""
    team = get_team(request.user, pk, Permission.VIEW_REPORT) if pk is not None else None
    articles = marked_articles(request.user, pk)
    if request.method == "POST":
        slug = request.POST.get("format", "")
        if slug not in formats():
            raise unknown_format_404(slug)
        if not articles:
            raise BadRequest(_("There is no marked article here."))
        return redirect(
            "reports:bundle", start_export_job(request.user, articles, slug, parse_options(request.POST)).pk
        )
    page = {
        "team": team,
        "count": len(articles),
        "groups": by_group(),
        "thresholds": general_threshold_choices(),
    }
    return render(request, "reports/download_many.html", page)


@login_required
@require_safe
def export_job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; once it is made, the file."""
    found = get_export_job(request.user, pk)
    restart_stale_job(found)
    state = {
        "done": found.done,
        "all": len(found.articles),
        "finished": found.finished_at is not None,
        "failed": found.failed,
    }
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(state)
    everything = found.slug == EVERYTHING
    title = _("Everything of yours") if everything else formats()[found.slug].title
    back = reverse("reports:delete-account") if everything else ""
    page = state | {"bundle": found, "title": title, "left_out": len(set(found.left_out)), "back": back}
    return render(request, "reports/bundle.html", page)


@login_required
@require_POST
def drop_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop making it, or throw it away."""
    drop_export_job(get_export_job(request.user, pk))
    return redirect("articles:list")


@login_required
@require_safe
def download_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The ZIP, or the part of it that a broken download still lacks."""
    found = get_export_job(request.user, pk)
    path = path_of(found)
    if found.finished_at is None or not path.exists():
        raise Http404(_("This file is not made yet, or no longer kept."))
    if not can_download(found):
        drop_export_job(found)
        raise Http404(_("You may no longer see all that is in this file. Make it again of what you may see."))
    tag = f'"{found.file}"'
    wanted = None
    # A part is a part of this very file: where the file is another, all of it is sent.
    if request.headers.get("If-Range", tag) == tag:
        try:
            wanted = parse_range(request.headers.get("Range", ""), found.size)
        except ValueError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    start, end = wanted or (0, found.size)
    response = StreamingHttpResponse(
        _bytes(path, start, end), status=206 if wanted else 200, content_type="application/zip"
    )
    if wanted:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    what = "claimlight" if found.slug == EVERYTHING else "reports"
    name = f"{what}-{timezone.localdate(found.finished_at).isoformat()}.{found.slug}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _bytes(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            piece = file.read(min(CHUNK, end - start))
            if not piece:
                return
            start += len(piece)
            yield piece

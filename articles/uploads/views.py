"""The page of a ZIP archive whose articles are being added."""

from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.access import get_upload, unfinished_scans, visible_to
from articles.models import BulkUpload
from articles.uploads import actions
from web.background.progress import asks_for_status
from web.i18n.lazy_message import Message
from web.i18n.translate import translate


@login_required
@never_cache
@require_safe
def zip_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many files have been read, as JSON to the page's script; then what was added and what was refused."""
    upload = get_upload(request.user, pk)
    actions.continue_stale_upload(upload)
    state = {
        "done": upload.done,
        "all": upload.total,
        "added": len(upload.added),
        "finished": upload.finished_at is not None,
    }
    if asks_for_status(request):
        return JsonResponse(state)
    # Drafts are large: whether there is one is enough.
    articles = (
        visible_to(request.user)
        .filter(pk__in=upload.added)
        .annotate(under_review=Q(draft__isnull=False))
        .order_by("pk")
        .values("pk", "title", "under_review")
    )
    context = state | {
        "upload": upload,
        "name": PurePath(upload.name).name,
        "articles": articles,
        "refused": [(path, translate(Message.from_json(reason))) for path, reason in upload.refused],
        "scans": unfinished_scans(request.user),
        "scanned": _count_scans(upload),
        "left": (upload.total or 0) - upload.done,
    }
    return render(request, "articles/zip.html", context)


def _count_scans(upload: BulkUpload) -> int:
    """Return how many of the files that were read are scans: neither articles yet nor refused."""
    if upload.ready:
        return 0
    refused = {path for path, _reason in upload.refused}
    accepted = sum(path not in refused for _index, path in upload.files[: upload.done])
    return max(0, accepted - len(upload.added))


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Read no more files; the articles that were added stay."""
    actions.stop_upload(get_upload(request.user, pk))
    return redirect("articles:zip", pk)

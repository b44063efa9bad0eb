"""The page of a scan that is being read, and what can be done with it meanwhile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import actions as article_actions
from articles.access import get_article, get_scan_job
from articles.errors import Unreadable
from articles.models import ScanJob
from articles.scans import actions
from articles.scans.languages import CODES, language_choices, language_name, preferred_language
from articles.scans.progress import progress_of
from people.permissions import Permission
from web.background.progress import asks_for_status
from web.i18n.lazy_message import Message
from web.i18n.translate import translate


@login_required
@never_cache
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which page is being read, as JSON to the page's script; lead to the review once all are read."""
    job = get_scan_job(request.user, pk)
    actions.continue_stale_scan(job)
    progress = progress_of(job)
    if asks_for_status(request):
        return JsonResponse(progress)
    if job.state == ScanJob.State.DONE:
        return redirect("articles:review", job.article_id)
    languages = language_choices()
    preferred = preferred_language()
    missing = preferred if languages and preferred not in dict(languages) else ""
    context = progress | {
        "job": job,
        "failed": job.state == ScanJob.State.FAILED,
        "error": Message.from_json(job.error) if job.error else "",
        "languages": languages,
        "missing": language_name(missing) if missing in CODES else "",
        "missing_package": f"tesseract-ocr-{missing}",
    }
    return render(request, "articles/scan.html", context)


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again after a failure, or read the scan from the beginning in another language."""
    actions.read_again(get_scan_job(request.user, pk), request.POST.get("language", ""))
    return redirect("articles:scan", pk)


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop, and go on with the pages that have been read."""
    actions.keep_read_pages(get_scan_job(request.user, pk))
    return redirect("articles:scan", pk)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop, and keep nothing. An article that was there before stays as it is."""
    job = get_scan_job(request.user, pk)
    article = job.article_id
    actions.delete_scan(job)
    if article:
        return redirect("articles:review", article)
    messages.success(request, _("The scan was cancelled and deleted."))
    return redirect("articles:upload")


@login_required
@require_POST
def read_scanned_pages(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the pages of a PDF that have no text, as scans."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    if article.frozen:
        return redirect("articles:article", pk)
    pages = article_actions.review(article).draft.scanned_pages
    if not pages:
        return redirect("articles:review", pk)
    try:
        return redirect("articles:scan", actions.start_scan_of_pages(request.user, article, pages).pk)
    except Unreadable as error:
        messages.error(request, translate(error))
        return redirect("articles:review", pk)

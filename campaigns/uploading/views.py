"""The pages on which many articles are uploaded for a campaign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.models import RemovedPassages
from articles.parsing.tables.columns import NAMES
from articles.uploads.actions import add_duplicates, continue_stale_upload, stop_upload
from articles.uploads.comparing import compared
from articles.uploads.progress import progress_of
from campaigns.access import get_campaign
from campaigns.uploading.access import get_upload_of, uploads_of
from campaigns.uploading.actions import space_left
from people.permissions import Permission
from web.background.progress import asks_for_status
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.values import parse_int

DUPLICATES_PER_PAGE, CLEANED_PER_PAGE = 20, 50
LISTED = 20


@login_required
@require_safe
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the upload of a file or many, list those that are not complete, and those of before."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    uploads = list(uploads_of(campaign)[:LISTED])
    context = {
        "campaign": campaign,
        "incomplete": [
            row
            for row in uploads
            if not row.complete and row.finished_at is None and row.owner_id == request.user.pk
        ],
        "uploads": [(row, progress_of(row)) for row in uploads if row.complete or row.finished_at],
        "left": space_left(campaign),
        "column": {name: name for name in NAMES},
    }
    return render(request, "campaigns/uploading/upload.html", context)


@login_required
@never_cache
@require_safe
def uploaded(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Show how far an upload is, as JSON to the page's script; then what was added, refused and there before."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    row = get_upload_of(campaign, upload)
    continue_stale_upload(row)
    progress = progress_of(row)
    if asks_for_status(request):
        return JsonResponse({**progress, "all": progress["total"]})
    duplicates = row.found_duplicates.select_related("original__article", "article")
    page = Paginator(duplicates, DUPLICATES_PER_PAGE).get_page(request.GET.get("page"))
    cleaned = RemovedPassages.objects.filter(upload=row, article__deleted_at=None).select_related("article")
    context = {
        "campaign": campaign,
        "upload": row,
        "cleaned": Paginator(cleaned.order_by("-count", "pk"), CLEANED_PER_PAGE).get_page(
            request.GET.get("cleaned")
        ),
        **progress,
        "left": (progress["total"] or 0) - progress["done"],
        "refused": [(name, translate(Message.from_json(reason))) for name, reason in row.refused],
        "not_listed": row.refused_count - len(row.refused),
        "duplicates": [(duplicate, *compared(duplicate)) for duplicate in page],
        "page": page,
        "can_add": progress["skipped"] > 0 and row.parts.exists(),
    }
    return render(request, "campaigns/uploading/uploaded.html", context)


@login_required
@require_POST
def stop(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Read nothing more of an upload; the articles that were added stay."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    row = get_upload_of(campaign, upload)
    stop_upload(row)
    if not row.complete:
        messages.success(request, _("The upload is cancelled."))
        return redirect("campaigns:upload", pk)
    return redirect("campaigns:uploaded", pk, upload)


@login_required
@require_POST
def add(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Add one duplicate that was skipped, or all of them."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    row = get_upload_of(campaign, upload)
    skipped = row.found_duplicates.filter(article=None)
    chosen = request.POST.get("duplicate", "")
    if chosen:
        skipped = skipped.filter(pk=parse_int(chosen))
    add_duplicates(row, list(skipped))
    return redirect("campaigns:uploaded", pk, upload)

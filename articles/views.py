"""The pages of articles: list, upload, metadata, freeze, delete."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions
from articles.access import (
    current_text,
    further_columns,
    get_article,
    removed_passages,
    search,
    unfinished_scans,
    uploads_being_read,
    visible_to,
)
from articles.errors import NeedsTextRecognition, Unreadable
from articles.fetching import fetch_page, only_address
from articles.forms import MetadataForm, UploadForm
from articles.hand_editing.corrections import corrections_of
from articles.models import Article, BulkUpload, ScanJob
from articles.parsing.uploaded_zip import SUFFIX
from articles.sandbox.clean import clean_or_leave
from articles.sandbox.read import FAMILIAR, read_file, read_pasted, supported_formats
from articles.scans.actions import start_scan
from articles.text.draft import Draft
from articles.uploads.actions import is_zip, start_zip_upload
from articles.words import Words
from people.access import list_teams, teams_permitting
from people.models import User
from people.permissions import Permission, PermissionRefused, has_permission
from web.i18n.translate import translate
from web.notices import notice_with_undo
from web.rate_limits import RateLimitExceeded, hit_named_limit
from web.server.slow_views import slow_view
from web.text.quotes import nest_quotes

PAGE_SIZE = 50
MAX_QUERY_LENGTH = 100
# Teams whose texts a search offers to look through.
MAX_TEAMS = 8
TOO_MUCH_AT_ONCE = N_(
    "These files have more than {limit} MB together. Send fewer files, or only the part you need."
)


@login_required
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """List or search the articles that the user may see, newest first."""
    words = request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]
    # Sort only the keys, and read the rows of this page alone.
    keys = search(visible_to(request.user), words).order_by("-id").values_list("pk", flat=True)
    # A search goes through all articles: read the keys once, instead of counting them first.
    page = Paginator(list(keys) if words else keys, PAGE_SIZE).get_page(request.GET.get("page"))
    articles = (
        visible_to(request.user)
        .filter(pk__in=list(page))
        .select_related("team")
        .defer("undone_edits", "hand_edits", "cleaning")
        .order_by("-id")
    )
    context = {
        "articles": articles,
        "page": page,
        "words": words,
        "teams": list_teams(request.user)[:MAX_TEAMS] if words else (),
        "zips": () if words else uploads_being_read(request.user),
        "scans": () if words else unfinished_scans(request.user),
    }
    return render(request, "articles/list.html", context)


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Add a pasted text or files. The page lists what could not be read and keeps what was typed."""
    if request.user.is_guest:
        raise PermissionRefused(_("Guests cannot add articles. Sign up for an account first."))
    form = UploadForm(
        request.POST or None,
        # The share menu sends a link here.
        initial={"team": request.GET.get("team"), "text": only_address(request.GET.get("url", ""))},
        teams=teams_permitting(request.user, Permission.ADD_ARTICLE),
    )
    errors: list[tuple[str, str]] = []
    added: list[Article] = []
    zips: list[BulkUpload] = []
    scans: list[ScanJob] = []
    if request.method == "POST" and form.is_valid():
        added, zips, scans, errors = _import_uploads(request, form.cleaned_data)
        if added and _name_of_box(form.cleaned_data["text"]) not in dict(errors):
            # Otherwise, sending the form again would add a second article.
            form.data = form.data.copy()
            form.data["text"] = form.data["html"] = ""
        if len([*added, *zips, *scans]) == 1 and not errors:
            return _redirect_to(*added, *zips, *scans)
        if added and not errors:
            message = ngettext(
                "{count} article is ready for review.", "{count} articles are ready for review.", len(added)
            )
            messages.success(request, message.format(count=len(added)))
        if (added or zips or scans) and not errors:
            return redirect("articles:list")
    formats = supported_formats()
    context = {
        "form": form,
        "errors": errors,
        "added": added,
        "zips": zips,
        "scans": scans,
        "accepted": [suffix for _title, suffixes in formats for suffix in suffixes] + [SUFFIX],
        "familiar": [translate(title) for title, _suffixes in formats[: len(FAMILIAR)]],
        "others": [suffix for _title, suffixes in formats[len(FAMILIAR) :] for suffix in suffixes],
        "limit": settings.UPLOAD_MAX_BYTES,
        "fetches": settings.FETCH_ARTICLES,
    }
    return render(request, "articles/upload.html", context, status=422 if errors or form.errors else 200)


def _redirect_to(row: Article | BulkUpload | ScanJob) -> HttpResponse:
    """Return the way to the review of an article, or to the progress of what is read in the background."""
    names = {Article: "articles:review", BulkUpload: "articles:zip", ScanJob: "articles:scan"}
    return redirect(names[type(row)], row.pk)


# The form itself reports NUL characters in a pasted text.
upload.checks_null_characters = True


def _import_uploads(
    request: HttpRequest, data: dict[str, Any]
) -> tuple[list[Article], list[BulkUpload], list[ScanJob], list[tuple[str, str]]]:
    """Add the pasted text, or what is at the pasted address, and each file.

    Return the articles, the ZIP archives and scans that are now being read, and (name, reason) for what was refused.
    """
    added, zips, scans, errors = [], [], [], []
    sources = [(file.name, file) for file in request.FILES.getlist("files")]
    if data["text"].strip() or data["html"].strip() or not sources:
        sources.insert(0, (_name_of_box(data["text"]), None))
    if request.META.get("UPLOAD_TOO_LARGE"):
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        message = _(TOO_MUCH_AT_ONCE)
        return [], [], [], [(_("Upload"), message.format(limit=limit))]
    title = data["title"] if len(sources) == 1 else ""
    for name, file in sources:
        try:
            hit_named_limit(request.user, "upload")
            if file and is_zip(name):
                zips.append(start_zip_upload(request.user, file, name, data["team"]))
                continue
            source = _source(request.user, file, data)
            try:
                draft = source.read()
            except NeedsTextRecognition as needs:
                metadata = source.metadata | {"title": title}
                scans.append(
                    start_scan(
                        request.user, source.original, source.name, needs.pages, data["team"], **metadata
                    )
                )
                continue
        except (Unreadable, RateLimitExceeded) as error:
            errors.append((name, translate(error)))
            continue
        cleaned = clean_or_leave(draft)
        added.append(
            actions.add_article(
                request.user, draft, source.original, source.name, data["team"], cleaned, title=title
            )
        )
    return added, zips, scans, errors


def _name_of_box(text: str) -> str:
    """Return what a refusal calls the content of the box."""
    return only_address(text) or _("pasted text")


class Source(NamedTuple):
    """What somebody adds: the original with its name as a file, how it is read, and what is known of a scan."""

    original: File | bytes
    name: str
    read: Callable[[], Draft]
    metadata: dict[str, str] = {}


def _source(user: User, file: File | None, data: dict[str, Any]) -> Source:
    """Return a file, or what is at the address in the box, or else the content of the box."""
    if file is not None:
        return Source(file, file.name, lambda: read_file(file.name, file.read()))
    text, html = data["text"], data["html"]
    if address := only_address(text):
        hit_named_limit(user, "fetch")
        page = fetch_page(address)
        return Source(page.data, page.name, page.read, {"url": page.url})
    name = actions.PASTED_HTML if html else actions.PASTED
    return Source((html or text).encode(), name, lambda: read_pasted(text, html))


@login_required
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an article with its metadata and what can be done with it next."""
    article = get_article(request.user, pk)
    if not article.frozen:
        return redirect("articles:review", pk)
    text = current_text(article)
    context = {
        "article": article,
        "text": text,
        "words": len(Words(text.body)) if text.words is None else text.words,
        "facts": MetadataForm(instance=article),
        "further_columns": further_columns(request.user, article),
        "removed": removed_passages(request.user, article),
        "corrects": has_permission(request.user, Permission.EDIT_ARTICLE, article),
        "corrections": corrections_of(article) if text.revision > 1 else (),
        "sets_exercises": article.team is not None
        and has_permission(request.user, Permission.CREATE_ROUND, article.team),
    }
    return render(request, "articles/article.html", context)


@login_required
@require_POST
def metadata(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, byline and the other metadata."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    form = MetadataForm(request.POST, instance=article)
    if not form.is_valid():
        return render(request, "articles/facts.html", {"article": article, "facts": form}, status=422)
    actions.set_metadata(request.user, article, form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("articles:article" if article.frozen else "articles:review", pk)


@login_required
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the text as reviewed; from now on it can be annotated."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    try:
        actions.freeze(request.user, article)
    except Unreadable as error:
        messages.error(request, translate(error))
        return redirect("articles:review", pk)
    return redirect("articles:article", pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then move the article to the bin."""
    article = get_article(request.user, pk, Permission.DELETE_ARTICLE)
    if request.method == "GET":
        return render(request, "articles/delete.html", {"article": article, "days": settings.BIN_DAYS})
    actions.delete_article(request.user, article)
    message = _("“{title}” is in the bin.").format(title=nest_quotes(article.title))
    notice_with_undo(request, message, reverse("annotate:bin-restore", args=["articles", pk]))
    return redirect("articles:list")


@login_required
@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """Return the uploaded file as a download; a browser never shows it as a page."""
    article = get_article(request.user, pk, Permission.DOWNLOAD_ORIGINAL)
    return FileResponse(
        article.original.open(),
        as_attachment=True,
        filename=article.original_name,
        content_type="application/octet-stream",
    )

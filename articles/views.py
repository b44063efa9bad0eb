"""The pages by which an article comes in: list, upload, review, freeze."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions
from articles.access import current_text, get_article, search, visible_to
from articles.cleaning import for_page
from articles.errors import Unreadable
from articles.forms import MetadataForm, UploadForm
from articles.models import Article
from articles.sandbox.clean import NotCleaned, clean_or_leave
from articles.sandbox.read import read_file, read_pasted, supported_formats
from articles.words import Words
from people.access import teams_permitting
from people.permissions import Permission, PermissionRefused
from web.i18n.translate import translate
from web.notices import notice_with_undo
from web.rate_limits import RateLimitExceeded, hit_named_limit
from web.server.slow_views import slow_view
from web.text.quotes import nest_quotes

PAGE = 50
# Letters. More than that is no search.
MAX_SEARCHED = 100
TOO_MUCH_AT_ONCE = N_("More than {limit} MB at once. Send fewer files, or only the part you need.")


@login_required
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """Everything this person may see, or what they search for, newest first."""
    words = request.GET.get("q", "").strip()[:MAX_SEARCHED]
    # Of thousands that are sorted only the numbers are carried along, and the rest is read of those on the page.
    found = search(visible_to(request.user), words).order_by("-id").values_list("pk", flat=True)
    # To count what is searched for is to look through everything as often again.
    page = Paginator(list(found) if words else found, PAGE).get_page(request.GET.get("page"))
    shown = (
        visible_to(request.user)
        .filter(pk__in=list(page))
        .select_related("team")
        .defer("kept", "cleaning")
        .order_by("-id")
    )
    return render(request, "articles/list.html", {"articles": shown, "page": page, "words": words})


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Paste a text, or send files; what could not be read is said, and nothing typed is lost."""
    if request.user.is_guest:
        raise PermissionRefused(
            _("Guests read and mark what their class was given. To add articles, sign up.")
        )
    form = UploadForm(
        request.POST or None,
        initial={"team": request.GET.get("team")},
        teams=teams_permitting(request.user, Permission.ADD_ARTICLE),
    )
    errors: list[tuple[str, str]] = []
    added: list[Article] = []
    if request.method == "POST" and form.is_valid():
        added, errors = _import_uploads(request, form.cleaned_data)
        if added and _("pasted text") not in dict(errors):
            # Sent once more, it would be a second article.
            form.data = form.data.copy()
            form.data["text"] = ""
        if len(added) == 1 and not errors:
            return redirect("articles:review", added[0].pk)
        if added and not errors:
            said = ngettext(
                "{count} article is ready for review.", "{count} articles are ready for review.", len(added)
            )
            messages.success(request, said.format(count=len(added)))
            return redirect("articles:list")
    page = {
        "form": form,
        "errors": errors,
        "added": added,
        "accepted": [(translate(title), suffixes) for title, suffixes in supported_formats()],
        "limit": settings.UPLOAD_MAX_BYTES,
    }
    return render(request, "articles/upload.html", page, status=422 if errors or form.errors else 200)


# A pasted text is refused beside the form that holds it.
upload.checks_null_characters = True


def _import_uploads(
    request: HttpRequest, given: dict[str, Any]
) -> tuple[list[Article], list[tuple[str, str]]]:
    """What came of the pasted text and of each file: articles, and (name, reason) for what was refused."""
    added, errors = [], []
    sources = [(file.name, file) for file in request.FILES.getlist("files")]
    if given["text"].strip() or not sources:
        sources.insert(0, (_("pasted text"), None))
    if request.META.get("UPLOAD_TOO_LARGE"):
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        too_much = _(TOO_MUCH_AT_ONCE)
        return [], [(_("Upload"), too_much.format(limit=limit))]
    for name, file in sources:
        try:
            hit_named_limit(request.user, "upload")
            draft = read_file(name, file.read()) if file else read_pasted(given["text"])
        except Unreadable as error:
            errors.append((name, translate(error)))
            continue
        except RateLimitExceeded as error:
            errors.append((name, str(error)))
            continue
        original = given["text"].encode() if file is None else file
        original_name = actions.PASTED if file is None else name
        title = given["title"] if len(sources) == 1 else ""
        cleaned = clean_or_leave(draft)
        added.append(
            actions.add_article(
                request.user, draft, original, original_name, given["team"], cleaned, title=title
            )
        )
    return added, errors


@login_required
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article: what is known of it, and what can be done with it next."""
    found = get_article(request.user, pk)
    if not found.frozen:
        return redirect("articles:review", pk)
    text = current_text(found)
    page = {
        "article": found,
        "text": text,
        "words": len(Words(text.body)) if text.words is None else text.words,
        "facts": MetadataForm(instance=found),
    }
    return render(request, "articles/article.html", page)


@login_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What the cleaning took off, struck through with its reason, before the text is frozen."""
    found = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    if found.frozen:
        return redirect("articles:article", pk)
    cleaned = actions.review(found)
    page = {
        "article": found,
        "cleaned": found.cleaning is not None,
        "segments": list(for_page(cleaned.segments)),
        "removals": {s.edit for s in cleaned.segments if s.shown},
        "notes": cleaned.draft.notes,
        "words": len(Words(cleaned.draft.text)),
        "facts": MetadataForm(instance=found),
    }
    return render(request, "articles/review.html", page)


@slow_view()
@login_required
@require_POST
def clean(request: HttpRequest, pk: int) -> HttpResponse:
    """Clean a text that is not cleaned yet."""
    found = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "cleaning")
    try:
        actions.clean(request.user, found)
    except NotCleaned as error:
        messages.error(request, translate(error))
    return redirect("articles:review", pk)


@slow_view()
@login_required
@require_POST
def toggle_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a passage that the cleaning took off, or let it go again."""
    found = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    edit = request.POST.get("edit", "")
    hit_named_limit(request.user, "cleaning")
    try:
        actions.set_removal_kept(request.user, found, edit, request.POST.get("kept") == "1")
    except NotCleaned as error:
        messages.error(request, translate(error))
    return redirect(f"{_review_address(pk)}#{edit}")


def _review_address(pk: int) -> str:
    return redirect("articles:review", pk).url


@login_required
@require_POST
def metadata(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, byline and the rest."""
    found = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    form = MetadataForm(request.POST, instance=found)
    if not form.is_valid():
        return render(request, "articles/facts.html", {"article": found, "facts": form}, status=422)
    actions.set_metadata(request.user, found, form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("articles:article" if found.frozen else "articles:review", pk)


@login_required
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as reviewed is what everybody marks from now on."""
    found = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    actions.freeze(request.user, found)
    return redirect("articles:article", pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then move it to the bin."""
    found = get_article(request.user, pk, Permission.DELETE_ARTICLE)
    if request.method == "GET":
        return render(request, "articles/delete.html", {"article": found, "days": settings.BIN_DAYS})
    actions.delete_article(request.user, found)
    message = _("“{title}” is in the bin.").format(title=nest_quotes(found.title))
    notice_with_undo(request, message, reverse("annotate:bin-restore", args=["articles", pk]))
    return redirect("articles:list")


@login_required
@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes that were uploaded, as a download and nothing else: they are never shown as a page."""
    found = get_article(request.user, pk, Permission.DOWNLOAD_ORIGINAL)
    return FileResponse(
        found.original.open(),
        as_attachment=True,
        filename=found.original_name,
        content_type="application/octet-stream",
    )

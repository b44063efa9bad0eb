"""The review page, on which people see what the cleaning removed, and change the text by hand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.access import get_article, get_picture
from articles.forms import MetadataForm
from articles.hand_editing.actions import change_draft
from articles.hand_editing.forms import ChangeForm
from articles.hand_editing.responses import change_response, text_context
from articles.models import Article
from articles.sandbox.clean import NotCleaned
from people.permissions import Permission, PermissionRefused
from web.errors import ProblemError
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view
from web.values import parse_int

# Before the key of a picture in its id on the page.
PICTURE_ID = "picture-"


@login_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the cleaning removed, struck through with its reason, before the text is frozen."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    if article.frozen:
        return redirect("articles:article", pk)
    context = {"cleaned": article.cleaning is not None, "facts": MetadataForm(instance=article)}
    return render(request, "articles/review.html", _context(article) | context)


@slow_view()
@login_required
@require_POST
def clean(request: HttpRequest, pk: int) -> HttpResponse:
    """Clean a text that has not been cleaned yet."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "cleaning")
    try:
        actions.clean(request.user, article)
    except NotCleaned as error:
        messages.error(request, translate(error))
    return redirect("articles:review", pk)


@slow_view()
@login_required
@require_POST
def toggle_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a passage that the cleaning removed, or remove it again."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    edit = request.POST.get("edit", "")
    hit_named_limit(request.user, "cleaning")
    try:
        actions.set_edit_undone(request.user, article, edit, request.POST.get("kept") == "1")
    except NotCleaned as error:
        return _changed(request, article, error)
    return _changed(request, article)


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text under review by hand, or undo such a change."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "editing")
    try:
        change_draft(request.user, article, ChangeForm(request.POST).change)
    except PermissionRefused:
        raise
    except ProblemError as error:
        return _changed(request, article, error)
    return _changed(request, article)


@login_required
@require_POST
def toggle_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a picture out of the text under review, or put it back; ``edit`` is its id on the page."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "editing")
    picture = parse_int(request.POST.get("edit", "").removeprefix(PICTURE_ID))
    row = get_picture(article, picture or 0)
    actions.set_picture_removed(request.user, article, row, request.POST.get("removed") == "1")
    return _changed(request, article)


def _changed(request: HttpRequest, article: Article, error: Exception | None = None) -> HttpResponse:
    article.refresh_from_db(fields=["draft", "hand_edits", "undone_edits", "cleaning"])
    address = f"{reverse('articles:review', args=[article.pk])}#{request.POST.get('edit', '')}"
    return change_response(request, _context(article), address, error)


def _context(article: Article) -> dict[str, Any]:
    composed = actions.review(article)
    return text_context(composed, article.pictures.all()) | {
        "article": article,
        "notes": composed.draft.notes,
        "scanned_pages": composed.draft.scanned_pages,
    }

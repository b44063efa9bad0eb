"""The page on which people correct a text that can be annotated, what that changes, and the earlier revisions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.access import current_text, get_article
from articles.editing.changes import subtract_counts
from articles.editing.difference import changed_headings, changed_passages
from articles.hand_editing.corrections import (
    change_correction,
    composed_text,
    discard_correction,
    discard_left_over,
    edits_between,
    left_over_changes,
    move_pending_changes,
    pending_changes,
)
from articles.hand_editing.forms import ChangeForm, version_of
from articles.hand_editing.phrases import changes_phrase
from articles.hand_editing.responses import change_response, text_context
from articles.models import Article, Picture, Text
from people.permissions import Permission, PermissionRefused, has_permission
from web.errors import ProblemError
from web.rate_limits import hit_named_limit


@login_required
@require_safe
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the newest text with what the user wants to change in it."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    if not article.frozen:
        return redirect("articles:review", pk)
    moved = move_pending_changes(request.user, article)
    text = current_text(article)
    context = {
        "moved": moved,
        "corrected_by": text.corrected_by,
        "left_over": [
            passage
            for composed in left_over_changes(request.user, text)
            for passage in changed_passages(composed.cleaned.draft.text, composed.edits)
        ],
    }
    return render(request, "articles/correct.html", _context(request, article) | context)


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a change to what the user wants to correct, or undo one."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "editing")
    address = f"{reverse('articles:correct', args=[pk])}#{request.POST.get('edit', '')}"
    try:
        change_correction(request.user, article, ChangeForm(request.POST).change)
    except PermissionRefused:
        raise
    except ProblemError as error:
        return change_response(request, _context(request, article), address, error)
    return change_response(request, _context(request, article), address)


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the correction changes before it is applied."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    text = current_text(article)
    composed = composed_text(text, pending_changes(request.user, text))
    if not composed.hand:
        # Changes of an earlier revision: the page moves them to this one, and says so.
        if not left_over_changes(request.user, text):
            messages.warning(request, _("You have not corrected anything yet."))
        return redirect("articles:correct", pk)
    context = {
        "article": article,
        "text": text,
        "passages": changed_passages(text.body, composed.edits),
        "headings": [(composed.block_text(start), level.level) for start, level in composed.levels.items()],
        "version": version_of(composed.hand),
    }
    return render(request, "articles/correction.html", context)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what the user wanted to correct, or only the changes that found no place."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    if request.POST.get("left_over") == "1":
        discard_left_over(request.user, article)
        return redirect("articles:correct", pk)
    discard_correction(request.user, article, current_text(article))
    return redirect("articles:article", pk)


@login_required
@require_safe
def revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what a correction changed."""
    article = get_article(request.user, pk)
    text = current_text(article, number)
    if number < 2:
        raise Http404(_("This is the first version of the text."))
    before = current_text(article, number - 1)
    context = {
        "article": article,
        "text": text,
        "passages": changed_passages(before.body, edits_between(before, text)),
        "headings": changed_headings(before.body, before.blocks, text.body, text.blocks),
        "changes": changes_phrase(subtract_counts(text.hand_changes, before.hand_changes)),
        "can_undo": text == current_text(article)
        and has_permission(request.user, Permission.EDIT_ARTICLE, article),
    }
    return render(request, "articles/revision.html", context)


def _context(request: HttpRequest, article: Article) -> dict[str, Any]:
    text = current_text(article)
    composed = composed_text(text, pending_changes(request.user, text))
    context = {"article": article, "text": text, "pictures_stay": True}
    return text_context(composed, _pictures(text)) | context


def _pictures(text: Text) -> list[Picture]:
    """Return the pictures of a text in order, at their places in it."""
    offsets = {placed.id: placed.offset for placed in text.placed_pictures}
    if not offsets:
        return []
    pictures = list(text.article.pictures.filter(pk__in=offsets))
    for picture in pictures:
        picture.offset = offsets[picture.pk]
    return sorted(pictures, key=lambda picture: picture.offset)

"""Apply a correction of a text, and undo the last one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotate.revisions.actions import RevisionOutdated, correct_text
from articles.access import current_text, get_article
from articles.editing.text_edit import reverse_edits
from articles.hand_editing.corrections import (
    composed_text,
    discard_correction,
    edits_between,
    formatting_of,
    pending_changes,
)
from articles.hand_editing.forms import CHANGED_MEANWHILE, version_of
from people.permissions import Permission, PermissionRefused
from web.errors import ProblemError
from web.i18n.translate import translate
from web.notices import notice_with_undo
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_POST
def apply_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Make what the user wants to correct the next revision of the text."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "upload")
    text = current_text(article)
    composed = composed_text(text, pending_changes(request.user, text))
    if request.POST.get("version") != version_of(composed.hand):
        messages.warning(request, translate(CHANGED_MEANWHILE))
        return redirect("articles:correct", pk)
    try:
        new = correct_text(request.user, article, text.revision, composed.edits, composed.draft.formatting)
    except PermissionRefused:
        raise
    except ProblemError as error:
        # The page says what somebody else has corrected meanwhile.
        if not isinstance(error, RevisionOutdated):
            messages.error(request, translate(error))
        return redirect("articles:correct", pk)
    discard_correction(request.user, article, of=text)
    undo = reverse("annotate:undo-correction", args=[pk, new.revision])
    notice_with_undo(request, _("The text is corrected."), undo, "corrected")
    return redirect("articles:article", pk)


@slow_view()
@login_required
@require_POST
def undo_correction(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Undo the last correction: the text becomes what it was before, as a new revision."""
    article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
    hit_named_limit(request.user, "upload")
    text = current_text(article, number)
    before = current_text(article, number - 1)
    edits = reverse_edits(before.body, edits_between(before, text))
    try:
        correct_text(request.user, article, number, edits, formatting_of(before))
    except PermissionRefused:
        raise
    except ProblemError as error:
        messages.error(request, translate(error))
    else:
        messages.success(request, _("The correction is undone."), "undone")
    return redirect("articles:article", pk)

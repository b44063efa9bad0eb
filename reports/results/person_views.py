"""The page with one person's work beside the key, and the teacher's review of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.access import get_reader_layer, layers_with_work, reviews_in
from annotate.codebooks.translation import translate_codebook
from annotate.models import Layer, Round
from annotate.reviews.actions import ReviewError, put_review, remove_review
from articles.text.draft import Formatting
from articles.text.html import linked_pictures
from people.models import User
from people.permissions import Permission, has_permission
from reports.not_revealed_page import requires_reveal
from reports.results.forms import ReviewForm
from reports.results.load import get_results_round, has_key
from reports.results.one_person import PersonResult, person_result
from reports.results.side_by_side import side_by_side
from web.i18n.translate import translate
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
@requires_reveal
def person_page(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Show one person's highlights and the key in the text, with every outcome."""
    round_ = get_results_round(request.user, pk)
    layer = get_reader_layer(request.user, round_, person)
    written = reviews_in(request.user, round_).filter(layer=layer).first()
    form = ReviewForm.of(written)
    return _page(request, round_, layer, form)


@slow_view()
@login_required
@require_POST
@requires_reveal
def review(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Write or remove the teacher's comment and score."""
    round_ = get_results_round(request.user, pk, Permission.REVIEW_HAND_IN)
    layer = get_reader_layer(request.user, round_, person)
    if request.POST.get("remove"):
        remove_review(request.user, round_, layer)
        messages.success(request, _("Comment and score removed."), "review-removed")
        return redirect("reports:results-person", pk, person)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            put_review(request.user, round_, layer, form.cleaned_data["comment"], form.fraction)
        except ReviewError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."), "review-saved")
            return redirect("reports:results-person", pk, person)
    return _page(request, round_, layer, form, status=422)


def _page(
    request: HttpRequest, round_: Round, layer: Layer, form: ReviewForm, status: int = 200
) -> HttpResponse:
    text = round_.text
    result = person_result(request.user, round_, layer)
    pictures = linked_pictures(
        text.placed_pictures,
        lambda picture: reverse("articles:picture", args=[text.article_id, picture]),
        translate,
    )
    formatting = [Formatting(*row) for row in text.formatting]
    matches = result.scored.matches
    context: dict[str, Any] = {
        "round": round_,
        "article": text.article,
        "layer": layer,
        "person": layer.annotator,
        "result": result,
        "review": reviews_in(request.user, round_).filter(layer=layer).first(),
        "form": form,
        "can_review": has_permission(request.user, Permission.REVIEW_HAND_IN, round_),
        "has_key": has_key(round_),
        "tags": {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags},
        "text": side_by_side(text.body, formatting, matches, round_.extract, translate, pictures),
    }
    context |= _neighbours(request.user, round_, layer, result)
    return render(request, "reports/results/person.html", context, status=status)


def _neighbours(user: User, round_: Round, layer: Layer, result: PersonResult) -> dict[str, User | None]:
    """Return the people before and after in the order of the table, of those who have highlighted or handed in."""
    rows = sorted(
        layers_with_work(user, round_), key=lambda row: (row.annotator.name.casefold(), row.annotator.pk)
    )
    place = next((index for index, row in enumerate(rows) if row.pk == layer.pk), None)
    if place is None:
        return {"previous": None, "next": rows[0].annotator if rows else None}
    return {
        "previous": rows[place - 1].annotator if place else None,
        "next": rows[place + 1].annotator if place + 1 < len(rows) else None,
    }

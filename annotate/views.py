"""The annotation page, the guide to the tags, and the style sheets of codebooks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from annotate.access import get_codebook, get_round, rounds_on
from annotate.annotations.actions import READ_PERMISSION
from annotate.assignments.overview import assignment_data, overview
from annotate.codebook import Codebook, read_codebook
from annotate.codebooks.actions import DEFAULT_CODEBOOK
from annotate.codebooks.translation import translate_codebook
from annotate.enums import HintMoment, LayerKind
from annotate.groups.actions import join_group
from annotate.hints.visible import has_hints
from annotate.page_data import annotation_page_data
from annotate.rounds.actions import create_round
from articles.access import get_article
from articles.actions import freeze
from articles.errors import Unreadable
from people.permissions import Permission, has_permission
from web.i18n.translate import translate


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the article's newest round; if there is none, freeze the article and create one.

    Exercises come before what is handed out in campaigns.
    """
    article = get_article(request.user, pk)
    round_ = rounds_on(request.user, article).order_by("invitation_only", "-pk").first()
    if round_ is None:
        article = get_article(request.user, pk, Permission.EDIT_ARTICLE)
        try:
            round_ = create_round(request.user, freeze(request.user, article))
        except Unreadable as error:
            messages.error(request, translate(error))
            return redirect("articles:review", pk)
    return redirect("annotate:annotate", round_.pk)


@login_required
@ensure_csrf_cookie
@require_safe
def annotate(request: HttpRequest, pk: int, kind: LayerKind = LayerKind.READER) -> HttpResponse:
    """Show the page on which a reader annotates, or a teacher writes the answer key or final annotations."""
    round_ = get_round(request.user, pk, READ_PERMISSION[kind])
    article = round_.text.article
    if kind == LayerKind.READER:
        # Opening the page is how somebody who came later gets into a group: see ``join_group``.
        join_group(request.user, round_)
    tags = translate_codebook(round_.codebook.pure).live
    data = annotation_page_data(request.user, round_, kind)
    may_submit = (
        kind == LayerKind.READER
        and article.team_id
        and has_permission(request.user, Permission.SUBMIT, round_)
    )
    page = (
        overview(request.user, round_.assignment) if kind == LayerKind.READER and round_.assignment else None
    )
    if page:
        data["set"] = assignment_data(page, round_)
    context = {
        "article": article,
        "assignment": page,
        "place": page and next(article for article in page.articles if article.round == round_),
        "next_article": page and page.after(round_),
        "round": round_,
        "kind": kind,
        "text": round_.text,
        "codebook": round_.codebook,
        "tags": tags,
        "last_tag": tags[-1],
        # Leaders of an independent round hand nothing in.
        "may_hand_in": may_submit and (data["mayMark"] or data["submittedAt"]),
        "hints": kind == LayerKind.READER and has_hints(round_),
        "asks_for_hints": data["mayMark"]
        and data["hints"]
        and data["hints"]["moment"] == HintMoment.ON_REQUEST,
        "offers_details": data["mayMark"] and kind == LayerKind.READER and round_.detail_suggestions,
        "data": data,
    }
    return render(request, "annotate/annotate.html", context)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Explain the four default tags and their edge cases."""
    return render(
        request, "annotate/guide.html", {"codebook": translate_codebook(read_codebook(DEFAULT_CODEBOOK))}
    )


@gzip_page
@require_safe
def default_css(request: HttpRequest) -> HttpResponse:
    """Return the style sheet of the default tags, for pages outside a round."""
    return _css(request, read_codebook(DEFAULT_CODEBOOK))


@gzip_page
@login_required
@require_safe
def codebook_css(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the style sheet of a codebook's tags."""
    return _css(request, get_codebook(request.user, pk).pure)


def _css(request: HttpRequest, codebook: Codebook) -> HttpResponse:
    """Render the style sheet: cached for a day for built-in codebooks, revalidated for those that can be edited."""
    response = render(request, "annotate/codebook.css", {"tags": codebook.tags}, content_type="text/css")
    response["Cache-Control"] = "private, max-age=86400" if codebook.ships else "private, no-cache"
    return response

"""The page on which readers compare their highlights with the hints, once they have handed in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from annotate.access import annotations_in, get_round
from annotate.annotations.leading import leads_alone
from annotate.codebooks.translation import translate_codebook
from annotate.enums import HintResponse, HintTiming, RoundState
from annotate.hints.actions import respond_to_hint
from annotate.hints.lists.comparison import Comparison, compare
from annotate.hints.visible import lists_hints, visible_hints
from annotate.models import Round
from articles.hints import has_rules
from people.models import User
from people.permissions import Permission, has_permission
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view

# The responses that the page offers.
RESPONSES = (HintResponse.MISSED, HintResponse.DISAGREE, HintResponse.UNSURE)


@slow_view()
@login_required
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
@with_progress_page
def hints(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the three lists beside the text, or say why there are none; take an answer to a hint."""
    round_ = get_round(request.user, pk)
    more = "more" in request.GET
    if request.method == "POST":
        key, response = request.POST.get("key", ""), request.POST.get("response", "")
        if response not in RESPONSES:
            raise Http404(_("Choose one of the answers."))
        respond_to_hint(request.user, round_, key, HintResponse(response))
        return redirect(f"{request.get_full_path()}#hint-{key}")
    missing = _why_none(request.user, round_)
    lists = None if missing else _lists(request.user, round_, more)
    context = {
        "round": round_,
        "article": round_.text.article,
        "lists": lists,
        "missing": missing,
        "runs_article": missing == "not highlighted"
        and has_permission(request.user, Permission.EDIT_ARTICLE, round_.text.article),
        "more": more,
    }
    return render(request, "annotate/hints.html", context)


def _why_none(user: User, round_: Round) -> str:
    """Return why ``user`` may not see the lists now; "" if they may."""
    if round_.hints == HintTiming.OFF:
        return "off"
    if not has_rules(round_.text.article.language):
        return "language"
    if lists_hints(user, round_):
        return ""
    annotates = has_permission(user, Permission.ANNOTATE, round_) and not leads_alone(user, round_)
    is_over = round_.state in (RoundState.CLOSED, RoundState.REVEALED)
    return "not handed in" if annotates and not is_over else "not highlighted"


def _lists(user: User, round_: Round, more: bool) -> Comparison:
    tags = {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags}
    own = annotations_in(user, round_).filter(layer__annotator=user)
    return compare(round_.text.body, tags, visible_hints(user, round_, lists=True), list(own), more)

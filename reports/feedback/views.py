"""The page on which readers see their annotations compared with the answer key and the class."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.access import get_layer, get_round, own_review
from annotate.hints.visible import lists_hints
from reports.feedback.actions import feedback
from reports.feedback.set_score import set_score
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
def feedback_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the feedback that the round allows now."""
    round_ = get_round(request.user, pk)
    context = {
        "round": round_,
        "article": round_.text.article,
        "layer": get_layer(request.user, round_),
        "lists_hints": lists_hints(request.user, round_),
        "feedback": feedback(request.user, round_),
        "review": own_review(request.user, round_),
        "set_score": set_score(request.user, round_),
    }
    return render(request, "reports/feedback.html", context)

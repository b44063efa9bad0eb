"""The page with the results of an exercise, and its downloads."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotate.codebooks.translation import translate_codebook
from annotate.models import Round
from annotate.rounds.progress import NOT_STARTED, progress
from people.models import User
from people.permissions import Permission, has_permission
from reports.exports.responses import attachment_response
from reports.not_revealed_page import requires_reveal
from reports.results.display import average, bar, is_common
from reports.results.download import DOWNLOADS
from reports.results.figures import most_missed
from reports.results.load import RoundResults, get_results_round, has_key, load_results
from web.background.progress import with_progress_page
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view

MAX_ANSWERS, MAX_TALK, MAX_EXTRAS = 200, 3, 10


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def results_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what to talk about, then every answer of the key and everybody's result."""
    round_ = get_results_round(request.user, pk)
    context: dict[str, Any] = {
        "round": round_,
        "article": round_.text.article,
        "can_edit": has_permission(request.user, Permission.EDIT_ANSWER_KEY, round_),
    }
    if not has_key(round_):
        return render(request, "reports/results/no_key.html", context)
    results = load_results(request.user, round_, bool(request.GET.get("drafts")))
    if not results.answers:
        return render(request, "reports/results/no_key.html", context)
    only_missed = request.GET.get("show") == "missed"
    answers = [row for row in results.answers if not only_missed or row.figures.missed_by_most]
    page = Paginator(answers, MAX_ANSWERS).get_page(request.GET.get("page", ""))
    context |= {
        "results": results,
        "tags": {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags},
        "talk": talking_points(results),
        "average": average([row.final for row in results.rows if row.counts]),
        "only_missed": only_missed,
        "missed": sum(row.figures.missed_by_most for row in results.answers),
        "page": page,
        "answers": [(row, bar(row.figures)) for row in page.object_list],
        "extras": results.extras[:MAX_EXTRAS],
        "not_started": not_started(request.user, round_),
        "downloads": list(DOWNLOADS),
        "with_drafts": bool(request.GET.get("drafts")),
    }
    return render(request, "reports/results/results.html", context)


def talking_points(results: RoundResults) -> dict[str, Any]:
    """Return what most missed, the most frequent confusion with its clearest case, and the first extra passage."""
    rows = {row.figures.answer: row for row in results.answers}
    confusion = results.confusions[0] if results.confusions else None
    extra = results.extras[0] if results.extras else None
    return {
        "missed": [
            rows[figures.answer]
            for figures in most_missed([row.figures for row in results.answers], MAX_TALK)
        ],
        "confusion": confusion if confusion and is_common(confusion.readers, results.readers) else None,
        "confused": results.answers[confusion.answer] if confusion else None,
        "extra": extra if extra and is_common(extra.figures.readers, results.readers) else None,
    }


def not_started(user: User, round_: Round) -> list[str]:
    """Return the names of those who take part but have not begun."""
    team = round_.text.article.team
    rows = progress(user, team, [round_]) if team else []
    return [row.person.name for row in rows if row.cells[0].state == NOT_STARTED]


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def results_download(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Download the results as CSV or XLSX."""
    round_ = get_results_round(request.user, pk)
    if slug not in DOWNLOADS:
        known = ", ".join(DOWNLOADS)
        raise Http404(
            _("There is no format “{slug}”. Choose one of these: {known}.").format(slug=slug, known=known)
        )
    hit_named_limit(request.user, "export")
    results = load_results(request.user, round_, bool(request.GET.get("drafts")))
    kind = DOWNLOADS[slug]
    return attachment_response(f"results-{pk}.{slug}", kind.write(results), kind.media_type)

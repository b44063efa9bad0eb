"""The page of an article's hints, and asking the language model about it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotate.access import hint_settings, own_open_round, text_to_ask_about
from annotate.codebooks.actions import install_codebook
from annotate.codebooks.translation import translate_codebook
from annotate.hints.language_model import actions
from annotate.hints.language_model.answers import current_suggestions, drop_phrases, progress_of
from annotate.hints.language_model.client import is_configured, model_host
from annotate.hints.language_model.work import fail_if_interrupted
from annotate.hints.lists.comparison import compare
from annotate.hints.visible import hints_of_text
from annotate.models import HintSuggestions
from articles.hints import has_rules
from articles.models import Text
from people.models import User
from web.background.progress import asks_for_status, with_progress_page
from web.i18n.lazy_message import Message
from web.server.slow_views import slow_view


@slow_view()
@login_required
@never_cache
@require_safe
@with_progress_page
def article_hints(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all hints of the newest text beside it; the page's script gets how far asking the model is, as JSON."""
    text = text_to_ask_about(request.user, pk)
    job = current_suggestions(text)
    if job:
        fail_if_interrupted(job)
    if asks_for_status(request) and job:
        return JsonResponse(progress_of(job))
    # Whoever reads alone gets hints where they highlight.
    round_ = own_open_round(text.article)
    more = "more" in request.GET
    context = {
        "article": text.article,
        "text": text,
        "whole": (0, len(text.body)),
        "round": round_,
        "has_rules": has_rules(text.article.language),
        "lists": None if round_ else _lists(request.user, text, more),
        "more": more,
        "model": _model_context(text, job) if is_configured() else None,
    }
    return render(request, "annotate/article_hints.html", context)


def _lists(user: User, text: Text, more: bool) -> Any:
    tags = {tag.slug: tag for tag in translate_codebook(install_codebook().pure).tags}
    return compare(text.body, tags, hints_of_text(user, text), [], more)


def _model_context(text: Text, job: HintSuggestions | None) -> dict[str, Any]:
    """Return what the page says about the language model."""
    team = text.article.team_id
    return {
        "host": model_host(),
        "allowed": not team or hint_settings(team).language_model,
        "job": job,
        "progress": progress_of(job) if job else None,
        "running": bool(job and not job.finished),
        "error": Message.from_json(job.error) if job and job.error else "",
        "dropped": drop_phrases(job) if job else (),
    }


@login_required
@require_POST
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the language model about the article."""
    text = text_to_ask_about(request.user, pk)
    try:
        actions.start_suggestions(request.user, text)
    except actions.CannotAsk as error:
        messages.error(request, str(error))
    return redirect("annotate:article-hints", pk)


@login_required
@require_POST
def remove_suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel asking, or remove what was suggested."""
    actions.delete_suggestions(request.user, text_to_ask_about(request.user, pk))
    messages.success(request, _("The language model’s hints have been removed."))
    return redirect("annotate:article-hints", pk)

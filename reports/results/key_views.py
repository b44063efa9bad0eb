"""Change the key from the results: accept another tag at an answer, add a passage, undo it."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotate.annotations.key_changes import accept_tag, add_answer, get_answer, undo_change
from annotate.codebooks.translation import translate_codebook
from annotate.models import Round
from annotate.tag import Tag
from people.models import User
from people.permissions import Permission
from people.terms import term
from reports.analysis.clusters import context_around
from reports.cached_results import in_background
from reports.feedback.actions import scoring_answers
from reports.feedback.scoring import Answer
from reports.not_revealed_page import requires_reveal
from reports.results.class_results import ScoreChanges, score_changes
from reports.results.forms import ReasonForm
from reports.results.load import get_results_round, key_answers, load_works
from web.background.progress import with_progress_page
from web.errors import ProblemError
from web.i18n.translate import translate
from web.notices import notice_with_undo
from web.server.slow_views import slow_view
from web.values import parse_int


@slow_view()
@login_required
@require_http_methods(["GET", "POST"])
@with_progress_page
@requires_reveal
def accept(request: HttpRequest, pk: int, annotation: UUID) -> HttpResponse:
    """Ask for a reason, then accept another tag at an answer."""
    round_ = get_results_round(request.user, pk, Permission.EDIT_ANSWER_KEY)
    answer = get_answer(request.user, round_, annotation)
    tags = _tags(round_)
    tag = tags.get((request.POST or request.GET).get("tag", ""))
    if tag is None:
        raise Http404(_("There is no such tag here."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept_tag(request.user, round_, annotation, tag.slug, form.cleaned_data["reason"])
        message = _("{tag} is now correct here, too. The scores have been computed again.")
        return _done(request, pk, message.format(tag=tag.name), annotation)
    right = (answer.tag.slug, *answer.answer["also"])
    start, end = answer.start, answer.end

    changed = scoring_answers([answer])[0]

    def with_tag(answers: list[Answer]) -> list[Answer]:
        return [replace(one, also=(*one.also, tag.slug)) if one == changed else one for one in answers]

    context = {
        "title": _("Also accept {tag}").format(tag=tag.name),
        "answer": answer,
        "right": [tags[slug] for slug in right if slug in tags],
        "tag": tag,
        "sent": {"tag": tag.slug},
        "effect": _effect(request.user, round_, ("accept", str(annotation), tag.slug), with_tag),
    }
    return _form_page(request, round_, form, start, end, context)


@slow_view()
@login_required
@require_http_methods(["GET", "POST"])
@with_progress_page
@requires_reveal
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason, then add a passage to the key."""
    round_ = get_results_round(request.user, pk, Permission.EDIT_ANSWER_KEY)
    sent = request.POST or request.GET
    start, end, revision = (parse_int(sent.get(name, "")) for name in ("start", "end", "revision"))
    tags = _tags(round_)
    tag = tags.get(sent.get("tag", ""))
    body = round_.text.body
    if start is None or end is None or tag is None or not start < end <= len(body):
        raise Http404(_("There is no such passage here."))
    kind = round_.text.article.group_kind
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = add_answer(
                request.user, round_, start, end, tag.slug, form.cleaned_data["reason"], revision
            )
        except ProblemError as error:
            form.add_error(None, translate(error))
        else:
            return _done(request, pk, term("added_to_key", kind), answer.pk)
    new = Answer(start, end, tag.slug)
    context = {
        "title": term("add_to_key", kind),
        "tag": tag,
        "tags": [one for one in tags.values() if not one.archived],
        "sent": {"start": start, "end": end, "revision": revision or round_.text.revision},
        "effect": _effect(
            request.user, round_, ("add", start, end, tag.slug), lambda answers: [*answers, new]
        ),
    }
    return _form_page(request, round_, form, start, end, context)


@login_required
@require_POST
@requires_reveal
def undo(request: HttpRequest, pk: int, annotation: UUID) -> HttpResponse:
    """Undo the last change of an answer."""
    round_ = get_results_round(request.user, pk, Permission.EDIT_ANSWER_KEY)
    undo_change(request.user, round_, annotation)
    messages.success(request, _("Undone. The scores have been computed again."), "change-undone")
    return redirect("reports:results", pk)


def _tags(round_: Round) -> dict[str, Tag]:
    return {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags}


def _effect(
    user: User, round_: Round, what: Hashable, change: Callable[[list[Answer]], list[Answer]]
) -> ScoreChanges:
    """Return what another key would do to the scores."""

    def effect() -> ScoreChanges:
        answers = scoring_answers(key_answers(user, round_))
        return score_changes(round_.text.body, load_works(user, round_), answers, change(answers))

    return in_background(user, round_, ("effect", what), effect)


def _form_page(
    request: HttpRequest, round_: Round, form: ReasonForm, start: int, end: int, context: dict[str, Any]
) -> HttpResponse:
    body = round_.text.body
    before, after = context_around(body, start, end)
    context |= {"round": round_, "article": round_.text.article, "form": form}
    context |= {"before": before, "quote": body[start:end], "after": after}
    return render(request, "reports/results/change_key.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, pk: int, message: str, annotation: UUID) -> HttpResponse:
    undo_address = reverse("reports:results-undo", args=[pk, annotation])
    notice_with_undo(request, message, undo_address, "key-changed")
    return redirect(f"{reverse('reports:results', args=[pk])}#answer-{annotation}")

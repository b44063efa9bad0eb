"""The pages on which a teacher chooses what a link opens."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.codebooks.translation import translate_codebook
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.errors import LessonError
from annotate.lessons.pages.sentences import settings_sentences
from annotate.models import Lesson
from annotate.rounds.actions import SettingsError
from lti.linking.actions import (
    AlreadyAnswered,
    Chosen,
    ChosenLesson,
    fill_link,
    mark_answered,
    opens_something,
    place,
    placements_for,
)
from lti.linking.choices import choices, matching
from lti.linking.forms import ExerciseForm, LessonForm
from lti.linking.previews import Preview, get_preview
from lti.linking.responses import content_item, response_token
from lti.linking.targets import REQUEST, Target, get_target
from lti.messages.origins import web_origin
from people.permissions import PermissionRefused
from web.http.embedded import without_prefix
from web.i18n.translate import translate

PAGE_SIZE, SEARCHED_FROM = 24, 7
MAX_QUERY_LENGTH = 100


@login_required
@require_safe
def choose(request: HttpRequest, route: str, key: str | int) -> HttpResponse:
    """List the lessons and exercises that the link can open."""
    target = get_target(request, route, key)
    if target.link and opens_something(target.link):
        return redirect("lti:link", target.link.pk)
    return _list(request, target)


def _list(request: HttpRequest, target: Target, problem: str = "", status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]
    rows = choices(request.user, target)
    page = Paginator(matching(rows, words), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "target": target,
        "page": page,
        "words": words,
        "searches": len(rows) >= SEARCHED_FROM,
        "problem": problem,
        "placed": placements_for(target.request) if target.request else [],
        "set_up_path": without_prefix(reverse("annotate:new-round", args=[target.course.team_id])),
    }
    return render(request, "lti/linking/list.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def choose_item(request: HttpRequest, route: str, key: str | int, kind: str, item: str) -> HttpResponse:
    """Show one lesson or exercise, or choose it."""
    target = get_target(request, route, key)
    try:
        preview = get_preview(request.user, target.course.team, kind, item)
    except Http404:
        return _list(request, target, _("This is no longer there. Choose something else."), 404)
    form = _form(request, target, preview)
    if request.method == "POST" and form.is_valid():
        try:
            return _choose(request, target, preview, form)
        except (LessonError, SettingsError) as error:
            form.add_error(None, translate(error))
        except (AlreadyAnswered, PermissionRefused) as error:
            return _list(request, target, translate(error), error.status)
    return render(
        request, "lti/linking/item.html", _context(target, preview, form), status=422 if form.errors else 200
    )


@login_required
@require_POST
def finish(request: HttpRequest, key: str) -> HttpResponse:
    """Go back to the platform with what was chosen so far, or without a link."""
    return _answer(request, get_target(request, REQUEST, key))


def _form(request: HttpRequest, target: Target, preview: Preview) -> ExerciseForm:
    given = {
        "content": preview.content,
        "has_key": preview.answers > 0,
        "takes_grades": target.takes_grades,
    }
    return (ExerciseForm if preview.exercise else LessonForm)(request.POST or None, **given)


def _choose(request: HttpRequest, target: Target, preview: Preview, form: ExerciseForm) -> HttpResponse:
    chosen, grading = _chosen(preview, form), form.grading()
    if target.link:
        fill_link(request.user, target.link, chosen, grading)
        return redirect("lti:link", target.link.pk)
    place(request.user, target.request, chosen, grading)
    if target.takes_several and request.POST.get("then") == "another":
        return redirect(target.url)
    return _answer(request, target)


def _chosen(preview: Preview, form: ExerciseForm) -> Chosen:
    if isinstance(preview.source, Lesson | BuiltinLesson) and isinstance(form, LessonForm):
        return ChosenLesson(preview.source, form.options())
    return preview.source


def _answer(request: HttpRequest, target: Target) -> HttpResponse:
    """Return the page that sends the answer to the platform by itself: the only one that may send a form there."""
    asked, placements = target.request, placements_for(target.request)
    launch_url = request.build_absolute_uri(without_prefix(reverse("lti:launch")))
    items = [content_item(placement, launch_url, target.takes_line_items) for placement in placements]
    mark_answered(asked)
    request.form_action = (web_origin(asked.return_url),)
    context = {
        "return_url": asked.return_url,
        "token": response_token(asked, items),
        "titles": [placement.title for placement in placements],
    }
    return render(request, "lti/linking/answer.html", context)


def _context(target: Target, preview: Preview, form: ExerciseForm) -> dict[str, Any]:
    return {
        "target": target,
        "preview": preview,
        "lesson": preview.content,
        "articles": preview.articles(),
        "tags": translate_codebook(preview.content.codebook).live,
        "settings": settings_sentences(preview.content),
        "form": form,
    }

"""Make lessons and delete them: a new one, a copy, one of an exercise; update what nobody has started in classes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import assignment_of, get_round
from annotate.access.lessons import get_lesson
from annotate.lessons.actions import copy_lesson, delete_lesson, save_as_lesson
from annotate.lessons.assigning.actions import update_exercises
from annotate.lessons.errors import LessonError
from annotate.lessons.limits import MAX_TITLE
from annotate.lessons.pages.actions import begin_lesson
from annotate.lessons.pages.forms import NewLessonForm, TitleForm
from annotate.lessons.pages.in_progress import begin_upload, end_upload, own_articles_for_lessons
from annotate.lessons.pages.sources import get_source, refuse_guests
from articles.access import current_text
from people.permissions import Permission
from web.i18n.translate import translate
from web.notices import notice_with_undo
from web.text.quotes import nest_quotes
from web.values import parse_int


@login_required
@require_POST
def copy(request: HttpRequest, route: str, **key: Any) -> HttpResponse:
    """Copy a lesson to the user's own."""
    shown = get_source(request.user, route, **key)
    row = copy_lesson(request.user, shown.source)
    messages.success(request, _("This copy is yours. You can change it."), "copied")
    return redirect("annotate:lesson", row.pk)


@login_required
@require_http_methods(["GET", "POST"])
def save_exercise(request: HttpRequest, pk: int) -> HttpResponse:
    """Save an exercise as a lesson."""
    refuse_guests(request.user)
    round_ = get_round(request.user, pk, Permission.OVERSEE_ROUNDS)
    article = round_.text.article
    assignment = assignment_of(round_)
    initial = {"title": assignment.title if assignment else article.title[:200]}
    form = TitleForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        source = assignment or [round_]
        try:
            row = save_as_lesson(request.user, source, form.cleaned_data["title"], form.team_chosen())
        except LessonError as error:
            form.add_error(None, translate(error))
        else:
            messages.success(request, _("Saved as a lesson. You can use it in any class now."), "saved")
            return redirect("annotate:lesson", row.pk)
    context = {
        "form": form,
        "heading": _("Save as a lesson"),
        "explanation": _(
            "The lesson gets a copy of the text, the tags, the settings and the answer key. What pupils have "
            "highlighted stays here."
        ),
        "button": _("Save as a lesson"),
        "action": "save-as-lesson",
        "back": reverse("annotate:round", args=[pk]),
        "back_label": article.title,
    }
    return render(request, "lessons/title.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a lesson to the bin."""
    row = get_lesson(request.user, pk, Permission.DELETE_LESSON)
    delete_lesson(request.user, row)
    message = _("“{title}” has been moved to the bin. Classes keep their exercises.")
    undo = reverse("annotate:bin-restore", args=["lessons", pk])
    notice_with_undo(request, message.format(title=nest_quotes(row.title)), undo)
    return redirect("annotate:lessons")


@login_required
@require_POST
def update_classes(request: HttpRequest, pk: int) -> HttpResponse:
    """Update the exercises made of the lesson that nobody has started."""
    row = get_lesson(request.user, pk, Permission.EDIT_LESSON)
    updated = update_exercises(request.user, row)
    message = ngettext("{n} exercise was updated.", "{n} exercises were updated.", updated)
    messages.success(request, message.format(n=updated), "updated")
    return redirect("annotate:lesson", pk)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a lesson with a title and an article, or upload an article for it first."""
    user = request.user
    refuse_guests(user)
    if request.method == "POST" and request.POST.get("act") == "upload":
        return begin_upload(request, None)
    articles = own_articles_for_lessons(user)
    article = articles.filter(pk=parse_int(request.GET.get("article", "")) or 0).first()
    initial = {"article": article, "title": article.title[:MAX_TITLE] if article else ""}
    form = NewLessonForm(request.POST or None, user=user, articles=articles, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        text = current_text(data["article"])
        try:
            row = begin_lesson(user, data["title"], text, data["codebook"], form.team_chosen())
        except LessonError as error:
            form.add_error(None, translate(error))
        else:
            end_upload(request)
            return redirect("annotate:edit-lesson", row.pk)
    context = {"form": form, "articles": articles}
    return render(request, "lessons/new.html", context, status=422 if form.errors else 200)

"""The page on which a lesson is edited. It works without JavaScript: each button submits the form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate.access.lessons import get_lesson
from annotate.codebooks.translation import translate_codebook
from annotate.lessons.actions import add_article_to_lesson
from annotate.lessons.content import LessonContent, PlanStep
from annotate.lessons.editing.actions import ArticleChoice, save_lesson
from annotate.lessons.editing.draft import (
    DraftArticle,
    DraftStep,
    LessonDraft,
    apply_button,
    from_post,
    written_questions,
    written_steps,
)
from annotate.lessons.editing.forms import LessonForm
from annotate.lessons.errors import LessonError
from annotate.lessons.pages.in_progress import begin_upload, own_articles_for_lessons
from annotate.lessons.reading import content_of, exercises_of_lesson
from annotate.models import Lesson, LessonExercise
from annotate.rounds.actions import SettingsError
from annotate.rounds.forms import paragraphs
from articles.access import current_text
from articles.models import Article
from people.models import User
from people.permissions import Permission
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.values import parse_int

NO_MINUTES = Message("Write how many minutes step {number} of the plan takes, as a number.")
NO_ARTICLE = Message("Choose an article first.")
WRONG_EXCERPT = Message("The last paragraph must come after the first.")
# Buttons that save what is on the page and then lead on.
SAVE, ADD_ARTICLE, UPLOAD, KEY, CORRECT = "save", "add-article", "upload", "key", "correct"


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, save it and lead on, or apply one of its other buttons and show it again."""
    row = get_lesson(request.user, pk, Permission.EDIT_LESSON)
    content, exercises = content_of(row, pictures=False), exercises_of_lesson(row)
    has_team = row.team_id is not None
    if request.method == "GET":
        draft = _initial(content, exercises)
        return _page(request, row, LessonForm(content=content, has_team=has_team), draft, content, exercises)
    form, draft = LessonForm(request.POST, content=content, has_team=has_team), from_post(request.POST)
    button = request.POST.get("act", SAVE)
    if button not in (SAVE, ADD_ARTICLE, UPLOAD) and not button.startswith((f"{KEY}-", f"{CORRECT}-")):
        apply_button(draft, button)
        # What was typed stays, and is checked when it is saved.
        form = LessonForm(content=content, has_team=has_team)
        form.initial |= {name: request.POST.get(name, "") for name in form.fields}
        return _page(request, row, form, draft, content, exercises)
    problem = ""
    if form.is_valid():
        try:
            article = _chosen_article(request) if button == ADD_ARTICLE else None
            save_lesson(request.user, row, form.cleaned_data | _lists(draft), _choices(draft, exercises))
            if article:
                add_article_to_lesson(request.user, row, current_text(article))
            return _next_page(request, row, button, exercises)
        except (LessonError, SettingsError) as error:
            problem = translate(error)
    return _page(request, row, form, draft, content, exercises, problem, 422)


def _chosen_article(request: HttpRequest) -> Article:
    """Return the article to add, or raise LessonError."""
    chosen = parse_int(request.POST.get("new-article", ""))
    article = own_articles_for_lessons(request.user).filter(pk=chosen).first() if chosen else None
    if article is None:
        raise LessonError(NO_ARTICLE)
    return article


def _next_page(
    request: HttpRequest, row: Lesson, button: str, exercises: list[LessonExercise]
) -> HttpResponse:
    """Return where the button leads, after everything is saved."""
    if button == UPLOAD:
        return begin_upload(request, row)
    if button == ADD_ARTICLE:
        return redirect(reverse("annotate:edit-lesson", args=[row.pk]) + "#articles")
    kind, _dash, number = button.partition("-")
    for exercise in exercises:
        if exercise.pk == parse_int(number):
            if kind == CORRECT:
                return redirect("articles:correct", exercise.round.text.article_id)
            return redirect("annotate:key", exercise.round_id)
    messages.success(request, _("Saved."), "saved")
    return redirect("annotate:lesson", row.pk)


def _lists(draft: LessonDraft) -> dict[str, Any]:
    """Return the questions and the plan; raise LessonError for a step without minutes."""
    plan = []
    for number, step in enumerate(written_steps(draft), 1):
        minutes = parse_int(step.minutes)
        if minutes is None:
            raise LessonError(NO_MINUTES.format(number=number))
        plan.append(PlanStep(minutes, step.text))
    return {"questions": written_questions(draft), "plan": tuple(plan)}


def _choices(draft: LessonDraft, exercises: list[LessonExercise]) -> list[ArticleChoice]:
    by_pk = {exercise.pk: exercise for exercise in exercises}
    return [
        ArticleChoice(by_pk[article.exercise], article.removed, _extract(article, by_pk[article.exercise]))
        for article in draft.articles
        if article.exercise in by_pk
    ]


def _extract(article: DraftArticle, exercise: LessonExercise) -> tuple[int, int] | None:
    """Return the chosen paragraphs as [start, end), or None for the whole text."""
    blocks = exercise.round.text.blocks
    first, last = article.first or 0, len(blocks) - 1 if article.last is None else article.last
    first, last = min(first, len(blocks) - 1), min(last, len(blocks) - 1)
    if last < first:
        raise LessonError(WRONG_EXCERPT)
    return None if (first, last) == (0, len(blocks) - 1) else (blocks[first].start, blocks[last].end)


def _initial(content: LessonContent, exercises: list[LessonExercise]) -> LessonDraft:
    return LessonDraft(
        [_draft_article(exercise) for exercise in exercises],
        list(content.questions),
        [DraftStep(str(step.minutes), step.text) for step in content.plan],
    )


def _draft_article(exercise: LessonExercise) -> DraftArticle:
    start, end = exercise.round.extract
    blocks = exercise.round.text.blocks
    first = next((i for i, block in enumerate(blocks) if block.end > start), 0)
    last = next((i for i in reversed(range(len(blocks))) if blocks[i].start < end), 0)
    return DraftArticle(exercise.pk, first, last)


def _page(
    request: HttpRequest,
    row: Lesson,
    form: LessonForm,
    draft: LessonDraft,
    content: LessonContent,
    exercises: list[LessonExercise],
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    answers = {
        exercise.pk: len(article.key) for exercise, article in zip(exercises, content.articles, strict=True)
    }
    by_pk = {exercise.pk: exercise for exercise in exercises}
    context = {
        "row": row,
        "form": form,
        "draft": draft,
        "articles": [
            _article(by_pk[article.exercise], article, answers[article.exercise])
            for article in draft.articles
            if article.exercise in by_pk
        ],
        "codebook": translate_codebook(content.codebook),
        "codebook_pk": exercises[0].round.codebook_id if exercises else None,
        "choices": _not_in_lesson(request.user, exercises),
        "problem": problem,
        "not_saved": status != 200,
    }
    return render(request, "lessons/edit.html", context, status=status)


def _not_in_lesson(user: User, exercises: list[LessonExercise]) -> Any:
    used = [exercise.round.text.article_id for exercise in exercises]
    return own_articles_for_lessons(user).exclude(pk__in=used)


def _article(exercise: LessonExercise, draft: DraftArticle, answers: int) -> dict[str, Any]:
    choices = paragraphs(exercise.round.text)
    return {
        "exercise": exercise,
        "title": exercise.round.text.article.title,
        "answers": answers,
        "removed": draft.removed,
        "paragraphs": choices,
        "first": draft.first,
        "last": draft.last,
        "is_excerpt": (draft.first, draft.last) != (0, len(choices) - 1),
    }

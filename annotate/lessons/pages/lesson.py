"""The page of one lesson: what is in it, and using it in a class."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from annotate.codebooks.translation import translate_codebook
from annotate.lessons.assigning.outdated import outdated_exercises
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent
from annotate.lessons.pages.actions import use_lesson
from annotate.lessons.pages.classes import classes_using
from annotate.lessons.pages.forms import UseForm
from annotate.lessons.pages.key_in_text import lesson_text
from annotate.lessons.pages.sentences import settings_sentences
from annotate.lessons.pages.shown import ShownLesson
from annotate.lessons.pages.sources import get_source
from annotate.lessons.reading import rounds_of_lesson
from annotate.models import Lesson
from annotate.tag import Tag
from articles.access import NO_SUCH_PICTURE, get_picture
from articles.picture_response import picture_response
from articles.text.html import ShownPicture
from articles.words import Words
from people.models import User
from people.permissions import Permission, has_permission
from web.i18n.translate import translate
from web.markup import Markup


@dataclass(frozen=True)
class ShownArticle:
    """An article on the page; ``answers`` is empty unless the answer key is shown."""

    number: int
    value: LessonArticle
    words: int
    html: Markup
    opened: bool
    answers: list[dict[str, Any]]

    @property
    def with_key(self) -> bool:
        """Return whether the answer key is shown."""
        return bool(self.answers)


@login_required
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, route: str, **key: Any) -> HttpResponse:
    """Show a lesson, or use it in a class."""
    shown = get_source(request.user, route, **key)
    form = UseForm(request.POST or None, user=request.user, mode=shown.content.mode)
    if request.method == "POST" and form.is_valid():
        chosen = form.team_chosen(), form.cleaned_data["name"]
        return redirect(use_lesson(request.user, shown.source, *chosen, **form.options()))
    context = _context(request.user, shown, request.GET.get("key", "")) | {"use": form}
    return render(request, "lessons/lesson.html", context, status=422 if form.errors else 200)


@gzip_page
@login_required
@require_safe
def style(request: HttpRequest, route: str, **key: Any) -> HttpResponse:
    """Return the style sheet of the tags of a lesson."""
    tags = get_source(request.user, route, **key).content.codebook.tags
    return render(request, "annotate/codebook.css", {"tags": tags}, content_type="text/css")


@login_required
@require_safe
def picture(request: HttpRequest, route: str, picture: int, **key: Any) -> FileResponse:
    """Return the file of a picture in an article of a lesson."""
    source = get_source(request.user, route, **key).source
    articles = (
        [round_.text.article for round_ in rounds_of_lesson(source)] if isinstance(source, Lesson) else []
    )
    for article in articles:
        if article.pictures.filter(pk=picture).exists():
            return picture_response(get_picture(article, picture))
    raise Http404(_(NO_SUCH_PICTURE))


def _context(user: User, shown: ShownLesson, key: str) -> dict[str, Any]:
    content, row = shown.content, shown.row
    tags = translate_codebook(content.codebook).live
    edits = row is not None and has_permission(user, Permission.EDIT_LESSON, row)
    sees_key = shown.key_visible_to(user)
    articles = [
        _article(number, article, pictures, tags, sees_key and key == str(number))
        for number, (article, pictures) in enumerate(zip(content.articles, shown.pictures(), strict=True), 1)
    ]
    return {
        "shown": shown,
        "row": row,
        "lesson": content,
        "articles": articles,
        "answers": sum(len(article.key) for article in content.articles),
        "sees_key": sees_key,
        "tags": tags,
        "plan": _plan(content),
        "plan_minutes": sum(step.minutes for step in content.plan),
        "settings": settings_sentences(content),
        "uses": classes_using(user, row) if row else [],
        "outdated": sum(exercise.can_update for exercise in outdated_exercises(user, row)) if edits else 0,
        "edits": edits,
        "deletes": row is not None and has_permission(user, Permission.DELETE_LESSON, row),
    }


def _article(
    number: int,
    article: LessonArticle,
    pictures: tuple[ShownPicture, ...],
    tags: tuple[Tag, ...],
    with_key: bool,
) -> ShownArticle:
    prefix = f"answer-{number}-" if with_key else ""
    start, end = article.extract or (0, len(article.body))
    by_slug = {tag.slug: tag for tag in tags}
    return ShownArticle(
        number,
        article,
        len(Words(article.body[start:end])),
        lesson_text(article, prefix, translate, pictures),
        with_key or number == 1,
        [_answer(answer, by_slug) for answer in article.key] if with_key else [],
    )


def _answer(answer: KeyAnswer, tags: dict[str, Tag]) -> dict[str, Any]:
    return {
        "quote": answer.quote,
        "tag": tags.get(answer.tag),
        "also": [tags[slug] for slug in answer.also if slug in tags],
        "explanation": answer.explanation,
    }


def _plan(content: LessonContent) -> list[dict[str, Any]]:
    """Return the steps with the minute in which each begins."""
    starts = accumulate((step.minutes for step in content.plan), initial=0)
    return [
        {"start": start, "minutes": step.minutes, "text": step.text}
        for start, step in zip(starts, content.plan, strict=False)
    ]

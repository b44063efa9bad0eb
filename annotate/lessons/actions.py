"""Create lessons, change what they say and which articles they have, share, copy and delete them."""

from collections.abc import Sequence
from dataclasses import fields, replace
from secrets import token_urlsafe
from typing import Any

from django.conf import settings as site_settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import check_can_copy, check_can_copy_builtin, rounds_of_assignment
from annotate.enums import RoundState
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.checking import check_content, check_fields
from annotate.lessons.content import LessonArticle, LessonContent
from annotate.lessons.errors import LessonError
from annotate.lessons.exercises import add_answer_key, create_exercises, draft_of, exercise_settings
from annotate.lessons.limits import MAX_ARTICLES
from annotate.lessons.reading import (
    article_of_text,
    content_of,
    content_of_rounds,
    exercises_of_lesson,
    rounds_of_lesson,
    with_fields_of,
)
from annotate.models import Assignment, Lesson, LessonExercise, Round
from annotate.rounds.actions import COLUMNS, create_round, delete_round, settings_of, update_round
from articles.actions import create_frozen_articles
from articles.models import Article, Text
from people.models import Team, User
from people.permissions import Permission, check_permission
from people.quotas import LESSONS_OF_OWNER, check_quota
from people.terms import Kind
from web.i18n.lazy_message import Message

NOT_IN_CLASS = Message(
    "A lesson belongs to you or to a team of teachers. Set it in a class, do not move it there."
)
TOO_MANY_LESSONS = N_("The limit of {most} lessons is reached. Delete one first.")
TOO_MANY_ARTICLES = Message("A lesson can have up to {most} articles.")
NO_SUCH_FIELD = Message("A lesson has no field “{name}”.")
NO_EXERCISES = Message("Choose at least one exercise.")
OTHER_TAGS = Message("These exercises have different tags. Save them as one lesson for each set of tags.")
NO_LICENSE = Message("Say first who wrote the lesson and under which licence others may use it.")
# What the lesson itself says, and what all its rounds say.
LESSON_FIELDS = ("title", "summary", "language", "level", "minutes", "notes", "author", "license")
SETTINGS = tuple(name for name in COLUMNS if name != "due_at")
FIELDS = {field.name for field in fields(LessonContent)} - {"articles", "codebook"}


@transaction.atomic
def create_lesson(user: User, content: LessonContent, team: Team | None = None, builtin: str = "") -> Lesson:
    """Create a lesson with its articles and answer keys, for ``user`` alone or for a team of teachers.

    Raise LessonError, PermissionRefused, CodebookError or SettingsError.
    """
    lesson = Lesson(owner=user, team=team, builtin=builtin)
    check_permission(user, Permission.EDIT_LESSON, lesson)
    if team is not None and team.kind == Kind.CLASS:
        raise LessonError(NOT_IN_CLASS)
    of_owner = Lesson.objects.filter(team=team) if team else Lesson.objects.filter(owner=user, team=None)
    check_quota(of_owner, LESSONS_OF_OWNER, _(TOO_MANY_LESSONS))
    rounds = create_exercises(user, content, team, RoundState.DRAFT)
    _set_fields(lesson, content)
    lesson.save()
    LessonExercise.objects.bulk_create(
        LessonExercise(lesson=lesson, round=round_, position=position)
        for position, round_ in enumerate(rounds)
    )
    return lesson


@transaction.atomic
def update_lesson(user: User, lesson: Lesson, **changes: Any) -> None:
    """Change fields of LessonContent, but its articles and tags; settings are those of all its exercises.

    Raise LessonError. Exercises that classes have are not changed: see ``assigning``.
    """
    check_permission(user, Permission.EDIT_LESSON, lesson)
    if unknown := changes.keys() - FIELDS:
        raise LessonError(NO_SUCH_FIELD.format(name=min(unknown)))
    _lock(lesson)
    rounds = rounds_of_lesson(lesson)
    content = replace(with_fields_of(lesson, content_of_rounds(rounds[:1], pictures=False)), **changes)
    check_fields(content)
    _set_fields(lesson, content)
    lesson.save()
    settings = {name: getattr(content, name) for name in SETTINGS if name in changes}
    for round_ in rounds if settings else ():
        update_round(user, round_, replace(settings_of(round_), **settings))


@transaction.atomic
def add_article_to_lesson(user: User, lesson: Lesson, source: Text | LessonArticle) -> LessonExercise:
    """Add an article at the end: a text of the lesson's owner or team as it is, another one as a copy.

    Raise LessonError if the lesson is full or the article cannot be stored.
    """
    check_permission(user, Permission.EDIT_LESSON, lesson)
    _lock(lesson)
    exercises = exercises_of_lesson(lesson)
    if len(exercises) >= MAX_ARTICLES:
        raise LessonError(TOO_MANY_ARTICLES.format(most=MAX_ARTICLES))
    first = [exercise.round for exercise in exercises[:1]]
    content = content_of_rounds(first, pictures=False)
    key = ()
    if isinstance(source, Text):
        check_permission(user, Permission.VIEW_ARTICLE, source.article)
        article = LessonArticle(source.article.title, source.body)
        text = source if _belongs_to_same(source.article, lesson) else _copy_text(user, source, lesson.team)
    else:
        article, key = source, source.key
        single = replace(content, title=lesson.title, articles=(source,))
        check_content(single, site_settings.MAX_ANNOTATIONS_PER_LAYER)
        (text,) = create_frozen_articles(user, [draft_of(source)], lesson.team)
    settings = exercise_settings(content, article)
    round_ = create_round(user, text, settings, first[0].codebook if first else None, RoundState.DRAFT)
    add_answer_key(user, round_, key)
    last = lesson.exercises.aggregate(last=Max("position"))["last"]
    exercise = LessonExercise.objects.create(
        lesson=lesson, round=round_, position=0 if last is None else last + 1
    )
    lesson.save(update_fields=["updated_at"])
    return exercise


@transaction.atomic
def remove_exercise(user: User, lesson: Lesson, exercise: LessonExercise) -> None:
    """Move an exercise of the lesson to the bin, with its article if nothing else is on it."""
    check_permission(user, Permission.EDIT_LESSON, lesson)
    _lock(lesson)
    if _has_other_rounds(exercise.round):
        delete_round(user, exercise.round)
    else:
        exercise.round.text.article.move_to_bin(user)
    lesson.save(update_fields=["updated_at"])


@transaction.atomic
def move_exercise(user: User, lesson: Lesson, exercise: LessonExercise, position: int) -> None:
    """Move an exercise to a place among the others, counted from 0."""
    check_permission(user, Permission.EDIT_LESSON, lesson)
    _lock(lesson)
    exercises = exercises_of_lesson(lesson)
    moved = next(row for row in exercises if row.pk == exercise.pk)
    exercises.remove(moved)
    exercises.insert(max(0, position), moved)
    for number, row in enumerate(exercises):
        row.position = number
    LessonExercise.objects.bulk_update(exercises, ["position"])
    lesson.save(update_fields=["updated_at"])


@transaction.atomic
def delete_lesson(user: User, lesson: Lesson) -> None:
    """Move the lesson to the bin, with the articles on which nothing else is. Exercises of classes stay."""
    check_permission(user, Permission.DELETE_LESSON, lesson)
    _lock(lesson)
    articles = [
        row.round.text.article for row in exercises_of_lesson(lesson) if not _has_other_rounds(row.round)
    ]
    lesson.move_to_bin(user)
    # At the same time: by it, restoring the lesson finds them.
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(
        deleted_at=lesson.deleted_at, deleted_by=user
    )


@transaction.atomic
def list_in_library(user: User, lesson: Lesson) -> None:
    """Show the lesson to everybody with an account, with its author and licence. Idempotent."""
    check_permission(user, Permission.EDIT_LESSON, lesson)
    _lock(lesson)
    if not (lesson.author.strip() and lesson.license.strip()):
        raise LessonError(NO_LICENSE)
    if lesson.listed_at is None:
        lesson.listed_at = timezone.now()
        lesson.save(update_fields=["listed_at"])


@transaction.atomic
def unlist(user: User, lesson: Lesson) -> None:
    """Take the lesson out of the library. Copies that others have made stay theirs. Idempotent."""
    check_permission(user, Permission.EDIT_LESSON, lesson)
    lesson.listed_at = None
    lesson.save(update_fields=["listed_at"])


@transaction.atomic
def create_link(user: User, lesson: Lesson) -> str:
    """Return the secret of the link by which people with an account see the lesson; the same until it is revoked."""
    check_permission(user, Permission.EDIT_LESSON, lesson)
    _lock(lesson)
    if lesson.link is None:
        lesson.link = token_urlsafe(24)
        lesson.save(update_fields=["link"])
    return str(lesson.link)


@transaction.atomic
def revoke_link(user: User, lesson: Lesson) -> None:
    """Make the link of the lesson stop working. Idempotent."""
    check_permission(user, Permission.EDIT_LESSON, lesson)
    lesson.link = None
    lesson.save(update_fields=["link"])


@transaction.atomic
def save_as_lesson(
    user: User,
    source: Assignment | Sequence[Round],
    title: str,
    team: Team | None = None,
) -> Lesson:
    """Save exercises of a class as a lesson, with their answer keys and questions.

    Raise PermissionRefused for those who may not oversee them, LessonError if they do not have the same tags.
    """
    rounds = rounds_of_assignment(source) if isinstance(source, Assignment) else list(source)
    if not rounds:
        raise LessonError(NO_EXERCISES)
    for round_ in rounds:
        check_permission(user, Permission.OVERSEE_ROUNDS, round_)
    if len({round_.codebook_id for round_ in rounds}) > 1:
        raise LessonError(OTHER_TAGS)
    content = replace(content_of_rounds(rounds), title=title)
    if isinstance(source, Assignment):
        content = replace(content, questions=tuple(source.questions))
    return create_lesson(user, content, team)


@transaction.atomic
def copy_lesson(user: User, source: Lesson | BuiltinLesson, team: Team | None = None) -> Lesson:
    """Copy a lesson that ``user`` may see, with its answer key, for themselves or for a team of teachers."""
    if isinstance(source, BuiltinLesson):
        check_can_copy_builtin(user, source.slug, source.text_hashes)
        return create_lesson(user, source.content, team, source.slug)
    check_can_copy(user, source)
    return create_lesson(user, content_of(source), team, source.builtin)


def _set_fields(lesson: Lesson, content: LessonContent) -> None:
    for name in LESSON_FIELDS:
        setattr(lesson, name, getattr(content, name))
    lesson.questions = list(content.questions)
    lesson.plan = [[step.minutes, step.text] for step in content.plan]


def _lock(lesson: Lesson) -> None:
    """Keep others from changing the lesson until the transaction ends, and read how they have left it."""
    locked = Lesson.objects.select_for_update().get(pk=lesson.pk)
    for name in (*LESSON_FIELDS, "questions", "plan", "listed_at", "link"):
        setattr(lesson, name, getattr(locked, name))


def _belongs_to_same(article: Article, lesson: Lesson) -> bool:
    if lesson.team_id is None:
        return article.team_id is None and article.owner_id == lesson.owner_id
    return bool(article.team_id == lesson.team_id)


def _copy_text(user: User, text: Text, team: Team | None) -> Text:
    (copy,) = create_frozen_articles(user, [draft_of(article_of_text(text))], team)
    return copy


def _has_other_rounds(round_: Round) -> bool:
    """Return whether there are other rounds on the article of ``round_``, in the bin or not."""
    return Round.all_objects.filter(text__article=round_.text.article_id).exclude(pk=round_.pk).exists()

"""Set a lesson in a class, which gets a set of exercises of its own, and update those that nobody has started."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from annotate.access import (
    check_can_copy,
    check_can_copy_builtin,
    check_does_not_work_on,
    check_does_not_work_on_texts,
    get_layer,
    rounds_of_assignment,
)
from annotate.annotations.bulk_import import log_deletions
from annotate.change_log import lock_round
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.groups.actions import share_groups
from annotate.lessons.assigning.outdated import contents_of_lesson, outdated_exercises
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import LessonContent
from annotate.lessons.digest import exercise_digest
from annotate.lessons.errors import LessonError
from annotate.lessons.exercises import add_answer_key, create_exercises, draft_of, exercise_settings
from annotate.lessons.reading import content_of_round, content_of_rounds, exercises_of_lesson, with_fields_of
from annotate.models import AssignedExercise, Assignment, Lesson, LessonExercise, Round
from annotate.rounds.actions import replace_text_and_settings, settings_of
from articles.actions import create_frozen_articles
from articles.models import Article
from people.models import Team, User
from people.permissions import Permission, check_permission
from web.i18n.lazy_message import Message

NO_STATE = Message("An exercise is set as a draft, or opened at once.")


@transaction.atomic
def assign_lesson(
    user: User,
    source: Lesson | BuiltinLesson,
    team: Team,
    *,
    due_at: datetime | None = None,
    mode: RoundMode | None = None,
    state: RoundState = RoundState.OPEN,
    chosen_by: User | None = None,
) -> Assignment:
    """Give a class the exercises of a lesson: copies of its articles, settings and answer keys, one per article.

    The same lesson can be set in one class again. Where somebody else has chosen a lesson of their own for this class,
    it is copied with the rights of ``chosen_by``. Raise PermissionRefused, LessonError or SettingsError.
    """
    check_permission(user, Permission.CREATE_ROUND, team)
    if state not in (RoundState.DRAFT, RoundState.OPEN):
        raise LessonError(NO_STATE)
    sources: list[LessonExercise] = []
    if isinstance(source, BuiltinLesson):
        check_can_copy_builtin(user, source.slug, source.text_hashes)
        content = source.content
    else:
        check_can_copy(chosen_by or user, source)
        if chosen_by:
            check_does_not_work_on(user, source)
        sources = exercises_of_lesson(source)
        content = with_fields_of(source, content_of_rounds([exercise.round for exercise in sources]))
    lesson = source if isinstance(source, Lesson) else None
    builtin = source.slug if isinstance(source, BuiltinLesson) else source.builtin
    rounds = create_exercises(user, content, team, state, due_at, mode)
    return _store(user, team, content, rounds, sources, lesson, builtin)


@transaction.atomic
def copy_assignment(user: User, assignment: Assignment, team: Team, chosen_by: User) -> Assignment:
    """Give another class exercises of its own like those of ``assignment``, open, without due date and participants.

    They are copied with the rights of ``chosen_by``. Raise PermissionRefused, LessonError or SettingsError.
    """
    check_permission(user, Permission.CREATE_ROUND, team)
    check_permission(chosen_by, Permission.OVERSEE_ROUNDS, assignment)
    originals = rounds_of_assignment(assignment)
    content = content_of_rounds(originals)
    check_does_not_work_on_texts(user, [original.text.sha256 for original in originals])
    content = replace(content, title=assignment.title, questions=tuple(assignment.questions))
    rounds = create_exercises(user, content, team, RoundState.OPEN)
    return _store(user, team, content, rounds, [], None, assignment.builtin)


@transaction.atomic
def copy_exercise(user: User, original: Round, team: Team, chosen_by: User) -> Round:
    """Give another class an exercise of its own like ``original``, open, without due date and participants.

    It is copied with the rights of ``chosen_by``. Raise PermissionRefused, LessonError or SettingsError.
    """
    check_permission(user, Permission.CREATE_ROUND, team)
    check_permission(chosen_by, Permission.OVERSEE_ROUNDS, original)
    check_does_not_work_on_texts(user, [original.text.sha256])
    content = content_of_round(original)
    return create_exercises(user, content, team, RoundState.OPEN)[0]


def _store(
    user: User,
    team: Team,
    content: LessonContent,
    rounds: Sequence[Round],
    sources: Sequence[LessonExercise],
    lesson: Lesson | None,
    builtin: str,
) -> Assignment:
    """Store that ``rounds`` are the exercises that the class got from one lesson."""
    assignment = Assignment.objects.create(
        lesson=lesson,
        builtin=builtin,
        team=team,
        title=content.title,
        questions=list(content.questions),
        created_by=user,
    )
    AssignedExercise.objects.bulk_create(
        AssignedExercise(
            assignment=assignment,
            round=round_,
            position=position,
            source=sources[position] if sources else None,
            digest=exercise_digest(content, article),
        )
        for position, (round_, article) in enumerate(zip(rounds, content.articles, strict=True))
    )
    share_groups(rounds)
    return assignment


@transaction.atomic
def update_exercises(user: User, lesson: Lesson) -> int:
    """Update the exercises made of the lesson that nobody has started and no class has changed; return their number.

    They keep their addresses, due dates, participants, and how people work. Articles that the lesson has got since are
    not added, and none is removed. Whoever starts meanwhile comes before or after.
    """
    check_can_copy(user, lesson)
    _lock_exercises(lesson)
    contents = contents_of_lesson(lesson)
    outdated = [item.exercise for item in outdated_exercises(user, lesson) if item.can_update]
    for exercise in outdated:
        _update_exercise(user, exercise, contents[exercise.source_id])
    return len(outdated)


def _lock_exercises(lesson: Lesson) -> None:
    """Lock the articles and then the rounds of all exercises: whoever begins to work waits for the round."""
    copies = AssignedExercise.objects.filter(source__lesson=lesson)
    articles = Article.all_objects.filter(texts__rounds__assigned__in=copies).values("pk")
    list(Article.all_objects.select_for_update().filter(pk__in=articles).order_by("pk").values_list("pk"))
    rounds = copies.values("round")
    list(Round.all_objects.select_for_update().filter(pk__in=rounds).order_by("pk").values_list("pk"))


def _update_exercise(user: User, exercise: AssignedExercise, content: LessonContent) -> None:
    round_, assignment = exercise.round, exercise.assignment
    (article,) = content.articles
    (current,) = content_of_round(round_).articles
    lock_round(round_)
    text, former = round_.text, round_.text.article
    if replace(current, key=(), extract=None) != replace(article, key=(), extract=None):
        (text,) = create_frozen_articles(user, [draft_of(article)], assignment.team)
    settings = replace(
        exercise_settings(content, article, round_.due_at, RoundMode(round_.mode)),
        participants=settings_of(round_).participants,
    )
    _remove_answer_key(user, round_)
    replace_text_and_settings(user, round_, text, settings)
    add_answer_key(user, round_, article.key)
    if text.article_id != former.pk and not Round.all_objects.filter(text__article=former).exists():
        former.move_to_bin(user)
    exercise.digest = exercise_digest(content, article)
    exercise.save(update_fields=["digest"])
    assignment.questions = list(content.questions)
    assignment.save(update_fields=["questions"])


def _remove_answer_key(user: User, round_: Round) -> None:
    """Delete the answers of the key; the log says so. Their rows go: they may lie outside another text."""
    layer = get_layer(user, round_, LayerKind.KEY)
    if layer:
        check_permission(user, Permission.EDIT_ANSWER_KEY, round_)
        current = dict(layer.annotations.filter(deleted=False).values_list("pk", "version"))
        log_deletions(user, round_, layer, {pk: version + 1 for pk, version in current.items()})
        layer.annotations.all().delete()

"""Set a lesson in a class: the class gets a set of exercises of its own."""

from datetime import datetime

from django.db import transaction

from annotate.access.lessons import check_can_copy, check_can_copy_builtin
from annotate.enums import RoundMode, RoundState
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.digest import exercise_digest
from annotate.lessons.errors import LessonError
from annotate.lessons.exercises import create_exercises
from annotate.lessons.reading import content_of_rounds, exercises_of_lesson, with_fields_of
from annotate.models import AssignedExercise, Assignment, Lesson, LessonExercise
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
) -> Assignment:
    """Give a class the exercises of a lesson: copies of its articles, settings and answer keys, one per article.

    The same lesson can be set in one class again. Raise PermissionRefused, LessonError or SettingsError.
    """
    check_permission(user, Permission.CREATE_ROUND, team)
    if state not in (RoundState.DRAFT, RoundState.OPEN):
        raise LessonError(NO_STATE)
    sources: list[LessonExercise] = []
    if isinstance(source, BuiltinLesson):
        check_can_copy_builtin(user, source.slug)
        content = source.content
    else:
        check_can_copy(user, source)
        sources = exercises_of_lesson(source)
        content = with_fields_of(source, content_of_rounds([exercise.round for exercise in sources]))
    rounds = create_exercises(user, content, team, state, due_at, mode)
    assignment = Assignment.objects.create(
        lesson=source if isinstance(source, Lesson) else None,
        builtin=source.slug if isinstance(source, BuiltinLesson) else source.builtin,
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
    return assignment

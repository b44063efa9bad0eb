"""Save everything that the editor of a lesson shows, at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings as site_settings
from django.db import transaction

from annotate.lessons.actions import move_exercise, remove_exercise, update_lesson
from annotate.lessons.checking import NO_ARTICLES, check_content
from annotate.lessons.errors import LessonError
from annotate.lessons.reading import content_of, exercises_of_lesson
from annotate.models import Lesson, LessonExercise
from annotate.rounds.actions import settings_of, update_round
from people.models import User


@dataclass(frozen=True)
class ArticleChoice:
    """What becomes of an article: its exercise, whether it is removed, and else the excerpt that is highlighted."""

    exercise: LessonExercise
    removed: bool
    extract: tuple[int, int] | None


@transaction.atomic
def save_lesson(
    user: User, lesson: Lesson, changes: dict[str, Any], articles: Sequence[ArticleChoice]
) -> None:
    """Change fields of the lesson, the order and the excerpts of its articles, and remove some.

    Articles that are not named stay, after the others. Raise LessonError.
    """
    update_lesson(user, lesson, **changes)
    for choice in articles:
        if choice.removed:
            remove_exercise(user, lesson, choice.exercise)
    remaining = [choice for choice in articles if not choice.removed]
    for choice in remaining:
        settings = settings_of(choice.exercise.round)
        if settings.extract != choice.extract:
            update_round(user, choice.exercise.round, replace(settings, extract=choice.extract))
    _order(user, lesson, [choice.exercise for choice in remaining])
    if not exercises_of_lesson(lesson):
        raise LessonError(NO_ARTICLES)
    # An excerpt must not leave out passages of the answer key.
    check_content(content_of(lesson, pictures=False), site_settings.MAX_ANNOTATIONS_PER_LAYER)


def _order(user: User, lesson: Lesson, exercises: Sequence[LessonExercise]) -> None:
    for position, exercise in enumerate(exercises):
        present = exercises_of_lesson(lesson)
        if present[position].pk != exercise.pk:
            move_exercise(user, lesson, exercise, position)

"""Which exercises of classes differ from their lesson now, and which of them can be updated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotate.access import begun_assignments, rounds_visible_to
from annotate.lessons.content import LessonContent
from annotate.lessons.digest import exercise_digest
from annotate.lessons.reading import contents_of_rounds, exercises_of_lesson, with_fields_of
from annotate.models import AssignedExercise, Lesson
from people.access import teams_permitting
from people.models import User
from people.permissions import Permission


@dataclass(frozen=True, slots=True)
class OutdatedExercise:
    """An exercise of a class whose lesson has changed since.

    ``started`` says that somebody works on its assignment or that this is over, ``changed`` that the class has changed
    the exercise itself. Neither is updated.
    """

    exercise: AssignedExercise
    started: bool
    changed: bool

    @property
    def can_update(self) -> bool:
        """Return whether the exercise can be updated."""
        return not (self.started or self.changed)


def outdated_exercises(user: User, lesson: Lesson) -> list[OutdatedExercise]:
    """Return the exercises made of a lesson that ``user`` may manage, and that differ from what it is now."""
    contents = contents_of_lesson(lesson)
    digests = {pk: exercise_digest(content, content.articles[0]) for pk, content in contents.items()}
    rounds = rounds_visible_to(user).filter(
        text__article__team__in=teams_permitting(user, Permission.MANAGE_ROUND)
    )
    copies = AssignedExercise.objects.filter(source__in=digests, round__in=rounds).select_related(
        "assignment__team", "round__text__article__team", "round__codebook"
    )
    outdated = [copy for copy in copies.order_by("pk") if copy.digest != digests[copy.source_id]]
    if not outdated:
        return []
    started = begun_assignments({copy.assignment_id for copy in outdated})
    return [
        OutdatedExercise(copy, copy.assignment_id in started, digest != copy.digest)
        for copy, digest in zip(outdated, _digests_in_class(outdated), strict=True)
    ]


def contents_of_lesson(lesson: Lesson) -> Mapping[int, LessonContent]:
    """Return what each exercise of the lesson has now, by its key."""
    exercises = exercises_of_lesson(lesson)
    contents = contents_of_rounds([exercise.round for exercise in exercises])
    return {
        exercise.pk: with_fields_of(lesson, content)
        for exercise, content in zip(exercises, contents, strict=True)
    }


def _digests_in_class(copies: Sequence[AssignedExercise]) -> list[str]:
    contents = contents_of_rounds([copy.round for copy in copies])
    return [
        exercise_digest(replace(content, questions=tuple(copy.assignment.questions)), content.articles[0])
        for copy, content in zip(copies, contents, strict=True)
    ]

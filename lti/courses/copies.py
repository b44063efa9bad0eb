"""Exercises for a copied course: from the same lesson, or like those of the course that it was copied from."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.utils.translation import get_language

from annotate.access import rounds_of_assignment
from annotate.enums import RoundMode
from annotate.lessons.assigning.actions import assign_lesson, copy_assignment, copy_exercise
from annotate.lessons.builtin_lessons import FALLBACK, BuiltinLesson, get_builtin_lesson
from annotate.lessons.errors import LessonError
from annotate.models import Assignment, Lesson, Round
from annotate.rounds.actions import SettingsError, settings_of, stored_extract, update_round
from lti.models import Course, Placement
from people.models import User
from people.permissions import Permission, PermissionRefused, Role, has_permission

Copy = tuple[Assignment | None, Round | None]


def copy_for(placement: Placement, course: Course, user: User) -> Copy:
    """Make what was chosen in another course anew for the class of ``course``: an assignment or an exercise.

    It is read with the rights of whoever chose it, and set by ``user`` or, if that is a pupil, by a teacher of the
    course. Return neither if it is gone, or if one of the two may not use it any more.
    """
    teacher = _teacher(course, user)
    chooser = placement.created_by or teacher
    for make in _ways(placement, course, teacher, chooser):
        try:
            with transaction.atomic():
                return make()
        except (PermissionRefused, LessonError, SettingsError):
            continue
    return None, None


def _ways(placement: Placement, course: Course, teacher: User, chooser: User) -> Iterator[Callable[[], Copy]]:
    """Yield the ways to make the exercises, the best first."""
    originals = rounds_of_assignment(placement.assignment) if placement.assignment else []
    if lesson := _lesson(placement, originals):
        yield partial(_from_lesson, lesson, originals, course, teacher, chooser)
    if placement.assignment and originals:
        yield lambda: (copy_assignment(teacher, placement.assignment, course.team, chooser), None)
    if placement.round and not placement.round.deleted_at:
        yield lambda: (None, copy_exercise(teacher, placement.round, course.team, chooser))


def _lesson(placement: Placement, originals: list[Round]) -> Lesson | BuiltinLesson | None:
    if placement.lesson and not placement.lesson.deleted_at:
        return placement.lesson
    language = originals[0].text.article.language if originals else get_language()
    return get_builtin_lesson(placement.builtin, language or FALLBACK)


def _from_lesson(
    lesson: Lesson | BuiltinLesson, originals: list[Round], course: Course, teacher: User, chooser: User
) -> Copy:
    """Set the lesson as it is now, and set the exercises up as they are in the course that was copied."""
    mode = RoundMode(originals[0].mode) if originals else None
    assignment = assign_lesson(teacher, lesson, course.team, mode=mode, chosen_by=chooser)
    first = rounds_of_assignment(assignment)[0]
    if originals:
        settings = replace(
            settings_of(originals[0]), due_at=None, participants=(), extract=stored_extract(first)
        )
        update_round(teacher, first, settings)
    return assignment, None


def _teacher(course: Course, user: User) -> User:
    """Return whoever launches if they may set exercises, else the first owner of the class, with their roles of now."""
    user = User.objects.get(pk=user.pk)
    if has_permission(user, Permission.CREATE_ROUND, course.team):
        return user
    owners = course.team.memberships.filter(role=Role.OWNER).order_by("pk").select_related("user")
    return owners[0].user

"""The plan and the teacher's notes of the lesson that an assignment was made from."""

from dataclasses import dataclass

from annotate.access.lessons import can_see_builtin_key, can_see_lesson_key
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.content import PlanStep
from annotate.models import Assignment
from people.models import User


@dataclass(frozen=True, slots=True)
class LessonNotes:
    """What only teachers read of a lesson."""

    plan: tuple[PlanStep, ...]
    notes: str


def lesson_notes(user: User, assignment: Assignment, language: str) -> LessonNotes | None:
    """Return the plan and notes for a teacher of the class; of a built-in lesson in ``language``. None without any."""
    lesson = assignment.lesson
    if lesson and lesson.deleted_at is None and can_see_lesson_key(user, lesson):
        lesson_text = LessonNotes(
            tuple(PlanStep(minutes, text) for minutes, text in lesson.plan), lesson.notes
        )
    elif (builtin := get_builtin_lesson(assignment.builtin, language)) and can_see_builtin_key(
        user, builtin.slug, builtin.text_hashes
    ):
        lesson_text = LessonNotes(builtin.content.plan, builtin.content.notes)
    else:
        return None
    return lesson_text if lesson_text.plan or lesson_text.notes else None

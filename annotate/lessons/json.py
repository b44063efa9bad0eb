"""Lessons and what classes get from them, as the API returns them."""

from typing import Any, TypedDict

from annotate.access import can_see_builtin_key, can_see_lesson_key
from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode
from annotate.lessons.assigning.outdated import OutdatedExercise
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import LessonContent
from annotate.lessons.reading import (
    content_of_rounds,
    contents_of_rounds,
    exercises_of_lesson,
    with_fields_of,
)
from annotate.models import Assignment, Lesson, LessonExercise
from people.models import User
from web.api.openapi import Time


class LessonRowJson(TypedDict):
    """A lesson in a list. ``team`` is null for one that belongs to a person alone."""

    id: int
    title: str
    summary: str
    language: str
    level: str
    minutes: int | None
    author: str
    license: str
    team: int | None
    owner: str | None
    listed_at: Time | None
    updated_at: Time


class LessonStepJson(TypedDict):
    """A step of the plan."""

    minutes: int
    text: str


class LessonArticleJson(TypedDict):
    """An article of a lesson. ``round`` holds its text, settings and answer key; built-in lessons have none."""

    id: int | None
    round: int | None
    title: str
    characters: int
    answers: int


class LessonContentJson(TypedDict):
    """What a lesson says. ``notes`` and ``plan`` are empty for those who may not see the answer key."""

    title: str
    summary: str
    language: str
    level: str
    minutes: int | None
    author: str
    license: str
    instructions: str
    mode: RoundMode
    feedback: Feedback
    feedback_when: FeedbackTiming
    hints: HintTiming
    detail_suggestions: bool
    questions: list[str]
    notes: str
    plan: list[LessonStepJson]
    codebook: str
    shows_key: bool
    articles: list[LessonArticleJson]


class LessonJson(LessonContentJson):
    """A lesson of a person or a team."""

    id: int
    team: int | None
    owner: str | None
    builtin: str
    listed_at: Time | None
    updated_at: Time


class BuiltinLessonJson(LessonContentJson):
    """A lesson that comes with Claimlight, in the language of the request."""

    slug: str
    order: int


class NewAssignmentJson(TypedDict):
    """The exercises that a class got from a lesson; ``rounds`` in the order of its articles."""

    id: int
    team: int
    lesson: int | None
    builtin: str
    title: str
    questions: list[str]
    rounds: list[int]


class OutdatedExerciseJson(TypedDict):
    """An exercise whose lesson has changed since. What was started, or changed by the class, is never updated."""

    assignment: int
    round: int
    team: int
    started: bool
    changed: bool
    can_update: bool


def lesson_row_json(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson as lists show it."""
    names = ("title", "summary", "language", "level", "minutes", "author", "license")
    return {"id": lesson.pk} | {name: getattr(lesson, name) for name in names} | _belongs_to(lesson)


def lesson_json(user: User, lesson: Lesson) -> dict[str, Any]:
    """Return a lesson that was fetched for ``user``."""
    exercises = exercises_of_lesson(lesson)
    contents = contents_of_rounds([exercise.round for exercise in exercises], pictures=False)
    content = with_fields_of(lesson, contents[0] if contents else content_of_rounds([]))
    articles = [_article_json(one, exercise) for exercise, one in zip(exercises, contents, strict=True)]
    shows_key = can_see_lesson_key(user, lesson)
    body = _content_json(content, shows_key) | {"articles": articles}
    return {"id": lesson.pk, "builtin": lesson.builtin} | body | _belongs_to(lesson)


def builtin_lesson_json(user: User, lesson: BuiltinLesson) -> dict[str, Any]:
    """Return a built-in lesson."""
    content = lesson.content
    articles = [
        {"id": None, "round": None, "title": article.title, "characters": len(article.body),
         "answers": len(article.key)}
        for article in content.articles
    ]  # fmt: skip
    shows_key = can_see_builtin_key(user, lesson.slug, lesson.text_hashes)
    body = _content_json(content, shows_key) | {"articles": articles}
    return {"slug": lesson.slug, "order": lesson.order} | body


def assignment_json(assignment: Assignment) -> dict[str, Any]:
    """Return an assignment that was just created."""
    return {
        "id": assignment.pk,
        "team": assignment.team_id,
        "lesson": assignment.lesson_id,
        "builtin": assignment.builtin,
        "title": assignment.title,
        "questions": assignment.questions,
        "rounds": list(assignment.exercises.values_list("round", flat=True)),
    }


def outdated_json(outdated: OutdatedExercise) -> dict[str, Any]:
    """Return an exercise whose lesson has changed since."""
    return {
        "assignment": outdated.exercise.assignment_id,
        "round": outdated.exercise.round_id,
        "team": outdated.exercise.assignment.team_id,
        "started": outdated.started,
        "changed": outdated.changed,
        "can_update": outdated.can_update,
    }


def _belongs_to(lesson: Lesson) -> dict[str, Any]:
    return {
        "team": lesson.team_id,
        "owner": lesson.owner.name if lesson.owner else None,
        "listed_at": lesson.listed_at.isoformat() if lesson.listed_at else None,
        "updated_at": lesson.updated_at.isoformat(),
    }


def _article_json(content: LessonContent, exercise: LessonExercise) -> dict[str, Any]:
    (article,) = content.articles
    return {
        "id": exercise.pk,
        "round": exercise.round_id,
        "title": article.title,
        "characters": len(article.body),
        "answers": len(article.key),
    }


def _content_json(content: LessonContent, shows_key: bool) -> dict[str, Any]:
    names = ("title", "summary", "language", "level", "minutes", "author", "license", "instructions", "mode",
        "feedback", "feedback_when", "hints", "detail_suggestions")  # fmt: skip
    plan = [{"minutes": step.minutes, "text": step.text} for step in content.plan]
    return {name: getattr(content, name) for name in names} | {
        "questions": list(content.questions),
        "notes": content.notes if shows_key else "",
        "plan": plan if shows_key else [],
        "codebook": content.codebook.title,
        "shows_key": shows_key,
    }

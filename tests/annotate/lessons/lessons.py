"""Lessons and classes that tests begin with."""

from uuid import uuid4

from annotate.annotations.actions import put_annotation
from annotate.annotations.json import annotation_json
from annotate.annotations.replay import replay_changes
from annotate.enums import LayerKind
from annotate.lessons.actions import create_lesson
from annotate.lessons.builtin_lessons import BuiltinLesson, builtin_lessons
from annotate.lessons.reading import exercises_of_lesson
from annotate.models import Annotation, Assignment, Change, Lesson, Round
from people.actions.accounts import create_team
from people.models import Team, User
from people.terms import Kind
from tests.world import annotation_input


def builtin(articles: int = 1) -> BuiltinLesson:
    """Return a built-in lesson with so many articles."""
    return next(lesson for lesson in builtin_lessons("en") if len(lesson.content.articles) == articles)


def own_lesson(user: User, articles: int = 1, team: Team | None = None) -> Lesson:
    """Return a lesson of ``user`` with so many articles."""
    return create_lesson(user, builtin(articles).content, team)


def team_of_teachers(user: User) -> Team:
    """Return a new team of teachers."""
    return create_team(user, "Teachers", Kind.TEAM)


def rounds_of(source: Lesson | Assignment) -> list[Round]:
    """Return the rounds of a lesson or an assignment in order, with their texts."""
    if isinstance(source, Lesson):
        return [exercise.round for exercise in exercises_of_lesson(source)]
    exercises = source.exercises.select_related("round__text__article__team", "round__codebook")
    return [exercise.round for exercise in exercises]


def add_to_key(user: User, round_: Round, words: str, tag: str) -> None:
    """Add an answer to the answer key."""
    content = annotation_input(round_, words, tag)
    put_annotation(user, round_, uuid4(), content, LayerKind.KEY)


def check_whole_log(round_: Round) -> None:
    """The log gives the annotations of all layers, and its numbers have no gap."""
    changes = list(Change.objects.filter(round=round_).order_by("seq"))
    rows = Annotation.objects.filter(layer__round=round_, deleted=False)
    assert replay_changes((change.verb, change.payload) for change in changes) == {
        str(row.pk): annotation_json(row) for row in rows.select_related("layer__annotator", "tag")
    }
    assert [change.seq for change in changes] == list(range(1, Round.objects.get(pk=round_.pk).last_seq + 1))

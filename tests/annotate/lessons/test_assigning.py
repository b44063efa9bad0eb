"""A lesson is set in a class: the class gets exercises of its own, each with the whole answer key."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotate.access import current_annotations
from annotate.annotations.json import annotation_json
from annotate.annotations.replay import replay_changes
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import BuiltinLesson, builtin_lessons
from annotate.lessons.digest import exercise_digest
from annotate.lessons.reading import content_of_round
from annotate.models import AssignedExercise, Assignment, Change, Round
from articles.models import Article
from people.permissions import PermissionRefused
from tests.world import World

DUE = datetime(2027, 1, 8, 12, 0, tzinfo=UTC)
LESSON: BuiltinLesson = builtin_lessons("en")[0]


def _rounds(assignment: Assignment) -> list[Round]:
    return [exercise.round for exercise in assignment.exercises.select_related("round__text__article")]


@pytest.mark.parametrize(
    "lesson", builtin_lessons("en") + builtin_lessons("es"), ids=lambda lesson: lesson.slug
)
def test_a_class_gets_a_copy_with_the_key(world: World, lesson: BuiltinLesson) -> None:
    assignment = assign_lesson(world.teacher, lesson, world.team, due_at=DUE)
    content = lesson.content
    assert (assignment.title, assignment.questions) == (content.title, list(content.questions))
    assert (assignment.lesson, assignment.builtin, assignment.team) == (None, lesson.slug, world.team)
    rounds = _rounds(assignment)
    assert len(rounds) == len(content.articles)
    for round_, article in zip(rounds, content.articles, strict=True):
        assert round_.state == RoundState.OPEN
        assert round_.due_at == DUE
        assert round_.text.body == article.body
        assert round_.text.article.team == world.team
        copied = content_of_round(round_)
        assert copied.articles == (article,)
        for name in ("instructions", "mode", "feedback", "feedback_when", "hints"):
            assert getattr(copied, name) == getattr(content, name)


def test_the_key_is_logged_like_one_written_by_hand(world: World) -> None:
    (round_,) = _rounds(assign_lesson(world.teacher, LESSON, world.team))
    changes = Change.objects.filter(round=round_).order_by("seq")
    assert [change.seq for change in changes] == list(range(1, len(LESSON.content.articles[0].key) + 1))
    assert round_.last_seq == len(LESSON.content.articles[0].key)
    replayed = replay_changes((change.verb, change.payload) for change in changes)
    stored = current_annotations(world.teacher, round_, LayerKind.KEY)
    assert replayed == {str(row.pk): annotation_json(row) for row in stored}


def test_the_same_lesson_twice_and_with_another_mode(world: World) -> None:
    first = assign_lesson(world.teacher, LESSON, world.team)
    second = assign_lesson(world.colleague, LESSON, world.team, mode=RoundMode.OPEN, state=RoundState.DRAFT)
    (one,), (other,) = _rounds(first), _rounds(second)
    assert one.text.article != other.text.article
    assert (other.mode, other.state) == (RoundMode.OPEN, RoundState.DRAFT)
    digests = set(AssignedExercise.objects.values_list("digest", flat=True))
    assert digests == {exercise_digest(LESSON.content, LESSON.content.articles[0])}


@pytest.mark.parametrize("role", ["pupil", "viewer", "stranger"])
def test_only_who_leads_the_class_sets_lessons(world: World, role: str) -> None:
    articles = Article.objects.count()
    with pytest.raises(PermissionRefused):
        assign_lesson(getattr(world, role), LESSON, world.team)
    assert (Article.objects.count(), Assignment.objects.count()) == (articles, 0)


def test_pupils_see_the_exercise_but_not_the_key(world: World, client: Any) -> None:
    (round_,) = _rounds(assign_lesson(world.teacher, LESSON, world.team))
    assert current_annotations(world.teacher, round_, LayerKind.KEY).exists()
    assert not current_annotations(world.pupil, round_, LayerKind.KEY).exists()
    assert world.client("pupil").get(f"/rounds/{round_.pk}/").status_code == 200


def test_queries_do_not_grow_with_the_key(world: World) -> None:
    counts = {}
    for lesson in (LESSON, builtin_lessons("en")[1]):
        assign_lesson(world.teacher, lesson, world.team)
        with CaptureQueriesContext(connection) as queries:
            assign_lesson(world.teacher, lesson, world.team)
        counts[len(lesson.content.articles)] = len(queries)
        # The tags of the key are fetched one by one.
        tags = len(lesson.content.codebook.tags) * len(lesson.content.articles)
        assert len(queries) <= 25 + 35 * len(lesson.content.articles) + tags, counts

"""A lesson changes: exercises that nobody has started can follow, others never do."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotate.annotations.actions import put_annotation
from annotate.annotations.spans import QuoteMismatch
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.lessons.actions import list_in_library, update_lesson
from annotate.lessons.assigning.actions import assign_lesson, update_exercises
from annotate.lessons.assigning.outdated import outdated_exercises
from annotate.lessons.reading import content_of, content_of_rounds
from annotate.models import (
    Annotation,
    Assignment,
    Change,
    Layer,
    Lesson,
    Presence,
    QuestionAnswer,
    Round,
)
from annotate.revisions.actions import correct_text
from annotate.rounds.actions import settings_of, transition_round, update_round
from articles.editing.text_edit import TextEdit
from articles.models import Article
from people.actions.accounts import create_team
from people.models import User
from people.terms import Kind
from tests.annotate.lessons.lessons import add_to_key, check_whole_log, own_lesson, rounds_of
from tests.world import World, annotation_input, build_world, mark


def _change_everything(world: World, lesson: Lesson) -> None:
    """Change the text, the key, the settings and the questions of a lesson with one article."""
    (round_,) = rounds_of(lesson)
    correct_text(world.teacher, round_.text.article, 1, [TextEdit(0, 0, "Now. ")], [])
    (round_,) = rounds_of(lesson)
    add_to_key(world.teacher, round_, "Now.", round_.codebook.tags_in_order[0].slug)
    update_lesson(world.teacher, lesson, instructions="Read twice.", questions=("Why now?",))


def _now(assignment: Assignment) -> Assignment:
    return Assignment.objects.get(pk=assignment.pk)


def _matches(assignment: Assignment, lesson: Lesson) -> bool:
    """Return whether an assignment has the articles, the keys, the instructions and the questions of the lesson."""
    here, there = content_of_rounds(rounds_of(assignment)), content_of(lesson)
    return (here.articles, here.instructions, tuple(_now(assignment).questions)) == (
        there.articles, there.instructions, there.questions,
    )  # fmt: skip


def test_what_nobody_has_started_follows_the_lesson(world: World) -> None:
    lesson = own_lesson(world.teacher)
    due = timezone.now().replace(microsecond=0) + timedelta(days=3)
    assignment = assign_lesson(world.teacher, lesson, world.team, due_at=due, mode=RoundMode.OPEN)
    (before,) = rounds_of(assignment)
    assert outdated_exercises(world.teacher, lesson) == []
    assert update_exercises(world.teacher, lesson) == 0
    _change_everything(world, lesson)
    (outdated,) = outdated_exercises(world.teacher, lesson)
    assert outdated.can_update
    assert update_exercises(world.teacher, lesson) == 1
    (after,) = rounds_of(assignment)
    assert _matches(assignment, lesson)
    assert after.pk == before.pk
    assert (after.due_at, after.mode, after.state) == (due, RoundMode.OPEN, RoundState.OPEN)
    assert after.text.body.startswith("Now. ")
    assert not Article.objects.filter(pk=before.text.article_id).exists()
    check_whole_log(after)
    assert update_exercises(world.teacher, lesson) == 0
    mark(world.pupil, after, "Now.", after.codebook.tags_in_order[0].slug)


def test_who_has_read_the_exercise_before_it_is_updated_highlights_nothing_else(world: World) -> None:
    lesson = own_lesson(world.teacher)
    (read,) = rounds_of(assign_lesson(world.teacher, lesson, world.team))
    content = annotation_input(read, read.text.body.split()[4], read.codebook.tags_in_order[0].slug)
    _change_everything(world, lesson)
    assert update_exercises(world.teacher, lesson) == 1
    with pytest.raises(QuoteMismatch):
        put_annotation(world.pupil, read, uuid4(), content)


def test_only_what_differs_is_replaced(world: World) -> None:
    lesson = own_lesson(world.teacher)
    assignment = assign_lesson(world.teacher, lesson, world.team)
    (before,) = rounds_of(assignment)
    update_lesson(world.teacher, lesson, instructions="Read twice.")
    assert update_exercises(world.teacher, lesson) == 1
    (after,) = rounds_of(assignment)
    assert after.text == before.text
    assert _matches(assignment, lesson)


@pytest.mark.parametrize("work", ["highlight", "answer", "presence", "closed", "revealed"])
def test_what_somebody_has_started_stays(world: World, work: str) -> None:
    lesson = own_lesson(world.teacher, articles=2)
    assignment = assign_lesson(world.teacher, lesson, world.team)
    untouched = assign_lesson(world.teacher, lesson, world.team)
    first, second = rounds_of(assignment)
    content = content_of_rounds([first, second])
    match work:
        case "highlight":
            word = second.text.body.split()[2]
            mark(world.pupil, second, word, second.codebook.tags_in_order[0].slug)
        case "answer":
            QuestionAnswer.objects.create(assignment=assignment, author=world.pupil, position=0, body="So")
        case "presence":
            Presence.objects.create(round=first, user=world.pupil, seen_at=timezone.now())
        case "closed":
            transition_round(world.teacher, first, RoundState.CLOSED)
        case "revealed":
            transition_round(world.teacher, first, RoundState.REVEALED)
    update_lesson(world.teacher, lesson, instructions="Read twice.", questions=("Why now?",))
    started = {
        item.exercise.assignment_id: item.started for item in outdated_exercises(world.teacher, lesson)
    }
    assert started == {assignment.pk: True, untouched.pk: False}
    assert update_exercises(world.teacher, lesson) == 2
    assert content_of_rounds(rounds_of(assignment)) == content
    assert _now(assignment).questions == assignment.questions
    assert _matches(untouched, lesson)


@pytest.mark.parametrize("change", ["key", "text", "settings"])
def test_what_a_class_has_changed_itself_stays(world: World, change: str) -> None:
    lesson = own_lesson(world.teacher)
    assignment = assign_lesson(world.teacher, lesson, world.team)
    (round_,) = rounds_of(assignment)
    match change:
        case "key":
            word = round_.text.body.split()[2]
            add_to_key(world.teacher, round_, word, round_.codebook.tags_in_order[0].slug)
        case "text":
            correct_text(world.teacher, round_.text.article, 1, [TextEdit(0, 0, "Ours. ")], [])
        case "settings":
            update_round(world.teacher, round_, replace(settings_of(round_), instructions="Ours."))
    content = content_of_rounds(rounds_of(assignment))
    update_lesson(world.teacher, lesson, questions=("Why now?",))
    (outdated,) = outdated_exercises(world.teacher, lesson)
    assert (outdated.started, outdated.changed) == (False, True)
    assert update_exercises(world.teacher, lesson) == 0
    assert content_of_rounds(rounds_of(assignment)) == content


def test_only_classes_that_the_user_leads_are_updated(world: World) -> None:
    lesson = own_lesson(world.teacher)
    list_in_library(world.teacher, lesson)
    elsewhere = create_team(world.stranger, "8a", Kind.CLASS)
    stranger = User.objects.get(pk=world.stranger.pk)
    theirs = assign_lesson(stranger, lesson, elsewhere)
    update_lesson(world.teacher, lesson, instructions="Read twice.")
    assert update_exercises(world.teacher, lesson) == 0
    assert update_exercises(stranger, lesson) == 1
    assert _matches(theirs, lesson)


def test_queries_do_not_grow_with_the_classes(world: World) -> None:
    lesson = own_lesson(world.teacher)
    counts = []
    for _round in range(2):
        for _assignment in range(3):
            assign_lesson(world.teacher, lesson, world.team)
        update_lesson(world.teacher, lesson, instructions=uuid4().hex)
        with CaptureQueriesContext(connection) as queries:
            outdated_exercises(world.teacher, lesson)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_starting_and_updating_at_the_same_time() -> None:
    world = build_world()
    lesson = own_lesson(world.teacher)
    assignments = [assign_lesson(world.teacher, lesson, world.team) for _number in range(6)]
    rounds = [rounds_of(assignment)[0] for assignment in assignments]
    tag = rounds[0].codebook.tags_in_order[0].slug
    word = rounds[0].text.body.split()[4]
    content = annotation_input(rounds[0], word, tag)
    old_key = len(content_of(lesson).articles[0].key)
    add_to_key(world.teacher, rounds_of(lesson)[0], rounds[0].text.body.split()[6], tag)
    errors: list[BaseException] = []

    def work(pk: int) -> None:
        try:
            pupil = User.objects.get(pk=pk)
            for round_ in rounds:
                put_annotation(pupil, Round.objects.get(pk=round_.pk), uuid4(), content)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(person.pk,)) for person in (world.pupil, world.classmate)]
    for thread in threads:
        thread.start()
    updated = update_exercises(world.teacher, lesson)
    for thread in threads:
        thread.join()
    assert errors == []
    new_digests = 0
    for round_ in rounds:
        key = Annotation.objects.filter(layer__round=round_, layer__kind=LayerKind.KEY, deleted=False)
        assert Layer.objects.filter(round=round_, kind=LayerKind.READER).count() == 2
        readers = Change.objects.filter(round=round_, layer__kind=LayerKind.READER)
        keys = Change.objects.filter(round=round_, layer__kind=LayerKind.KEY)
        if key.count() == old_key + 1:
            new_digests += 1
            assert keys.latest("seq").seq < readers.earliest("seq").seq
        else:
            assert key.count() == old_key
        check_whole_log(round_)
    assert new_digests == updated

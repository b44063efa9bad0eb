"""Answers are personal data: handed out, erased, and deleted with the last article that they are about."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from annotate.annotations.actions import submit_layer
from annotate.assignments.actions import delete_assignment, save_answers, transition_assignment
from annotate.bin.access import bin_row
from annotate.bin.actions import delete_permanently, empty_bin, restore
from annotate.enums import Feedback, RoundState
from annotate.models import Assignment, QuestionAnswer, Round
from annotate.privacy.data_export import personal_data_zip
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import delete_expired_rounds, set_retention
from annotate.rounds.actions import RoundSettings, delete_round, update_round
from people.models import User
from reports.account_deletion.actions import delete_account
from tests.annotate.assignments.sets import QUESTIONS, make_assignment, rounds_of
from tests.world import World


@pytest.fixture
def assignment(world: World) -> Assignment:
    """An assignment to which two pupils have given an answer."""
    assignment = make_assignment(world)
    save_answers(world.pupil, assignment, {1: "The Herald"})
    save_answers(world.classmate, assignment, {2: "The neighbours"})
    return assignment


def exported(viewer: User, world: World, person: User) -> list[dict[str, object]]:
    """The answers in the personal data of ``person``."""
    archive = zipfile.ZipFile(io.BytesIO(personal_data_zip(viewer, world.team, person)))
    return json.loads(archive.read("answers.json"))


def test_they_are_in_the_personal_data(world: World, assignment: Assignment) -> None:
    (row,) = exported(world.pupil, world, world.pupil)
    assert (row["question"], row["body"]) == (QUESTIONS[0], "The Herald")
    assert exported(world.teacher, world, world.pupil) == []
    transition_assignment(world.teacher, assignment, RoundState.REVEALED)
    assert [row["body"] for row in exported(world.teacher, world, world.classmate)] == ["The neighbours"]


@pytest.mark.parametrize("keep", [True, False])
def test_they_are_erased_with_the_person(world: World, assignment: Assignment, keep: bool) -> None:
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=keep)
    assert not QuestionAnswer.objects.filter(author=world.pupil).exists()
    assert QuestionAnswer.objects.filter(author=None, body="The Herald").exists() is keep
    assert QuestionAnswer.objects.filter(author=world.classmate).exists()


def test_they_lose_their_name_with_the_account(world: World, assignment: Assignment) -> None:
    delete_account(world.pupil, keep_highlights=True)
    assert QuestionAnswer.objects.get(body="The Herald").author is None


def test_they_are_deleted_with_the_last_article(world: World, assignment: Assignment) -> None:
    first, second = rounds_of(assignment)
    for round_ in (first, second):
        assert QuestionAnswer.objects.count() == 2
        delete_round(world.teacher, round_)
        delete_permanently(world.teacher, bin_row(world.teacher, "rounds", round_.pk))
    assert not Assignment.objects.exists()
    assert not QuestionAnswer.objects.exists()


def test_they_are_deleted_when_the_bin_is_emptied(world: World, assignment: Assignment) -> None:
    delete_assignment(world.teacher, assignment)
    assert Assignment.objects.exists()
    assert empty_bin(timezone.now() + timedelta(days=400)) == 2
    assert not Assignment.objects.exists()


def test_retention_counts_from_the_last_answer(world: World, assignment: Assignment) -> None:
    set_retention(world.teacher, world.team, 30)
    now = timezone.now()
    rounds = Round.objects.filter(assigned__assignment=assignment)
    rounds.update(created_at=now - timedelta(days=60))
    delete_expired_rounds(now)
    assert not rounds.filter(warned_at__isnull=False).exists()
    delete_expired_rounds(now + timedelta(days=31))
    delete_expired_rounds(now + timedelta(days=31 + 15))
    assert not Assignment.objects.exists()


def test_a_deleted_article_leaves_the_rest_and_comes_back_to_it(world: World, assignment: Assignment) -> None:
    first, second = rounds_of(assignment)
    delete_round(world.teacher, first)
    address = f"/api/v1/assignments/{assignment.pk}/"
    assert [row["id"] for row in world.client("pupil").get(address).json()["rounds"]] == [second.pk]
    submit_layer(world.pupil, second)
    update_round(world.teacher, second, RoundSettings(mode=second.mode, feedback=Feedback.KEY))
    transition_assignment(world.teacher, assignment, RoundState.CLOSED)
    restore(world.teacher, bin_row(world.teacher, "rounds", first.pk))
    assert {(round_.state, round_.feedback) for round_ in rounds_of(assignment)} == {("closed", "key")}
    delete_round(world.teacher, first)
    delete_round(world.teacher, second)
    assert world.client("teacher").get(address).status_code == 404
    assert world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/assignments/").json() == {
        "results": []
    }

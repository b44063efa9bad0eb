"""Lessons of a person and of a team: created whole, changed, shared, copied, deleted and restored."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from annotate.access import (
    can_see_builtin_key,
    can_see_lesson_key,
    get_lesson,
    get_linked_lesson,
    lessons_visible_to,
    library,
    rounds_in,
    rounds_on,
)
from annotate.annotations.actions import RoundClosed, submit_layer
from annotate.bin.access import articles_in_bin, bin_items, bin_row
from annotate.bin.actions import delete_permanently, empty_bin, restore
from annotate.codebook import builtin_slugs
from annotate.enums import Feedback, LayerKind, RoundMode, RoundState
from annotate.lessons import actions
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.content import PlanStep
from annotate.lessons.errors import LessonError
from annotate.lessons.file_format.reading import read_lesson_file
from annotate.lessons.file_format.writing import lesson_file
from annotate.lessons.reading import content_of, exercises_of_lesson
from annotate.models import Annotation, Lesson, LessonExercise, Round
from annotate.privacy.retention import idle_rounds, set_retention
from annotate.rounds.actions import create_round, transition_round
from articles.actions import create_frozen_articles
from articles.models import Article
from articles.text.draft import Draft, Picture
from people.actions.accounts import add_member
from people.actions.teams import remove_member
from people.models import User
from people.permissions import Permission, PermissionRefused, Role
from tests.annotate.lessons.lessons import add_to_key, builtin, own_lesson, rounds_of, team_of_teachers
from tests.pictures import photo
from tests.world import World, mark


def _guest(world: World) -> User:
    guest = User.objects.create(name="Guest")
    add_member(world.team, guest, Role.ANNOTATOR)
    return User.objects.get(pk=guest.pk)


@pytest.mark.parametrize("articles", [1, 2])
def test_a_lesson_holds_all_of_its_content(world: World, articles: int) -> None:
    content = builtin(articles).content
    lesson = actions.create_lesson(world.teacher, content)
    assert content_of(lesson) == content
    assert (lesson.owner, lesson.team) == (world.teacher, None)
    assert {round_.state for round_ in rounds_of(lesson)} == {RoundState.DRAFT}


def test_a_lesson_with_tags_of_a_class_is_ones_own(world: World) -> None:
    content = replace(builtin().content, codebook=replace(world.codebook.pure, slug="mine", title="Mine"))
    article = replace(content.articles[0], key=())
    lesson = actions.create_lesson(world.teacher, replace(content, articles=(article,)))
    again = actions.copy_lesson(world.teacher, lesson)
    (round_,), (other,) = rounds_of(lesson), rounds_of(again)
    assert round_.codebook == other.codebook
    assert (round_.codebook.owner, round_.codebook.team) == (world.teacher, None)
    assert not round_.codebook.is_builtin
    assert content_of(lesson).codebook.tags == world.codebook.pure.tags
    assignment = assign_lesson(world.teacher, lesson, world.team)
    (assigned,) = rounds_of(assignment)
    assert assigned.codebook.team == world.team
    # Others do not get such tags offered, and see them nowhere.
    client = world.client("stranger")
    assert client.get(f"/codebooks/{round_.codebook.pk}/").status_code == 404
    assert world.client("teacher").get(f"/codebooks/{round_.codebook.pk}/").status_code == 200
    assert b"Mine" not in client.get("/codebooks/").content
    assert round_.codebook.slug == "own-mine"
    theirs = actions.copy_lesson(
        world.stranger, get_linked_lesson(world.stranger, actions.create_link(world.teacher, lesson))
    )
    (their_round,) = rounds_of(theirs)
    assert their_round.codebook.owner == world.stranger
    assert their_round.codebook.slug not in ("mine", "own-mine")
    assert not any(slug.startswith("own-") for slug in builtin_slugs())


def test_a_lesson_belongs_to_a_team_of_teachers_or_to_nobody_else(world: World) -> None:
    team = team_of_teachers(world.teacher)
    add_member(team, world.colleague, Role.EDITOR)
    add_member(team, world.viewer, Role.ANNOTATOR)
    colleague, viewer = (User.objects.get(pk=user.pk) for user in (world.colleague, world.viewer))
    teacher = User.objects.get(pk=world.teacher.pk)
    lesson = own_lesson(teacher, team=team)
    assert get_lesson(colleague, lesson.pk, Permission.EDIT_LESSON) == lesson
    assert list(lessons_visible_to(colleague)) == [lesson]
    for stranger in (viewer, world.stranger, world.pupil):
        assert not lessons_visible_to(stranger).exists()
        with pytest.raises(Http404):
            get_lesson(stranger, lesson.pk)
    with pytest.raises(LessonError):
        own_lesson(world.teacher, team=world.team)
    with pytest.raises(PermissionRefused):
        own_lesson(_guest(world))


def test_fields_and_settings_are_changed_in_all_exercises(world: World) -> None:
    lesson = own_lesson(world.teacher, articles=2)
    changes: dict[str, Any] = {
        "title": "New", "minutes": 20, "questions": ("Why?",), "plan": (PlanStep(20, "Read."),),
        "instructions": "Read twice.", "mode": RoundMode.OPEN, "feedback": Feedback.WHERE, "notes": "Hm.",
    }  # fmt: skip
    before = content_of(lesson)
    actions.update_lesson(world.teacher, lesson, **changes)
    lesson = Lesson.objects.get(pk=lesson.pk)
    assert content_of(lesson) == replace(before, **changes)
    assert {round_.instructions for round_ in rounds_of(lesson)} == {"Read twice."}
    for wrong in ({"title": " "}, {"title": "x" * 201}, {"minutes": 0}, {"codebook": before.codebook}):
        with pytest.raises(LessonError):
            actions.update_lesson(world.teacher, lesson, **wrong)
    with pytest.raises(PermissionRefused):
        actions.update_lesson(world.colleague, lesson, title="Mine")


def test_articles_are_added_moved_and_removed(world: World) -> None:
    lesson = own_lesson(world.teacher)
    copied = actions.add_article_to_lesson(world.teacher, lesson, world.text)
    assert copied.round.text.body == world.text.body
    assert copied.round.text.article.team is None
    article = builtin(2).content.articles[1]
    with pytest.raises(LessonError):  # its key has other tags
        actions.add_article_to_lesson(world.teacher, lesson, article)
    written = actions.add_article_to_lesson(world.teacher, lesson, replace(article, key=()))
    own = actions.add_article_to_lesson(world.teacher, lesson, copied.round.text)
    assert own.round.text == copied.round.text
    (first, *_rest) = exercises_of_lesson(lesson)
    actions.move_exercise(world.teacher, lesson, written, 0)
    assert exercises_of_lesson(lesson) == [written, first, copied, own]
    actions.remove_exercise(world.teacher, lesson, own)
    assert exercises_of_lesson(lesson) == [written, first, copied]
    actions.remove_exercise(world.teacher, lesson, written)
    assert exercises_of_lesson(lesson) == [first, copied]
    restore(world.teacher, bin_row(world.teacher, "articles", written.round.text.article_id))
    assert exercises_of_lesson(lesson) == [written, first, copied]
    with pytest.raises(PermissionRefused):
        actions.add_article_to_lesson(world.teacher, lesson, world.foreign_round.text)


def test_pictures_are_copied(world: World) -> None:
    article = world.article
    (text,) = create_frozen_articles(
        world.teacher,
        [Draft("One.\n\nTwo.", pictures=(Picture(6, photo(), "A bridge", 240, 160),))],
        None,
    )
    lesson = own_lesson(world.teacher)
    exercise = actions.add_article_to_lesson(world.teacher, lesson, text)
    copy = actions.copy_lesson(world.teacher, lesson)
    (_first, original), (_other, copied) = content_of(lesson).articles, content_of(copy).articles
    assert original == copied
    (picture,) = copied.pictures
    assert (picture.offset, picture.alt, picture.width, picture.height) == (6, "A bridge", 240, 160)
    assert picture.content == photo()
    assert rounds_of(copy)[1].text.article != exercise.round.text.article != article
    ids = {row[0] for round_ in (exercise.round, rounds_of(copy)[1]) for row in round_.text.pictures}
    assert len(ids) == 2


def test_an_exercise_is_saved_as_a_lesson(world: World) -> None:
    add_to_key(world.teacher, world.round, "globalist", "loaded-language")
    lesson = actions.save_as_lesson(world.colleague, [world.round], "Bridge")
    content = content_of(lesson)
    assert (content.title, lesson.owner, lesson.team) == ("Bridge", world.colleague, None)
    (article,) = content.articles
    assert (article.title, article.body) == (world.article.title, world.text.body)
    assert [answer.quote for answer in article.key] == ["globalist"]
    assert article.formatting
    for role in ("pupil", "viewer", "stranger"):
        with pytest.raises(PermissionRefused):
            actions.save_as_lesson(getattr(world, role), [world.round], "Bridge")


def test_an_assignment_is_saved_with_its_questions(world: World) -> None:
    source = builtin(2)
    other = assign_lesson(world.teacher, builtin(), world.team)
    assignment = assign_lesson(world.teacher, source, world.team)
    team = team_of_teachers(world.teacher)
    lesson = actions.save_as_lesson(User.objects.get(pk=world.teacher.pk), assignment, "Again", team)
    content = content_of(lesson)
    assert content.articles == source.content.articles
    assert (content.questions, lesson.team) == (source.content.questions, team)
    with pytest.raises(LessonError):
        actions.save_as_lesson(world.teacher, [*rounds_of(assignment), *rounds_of(other)], "Mixed")


def test_the_library_and_links(world: World) -> None:
    lesson = own_lesson(world.teacher)
    guest = _guest(world)
    with pytest.raises(Http404):
        get_lesson(world.stranger, lesson.pk)
    actions.update_lesson(world.teacher, lesson, license="")
    with pytest.raises(LessonError):
        actions.list_in_library(world.teacher, lesson)
    actions.update_lesson(world.teacher, lesson, license="CC BY 4.0")
    actions.list_in_library(world.teacher, lesson)
    assert list(library(world.stranger)) == [lesson]
    assert get_lesson(world.stranger, lesson.pk) == lesson
    with pytest.raises(PermissionRefused):
        get_lesson(world.stranger, lesson.pk, Permission.EDIT_LESSON)
    assert not library(guest).exists()
    with pytest.raises(Http404):
        get_lesson(guest, lesson.pk)
    actions.unlist(world.teacher, lesson)
    assert not library(world.stranger).exists()

    link = actions.create_link(world.teacher, lesson)
    assert actions.create_link(world.teacher, lesson) == link
    assert get_linked_lesson(world.stranger, link) == lesson
    copy = actions.copy_lesson(world.stranger, get_linked_lesson(world.stranger, link))
    assert copy.owner == world.stranger
    for user, secret in ((guest, link), (world.stranger, "x"), (world.stranger, "")):
        with pytest.raises(Http404):
            get_linked_lesson(user, secret)
    actions.revoke_link(world.teacher, lesson)
    with pytest.raises(Http404):
        get_linked_lesson(world.stranger, link)
    lesson.refresh_from_db()
    with pytest.raises(PermissionRefused):
        actions.copy_lesson(world.stranger, lesson)


def test_a_pupil_with_an_account_cannot_look_up_the_key(world: World) -> None:
    lesson = own_lesson(world.teacher)
    actions.list_in_library(world.teacher, lesson)
    slug, texts = builtin().slug, builtin().text_hashes
    assert not can_see_lesson_key(world.pupil, lesson)
    with pytest.raises(PermissionRefused):
        actions.copy_lesson(world.pupil, lesson)
    with pytest.raises(PermissionRefused):
        actions.copy_lesson(world.pupil, builtin())
    assert can_see_lesson_key(world.stranger, lesson)
    # Everybody can create a class: that alone must not show the key of what they are working on.
    team_of_teachers(world.pupil)
    pupil = User.objects.get(pk=world.pupil.pk)
    assert can_see_lesson_key(pupil, lesson)
    assignment = assign_lesson(world.teacher, lesson, world.team)
    assert not can_see_lesson_key(pupil, lesson)
    with pytest.raises(PermissionRefused):
        actions.copy_lesson(pupil, lesson)
    of_ours = assign_lesson(world.teacher, builtin(), world.team)
    assert not can_see_builtin_key(pupil, slug, texts)
    for round_ in (*rounds_of(assignment), *rounds_of(of_ours)):
        transition_round(world.teacher, round_, RoundState.REVEALED)
    assert can_see_lesson_key(pupil, lesson)
    assert can_see_builtin_key(pupil, slug, texts)


@pytest.mark.parametrize("way", ["copy", "file"])
def test_a_pupil_cannot_look_up_the_key_of_a_copy(world: World, way: str) -> None:
    """Whatever way the class got the lesson: it is known by its texts, and those of ours by those of any language."""
    lesson = actions.create_lesson(world.colleague, builtin().content)
    actions.list_in_library(world.colleague, lesson)
    copy = (
        actions.copy_lesson(world.teacher, lesson)
        if way == "copy"
        else actions.create_lesson(world.teacher, read_lesson_file(lesson_file(content_of(lesson))))
    )
    (round_,) = rounds_of(assign_lesson(world.teacher, copy, world.team))
    team_of_teachers(world.pupil)
    pupil = User.objects.get(pk=world.pupil.pk)
    spanish = get_builtin_lesson(builtin().slug, "es")
    assert spanish
    assert not can_see_lesson_key(pupil, lesson)
    assert not can_see_builtin_key(pupil, spanish.slug, spanish.text_hashes)
    with pytest.raises(PermissionRefused):
        actions.copy_lesson(pupil, spanish)
    with pytest.raises(PermissionRefused):
        actions.copy_lesson(pupil, lesson)
    assert can_see_lesson_key(world.stranger, lesson)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert can_see_lesson_key(pupil, lesson)
    assert can_see_builtin_key(pupil, spanish.slug, spanish.text_hashes)


def test_who_has_begun_cannot_leave_read_the_key_and_come_back(world: World) -> None:
    lesson = own_lesson(world.teacher)
    actions.list_in_library(world.teacher, lesson)
    (round_,) = rounds_of(assign_lesson(world.teacher, lesson, world.team))
    team_of_teachers(world.pupil)
    pupil = User.objects.get(pk=world.pupil.pk)
    mark(pupil, round_, round_.text.body.split()[0], round_.codebook.pure.live[0].slug)
    remove_member(pupil, world.team, pupil)
    pupil = User.objects.get(pk=world.pupil.pk)
    assert not can_see_lesson_key(pupil, lesson)
    # Teachers who highlight along see the key anyway.
    mark(world.colleague, round_, round_.text.body.split()[0], round_.codebook.pure.live[0].slug)
    assert can_see_lesson_key(world.colleague, lesson)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert can_see_lesson_key(pupil, lesson)


def test_exercises_of_lessons_are_never_begun(world: World) -> None:
    team = team_of_teachers(world.teacher)
    teacher = User.objects.get(pk=world.teacher.pk)
    lesson = own_lesson(teacher, team=team)
    (round_,) = rounds_of(lesson)
    word = round_.text.body.split()[3]
    for state in (RoundState.OPEN, RoundState.REVEALED, RoundState.CLOSED):
        with pytest.raises(PermissionRefused):
            transition_round(teacher, round_, state)
    with pytest.raises(RoundClosed):
        mark(teacher, round_, word, round_.codebook.tags_in_order[0].slug)
    with pytest.raises(RoundClosed):
        submit_layer(teacher, round_)
    assert Round.objects.get(pk=round_.pk).state == RoundState.DRAFT
    assert not rounds_in(teacher, team).exists()
    assert not rounds_on(teacher, round_.text.article).exists()
    client = world.client("teacher")
    listed = client.get("/api/v1/rounds/?page_size=100").json()["results"]
    assert round_.pk not in [row["id"] for row in listed]


def test_retention_leaves_lessons_alone(world: World) -> None:
    team = team_of_teachers(world.teacher)
    teacher = User.objects.get(pk=world.teacher.pk)
    own_lesson(teacher, team=team)
    set_retention(teacher, team, 30)
    assert not idle_rounds(team, timezone.now() + timedelta(days=1000)).exists()


def test_a_lesson_goes_to_the_bin_and_comes_back(world: World) -> None:
    lesson = own_lesson(world.teacher, articles=2)
    content = content_of(lesson)
    assignment = assign_lesson(world.teacher, lesson, world.team)
    articles = {round_.text.article_id for round_ in rounds_of(lesson)}
    actions.delete_lesson(world.teacher, lesson)
    with pytest.raises(Http404):
        get_lesson(world.teacher, lesson.pk)
    assert not Article.objects.filter(pk__in=articles).exists()
    assert not articles_in_bin(world.teacher).filter(pk__in=articles).exists()
    (item,) = bin_items(world.teacher)
    assert (item.kind, item.id, item.may_delete) == ("lessons", lesson.pk, True)
    assert Round.objects.filter(pk__in=[round_.pk for round_ in rounds_of(assignment)]).count() == 2
    restore(world.teacher, bin_row(world.teacher, "lessons", lesson.pk))
    assert content_of(get_lesson(world.teacher, lesson.pk)) == content
    assert bin_items(world.teacher) == []


@pytest.mark.parametrize("by_time", [True, False])
def test_a_lesson_is_deleted_permanently(world: World, by_time: bool) -> None:
    lesson = own_lesson(world.teacher, articles=2)
    assignment = assign_lesson(world.teacher, lesson, world.team)
    rounds = [round_.pk for round_ in rounds_of(lesson)]
    articles = {round_.text.article_id for round_ in rounds_of(lesson)}
    actions.delete_lesson(world.teacher, lesson)
    if by_time:
        empty_bin(timezone.now() + timedelta(days=1000))
    else:
        delete_permanently(world.teacher, bin_row(world.teacher, "lessons", lesson.pk))
    assert not Lesson.all_objects.filter(pk=lesson.pk).exists()
    assert not LessonExercise.objects.exists()
    assert not Round.all_objects.filter(pk__in=rounds).exists()
    assert not Article.all_objects.filter(pk__in=articles).exists()
    assignment.refresh_from_db()
    assert assignment.lesson is None
    assert all(round_.text.body for round_ in rounds_of(assignment))


def test_an_article_with_other_exercises_stays(world: World) -> None:
    team = team_of_teachers(world.teacher)
    teacher = User.objects.get(pk=world.teacher.pk)
    lesson = own_lesson(teacher, team=team)
    (round_,) = rounds_of(lesson)
    other = create_round(teacher, round_.text)
    actions.delete_lesson(teacher, lesson)
    assert Round.objects.filter(pk=other.pk).exists()
    delete_permanently(teacher, bin_row(teacher, "lessons", lesson.pk))
    assert Round.objects.filter(pk=other.pk).exists()
    assert not Round.all_objects.filter(pk=round_.pk).exists()
    assert not Annotation.objects.filter(layer__kind=LayerKind.KEY, layer__round=round_.pk).exists()

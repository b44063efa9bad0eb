"""People write while the text is corrected: nothing is lost, and nobody waits for ever."""

import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connections

from annotate.annotations.actions import put_annotation
from annotate.annotations.spans import QuoteMismatch
from annotate.models import Annotation, Round
from annotate.privacy.erasure import erase_person
from annotate.revisions.actions import correct_text
from annotate.rounds.actions import create_round
from articles.editing.text_edit import TextEdit
from articles.models import Article
from people.models import User
from tests.annotate.annotations.test_replay import check_law
from tests.annotate.revisions.test_correcting import correct
from tests.world import World, annotation_input, build_world

WORDS = ("slams", "globalist", "nine to six", "disgrace", "A second line", "Taxes fell", "Nobody")


def test_a_round_that_was_read_before_the_correction_is_written_on_after_it(world: World) -> None:
    content = annotation_input(world.round, "Taxes fell")
    correct(world, TextEdit(0, 2, ""))
    stale = replace(content, start=content.start, revision=1)
    saved, _created = put_annotation(world.pupil, world.round, uuid4(), stale)
    assert (saved.start, saved.quote) == (content.start - 2, "Taxes fell")
    with pytest.raises(QuoteMismatch):
        put_annotation(world.pupil, world.round, uuid4(), content)


@pytest.mark.django_db(transaction=True)
def test_writing_and_correcting_at_the_same_time() -> None:
    world = build_world()
    contents = [replace(annotation_input(world.round, words), revision=1) for words in WORDS]
    second = create_round(world.teacher, world.text)
    errors: list[BaseException] = []
    written: list[int] = []

    def write(user: int, round_: int) -> None:
        try:
            person = User.objects.get(pk=user)
            for content in contents:
                put_annotation(person, Round.objects.get(pk=round_), uuid4(), content)
                written.append(1)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    people = [
        (person.pk, round_.pk)
        for person in (world.pupil, world.classmate)
        for round_ in (world.round, second)
    ]
    threads = [threading.Thread(target=write, args=pair) for pair in people]
    before = Annotation.objects.count()
    for thread in threads:
        thread.start()
    for revision in (1, 2, 3):
        article = Article.objects.get(pk=world.article.pk)
        correct_text(world.teacher, article, revision, [TextEdit(0, 1 if revision == 1 else 0, "x")], [])
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(written) == len(people) * len(WORDS)
    body = article.texts.latest("revision").body
    rows = Annotation.objects.filter(deleted=False, layer__round__in=(world.round, second))
    assert [row.quote for row in rows] == [body[row.start : row.end] for row in rows]
    assert Annotation.objects.count() == before + len(written)
    check_law(world.round)
    check_law(second)


@pytest.mark.django_db(transaction=True)
def test_erasing_and_correcting_at_the_same_time() -> None:
    world = build_world()
    errors: list[BaseException] = []

    def erase() -> None:
        try:
            for person in (world.pupil, world.classmate, world.viewer, world.colleague):
                teacher = User.objects.get(pk=world.teacher.pk)
                erase_person(teacher, world.team, person, keep_annotations=True)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=erase)
    thread.start()
    for revision in range(1, 16):
        article = Article.objects.get(pk=world.article.pk)
        correct_text(world.teacher, article, revision, [TextEdit(0, 0, "x")], [])
    thread.join()
    assert errors == []
    check_law(world.round)

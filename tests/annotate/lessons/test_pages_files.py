"""Download a lesson as a file; import one, which shows what is in it before anything is stored."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.file_format.reading import read_lesson_file
from annotate.lessons.reading import content_of
from annotate.models import Lesson
from articles.models import Article
from people.actions.accounts import create_team
from people.terms import Kind
from tests.world import World

SLUG = "the-four-tags"
IMPORT = "/lessons/import/"


@pytest.fixture
def file(world: World) -> bytes:
    """The file of a built-in lesson, as a teacher downloads it."""
    return world.client("teacher").get(reverse("annotate:download-builtin-lesson", args=[SLUG])).content


def send(client: Client, data: bytes) -> Any:
    """Choose a file."""
    return client.post(IMPORT, {"file": SimpleUploadedFile("lesson.json", data)})


def test_the_file_has_the_whole_lesson(file: bytes) -> None:
    lesson = get_builtin_lesson(SLUG)
    assert lesson
    assert read_lesson_file(file) == lesson.content


def test_nothing_is_stored_before_somebody_says_so(world: World, file: bytes) -> None:
    client, articles = world.client("stranger"), Article.objects.count()
    page = send(client, file)
    assert page.status_code == 200
    lesson = page.context["lesson"]
    for text in (lesson.title, lesson.author, lesson.license, lesson.articles[0].title):
        assert text in page.content.decode()
    assert (Lesson.objects.count(), Article.objects.count()) == (0, articles)
    response = client.post(IMPORT, {"token": page.context["token"]})
    row = Lesson.objects.get()
    assert response["Location"] == reverse("annotate:lesson", args=[row.pk])
    assert (row.owner, row.team) == (world.stranger, None)
    assert content_of(row) == lesson


def test_a_lesson_is_imported_for_a_team_of_teachers(world: World, file: bytes) -> None:
    team = create_team(world.teacher, "Teachers", Kind.TEAM)
    client = world.client("teacher")
    token = send(client, file).context["token"]
    assert client.post(IMPORT, {"token": token, "team": world.team.pk}).status_code == 422
    assert client.post(IMPORT, {"token": token, "team": team.pk}).status_code == 302
    assert Lesson.objects.get().team == team


def test_a_preview_is_answered_once_by_whoever_saw_it(world: World, file: bytes) -> None:
    client = world.client("teacher")
    token = send(client, file).context["token"]
    world.client("stranger").post(IMPORT, {"token": token})
    client.post(IMPORT, {"token": "another"})
    assert not Lesson.objects.exists()
    for _time in range(2):
        client.post(IMPORT, {"token": token})
    assert Lesson.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": "claimlight"}', b"\xff\xfe", b"[" * 10_000])
def test_what_is_no_lesson_is_refused_with_a_reason(world: World, data: bytes) -> None:
    response = send(world.client("teacher"), data)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not Lesson.objects.exists()


def test_a_warning_where_an_article_has_no_key_and_the_file_no_licence(world: World, file: bytes) -> None:
    quiet = send(world.client("teacher"), file)
    assert b"data-warning" not in quiet.content
    bare = file.replace(b'"license": "CC BY 4.0"', b'"license": ""')
    assert send(world.client("teacher"), bare).content.count(b"data-warning") == 1


def test_pupils_do_not_download_the_key(world: World) -> None:
    path = reverse("annotate:download-builtin-lesson", args=[SLUG])
    assert world.client("pupil").get(path).status_code == 403

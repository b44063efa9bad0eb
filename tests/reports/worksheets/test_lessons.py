"""Worksheets of lessons that no class has got yet: built in, stored, or seen through a link."""

import io
from itertools import product

import pytest
from docx import Document

from annotate.lessons.actions import create_lesson, create_link
from annotate.lessons.builtin_lessons import get_builtin_lesson
from tests.world import World

pytestmark = pytest.mark.django_db
ALL = list(product(("worksheet", "worksheet-key"), ("pdf", "docx")))
SLUG = "one-event-two-papers"


def texts(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_each_article_has_its_sheets_and_the_last_one_the_questions(world: World) -> None:
    content = get_builtin_lesson(SLUG, "en").content
    stored = create_lesson(world.teacher, content)
    link = create_link(world.teacher, stored)
    client = world.client("teacher")
    for start in (f"/lessons/built-in/{SLUG}", f"/lessons/{stored.pk}", f"/lessons/link/{link}"):
        for address in (start, f"/api/v1{start}"):
            for number, article in enumerate(content.articles, start=1):
                sheet = texts(client.get(f"{address}/worksheet-{number}.docx").content)
                assert article.body.split("\n")[0] in sheet
                assert (content.questions[0] in sheet) == (number == len(content.articles))
                explanations = [answer.explanation for answer in article.key if answer.explanation]
                assert not any(explanation in sheet for explanation in explanations)
                key = texts(client.get(f"{address}/worksheet-key-{number}.docx").content)
                assert all(explanation in key for explanation in explanations)


def test_pupils_get_no_key(world: World) -> None:
    address = f"/lessons/built-in/{SLUG}/worksheet"
    client = world.client("pupil")
    assert client.get(f"{address}-1.docx").status_code == 200
    assert client.get(f"{address}-key-1.docx").status_code == 404


def test_the_page_of_a_lesson_leads_to_them(world: World) -> None:
    def links(role: str) -> list[bool]:
        page = world.client(role).get(f"/lessons/built-in/{SLUG}/").content.decode()
        return [
            f'href="{part}-2.{ending}"' in page
            for part in ("worksheet", "worksheet-key")
            for ending in ("pdf", "docx")
        ]

    assert links("teacher") == [True] * 4
    assert links("pupil") == [True, True, False, False]

"""Worksheets of the rounds of a class: who gets what, and when."""

import io
from typing import Any
from uuid import uuid4

import pytest
from docx import Document

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.codebook import read_codebook
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from people.models import Team
from reports.worksheets.round_sheets import worksheet_of_round
from tests.annotate.assignments.sets import QUESTIONS, make_assignment, rounds_of
from tests.pictures import add_picture
from tests.reports.worksheets.sheets import pdf_text
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db
WHY = "Nobody calls themselves that."


def write_answer(world: World, round_: Round) -> None:
    content = annotation_input(
        round_, "globalist", "loaded-language", note=WHY, details={"neutral": "city"},
        answer={"also": ["opinion"], "tolerance": "exact"},
    )  # fmt: skip
    put_annotation(world.teacher, round_, uuid4(), content, LayerKind.KEY)


def document_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


READ = {"pdf": pdf_text, "docx": document_text}


def get(world: World, role: str, round_: Round, part: str, ending: str) -> Any:
    return world.client(role).get(f"/rounds/{round_.pk}/{part}.{ending}")


@pytest.mark.parametrize("ending", READ)
def test_a_worksheet_shows_nobodys_highlight_and_no_answer(world: World, ending: str) -> None:
    settings = RoundSettings(mode=RoundMode.INDEPENDENT, instructions="Look closely.")
    round_ = create_round(world.teacher, world.text, settings)
    before = READ[ending](get(world, "pupil", round_, "worksheet", ending).content)
    mark(world.classmate, round_, "globalist", "opinion", note="A secret note")
    mark(world.pupil, round_, "nine to six", "factual-claim")
    write_answer(world, round_)
    for role in ("pupil", "teacher"):
        response = get(world, role, round_, "worksheet", ending)
        assert READ[ending](response.content) == before
        assert "attachment" in response["Content-Disposition"]
    assert "Look closely." in before


@pytest.mark.parametrize("ending", READ)
def test_the_key_is_for_teachers_until_pupils_may_see_it(world: World, ending: str) -> None:
    settings = RoundSettings(
        mode=RoundMode.INDEPENDENT, feedback=Feedback.KEY, feedback_when=FeedbackTiming.ON_REVEAL
    )
    round_ = create_round(world.teacher, world.text, settings)
    assert get(world, "teacher", round_, "worksheet-key", ending).status_code == 404
    write_answer(world, round_)
    key = READ[ending](get(world, "teacher", round_, "worksheet-key", ending).content)
    tags = {tag.slug: tag.name for tag in read_codebook("four-tags").tags}
    assert all(words in key for words in (WHY, "city", tags["loaded-language"], tags["opinion"]))
    mark(world.pupil, round_, "globalist", "opinion")
    submit_layer(world.pupil, round_)
    assert get(world, "pupil", round_, "worksheet-key", ending).status_code == 404
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert WHY in READ[ending](get(world, "pupil", round_, "worksheet-key", ending).content)
    assert get(world, "stranger", round_, "worksheet-key", ending).status_code == 404


def test_the_questions_are_on_the_last_exercise_of_a_set(world: World) -> None:
    first, last = rounds_of(make_assignment(world))
    assert worksheet_of_round(first).questions == ()
    assert worksheet_of_round(last).questions == tuple(QUESTIONS)


def test_pictures_stand_in_the_article(world: World) -> None:
    add_picture(world.article)
    world.text.refresh_from_db()
    text = world.text
    type(text).objects.filter(pk=text.pk).update(
        pictures=[[world.article.pictures.get().pk, 0, 40, 30, "A bridge"]]
    )
    round_ = Round.objects.get(pk=world.round.pk)
    (picture,) = worksheet_of_round(round_).printed_pictures[0]
    assert picture.alt == "A bridge"
    assert get(world, "pupil", round_, "worksheet", "pdf").content.startswith(b"%PDF")
    content = get(world, "pupil", round_, "worksheet", "docx").content
    assert len(Document(io.BytesIO(content)).inline_shapes) == 1


def test_an_archived_class_can_still_print(world: World) -> None:
    from django.utils import timezone

    Team.objects.filter(pk=world.team.pk).update(archived_at=timezone.now())
    assert get(world, "pupil", world.round, "worksheet", "docx").status_code == 200


def test_the_page_of_an_exercise_leads_teachers_to_both(world: World) -> None:
    links = [
        f'href="/rounds/{world.round.pk}/{part}.{ending}"'
        for part in ("worksheet", "worksheet-key")
        for ending in READ
    ]

    def shown(role: str) -> list[bool]:
        page = world.client(role).get(f"/rounds/{world.round.pk}/about/").content.decode()
        return [link in page for link in links]

    assert shown("teacher") == [True, True, False, False]
    write_answer(world, world.round)
    assert shown("teacher") == [True] * 4
    assert shown("pupil") == [False] * 4

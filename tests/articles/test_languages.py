"""The language of an article is recognised wherever its text comes from, and chosen from a list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.languages import language_choices
from articles.models import Article
from articles.sandbox.jobs import OTHER_LANGUAGE
from tests.wording import says
from tests.world import World

pytestmark = pytest.mark.django_db
SPANISH = "El transbordador volvió a salir tarde el martes, y nadie explicó a los pasajeros la razón."


def newest() -> Article:
    return Article.objects.latest("pk")


def test_a_pasted_text(world: World) -> None:
    world.client("teacher").post("/articles/new/", {"text": SPANISH})
    assert newest().language == "es"


def test_a_page_whose_template_is_in_another_language(world: World) -> None:
    page = f"<html lang=en><body><article><h1>El muelle</h1><p>{SPANISH}</p></article></body></html>"
    client = world.client("teacher")
    file = SimpleUploadedFile("page.html", page.encode())
    client.post("/articles/new/", {"text": "", "files": file})
    article = newest()
    assert article.language == "es"
    review = client.get(f"/articles/{article.pk}/review/").content.decode()
    assert says(OTHER_LANGUAGE, review)
    assert 'aria-label="The text" lang="es"' in review
    assert '<option value="es" selected>' in review


@pytest.mark.parametrize(("sent", "stored"), [({}, "es"), ({"language": "gl"}, "gl")], ids=["found", "said"])
def test_a_text_sent_by_a_program(world: World, sent: dict[str, str], stored: str) -> None:
    answer = world.client("teacher").post(
        "/api/v1/articles/", {"title": "El muelle", "text": SPANISH} | sent, "application/json"
    )
    assert answer.status_code == 201
    assert answer.json()["language"] == stored


def test_the_list_keeps_a_code_that_it_does_not_know() -> None:
    assert dict(language_choices("pt-AO"))["pt-AO"] == "Portuguese (pt-AO)"
    assert dict(language_choices("qaa"))["qaa"] == "qaa"
    codes = [code for code, _name in language_choices("en")]
    assert codes.count("en") == 1
    assert codes[0] == ""

"""The page of an article's hints: for those who run it, with the language model where there is one."""

from typing import Any

import pytest

from annotate.hints.language_model.work import run_suggestions
from annotate.models import HintSettings, HintSuggestions, Round
from annotate.rounds.actions import create_round
from articles.models import Article
from tests.annotate.hints.language_model.server import reply, suggesting
from tests.annotate.hints.language_model.test_suggestions import GOOD, LanguageModel, model
from tests.world import World

__all__ = ["model"]


@pytest.fixture(autouse=True)
def english(world: World) -> None:
    """The rules know the language of the article."""
    Article.objects.update(language="en")


def page(world: World, role: str = "teacher", query: str = "") -> str:
    return world.client(role).get(f"/articles/{world.article.pk}/hints/{query}").content.decode()


def test_the_teacher_sees_the_hints_beside_the_text(world: World) -> None:
    html = page(world, query="?more=1")
    assert html.count('class="hint-number"') == html.count("<li class=") > 2
    assert 'class="cue"' in html
    assert 'id="model"' not in html


def test_one_asks_the_model_and_sees_how_it_went(world: World, model: LanguageModel) -> None:
    address = f"/articles/{world.article.pk}/hints/"
    teacher = world.client("teacher")
    assert "127.0.0.1" in page(world)
    model.answer = reply(b"", 500)
    teacher.post(f"{address}suggest/")
    assert "data-model" in page(world)
    run_suggestions(HintSuggestions.objects.get().pk)
    assert 'data-error="model"' in page(world)
    model.answer = suggesting(GOOD, GOOD | {"quote": "Never said."})
    teacher.post(f"{address}suggest/")
    progress = teacher.get(address, headers={"Accept": "application/json"}).json()
    assert (progress["state"], progress["done"]) == ("waiting", 0)
    run_suggestions(HintSuggestions.objects.get().pk)
    html = page(world, query="?more=1")
    assert "quill-7b" in html
    assert "1 not used: the words are not in the text" in html
    assert "Nobody" in html.split('id="text"')[0]
    teacher.post(f"{address}remove/")
    assert "quill-7b" not in page(world)


def test_the_model_is_allowed_and_tested_in_the_settings(world: World, model: LanguageModel) -> None:
    teacher, address = world.client("teacher"), f"/teams/{world.team.pk}/hints/"
    HintSettings.objects.update(language_model=False)
    teacher.post(f"/articles/{world.article.pk}/hints/suggest/")
    assert not HintSuggestions.objects.exists()
    teacher.post(address, {"model": "on"})
    assert HintSettings.objects.get().language_model
    html = teacher.post(address, {"test-model": ""}, follow=True).content.decode()
    assert "The language model answers." in html
    model.answer = reply(b"sk-very-secret", 401)
    html = teacher.post(address, {"test-model": ""}, follow=True).content.decode()
    assert "HTTP 401" in html
    assert "sk-very-secret" not in html
    teacher.post(address, {"model": "off"})
    assert not HintSettings.objects.get().language_model


@pytest.mark.parametrize("running", [True, False], ids=["highlighting", "done"])
def test_whoever_reads_alone_gets_hints_where_they_highlight(world: World, running: bool) -> None:
    Article.objects.filter(pk=world.article.pk).update(team=None)
    Round.objects.all().update(state="closed")
    if running:
        world.text.article.refresh_from_db()
        create_round(world.teacher, world.text)
    html = page(world)
    assert ('class="cue"' in html) is not running


def test_without_an_address_nothing_speaks_of_a_model(world: World, settings: Any) -> None:
    assert (
        "language model"
        not in page(world) + world.client("teacher").get(f"/teams/{world.team.pk}/hints/").content.decode()
    )

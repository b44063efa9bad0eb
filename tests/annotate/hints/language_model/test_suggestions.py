"""A language model suggests hints; whatever it answers, nothing but our own words about the text reaches people."""

import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from annotate.hints.language_model.work import run_suggestions
from annotate.hints.settings.actions import change_hint_settings
from annotate.models import HintSettings, HintSuggestions
from articles.actions import delete_article
from articles.hints import Reason
from articles.hints.model import prompt
from tests.annotate.hints.language_model.server import (
    Answer,
    LanguageModel,
    language_model,
    reply,
    saying,
    suggesting,
)
from tests.world import World

GOOD = {
    "quote": "Nobody should be surprised by that.",
    "tag": "opinion",
    "code": "judgement",
    "cue": "Nobody",
}
KEY = "sk-very-secret"


@pytest.fixture
def model(world: World, settings: Any) -> Iterator[LanguageModel]:
    """A model on this machine, allowed by the class."""
    change_hint_settings(world.teacher, world.team)
    HintSettings.objects.update(language_model=True)
    with language_model() as model:
        settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL = model.url, "quill-7b"
        settings.LANGUAGE_MODEL_KEY, settings.LANGUAGE_MODEL_SECONDS = KEY, 30
        yield model


def address(world: World, end: str = "suggestions/") -> str:
    return f"/api/v1/articles/{world.article.pk}/hints/{end}"


def asked(world: World) -> dict[str, Any]:
    """Ask about the article as its teacher, let the worker run, and return how it went."""
    teacher = world.client("teacher")
    assert teacher.post(address(world)).status_code == 202
    run_suggestions(HintSuggestions.objects.latest("pk").pk)
    return teacher.get(address(world)).json()


def suggested(world: World) -> list[dict[str, Any]]:
    hints = world.client("teacher").get(address(world, "")).json()["hints"]
    return [hint for hint in hints if hint["suggested_by"]]


def test_suggestions_become_hints_that_say_where_they_are_from(world: World, model: LanguageModel) -> None:
    model.answer = suggesting(GOOD, GOOD | {"quote": "The moon is made of cheese."})
    state = asked(world)
    assert (state["state"], state["suggestions"], state["dropped"], state["error"]) == (
        "done", 1, {"not in the text": 1}, None,
    )  # fmt: skip
    [hint] = suggested(world)
    assert (hint["quote"], hint["code"], hint["first"]) == (GOOD["quote"], "judgement", False)
    assert hint["suggested_by"].startswith("quill-7b, 20")


def test_nothing_but_the_text_is_sent(world: World, model: LanguageModel) -> None:
    asked(world)
    [(path, headers, body)] = model.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    system, user = (message["content"] for message in body["messages"])
    marker = user.split("\n", 1)[0]
    assert user == f"{marker}\n{world.text.body}\n{marker}"
    assert marker in system
    assert not any(name in str(body) for name in ("pupil", "classmate", "Says who?", "city", "Class 9b"))


def test_it_is_asked_once_about_a_text(world: World, model: LanguageModel) -> None:
    model.answer = suggesting(GOOD)
    asked(world)
    asked(world)
    assert len(model.requests) == 1
    world.client("teacher").delete(address(world))
    assert suggested(world) == []
    asked(world)
    assert len(model.requests) == 2


def drip(request: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, without an end."""
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b" ")
        request.wfile.flush()


BAD_ANSWERS: dict[str, Answer] = {
    "500": reply(b"<script>alert(1)</script>", 500),
    "401": reply(KEY.encode(), 401),
    "redirect": reply(b"", 302, Location="/elsewhere"),
    "no JSON": reply(b"<html>It works!</html>"),
    "other JSON": reply(b'{"choices": []}'),
    "no text": saying(None),
    "empty": reply(b""),
    "chat": saying("Sure! Here are your hints: <b>none</b>"),
    "10 MB": reply(b" " * 10_000_000),
    "hangs up": lambda request: request.connection.close(),
    "deep": saying("[" * 50_000),
}


@pytest.mark.parametrize("kind", BAD_ANSWERS)
def test_a_bad_answer_gives_one_sentence_and_no_hints(
    world: World, model: LanguageModel, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    model.answer = BAD_ANSWERS[kind]
    rules = world.client("teacher").get(address(world, "")).json()["hints"]
    with caplog.at_level(logging.DEBUG):
        state = asked(world)
    assert state["state"] == "failed"
    assert state["error"].startswith("The language model at 127.0.0.1 ")
    assert not any(text in state["error"] + caplog.text for text in (KEY, "<", "Sure!"))
    assert world.client("teacher").get(address(world, "")).json()["hints"] == rules
    assert [path for path, *_ in model.requests] == ["/v1/chat/completions"]
    model.answer = suggesting(GOOD)
    assert asked(world)["state"] == "done"


def test_an_endless_answer_is_stopped(world: World, model: LanguageModel, settings: Any) -> None:
    settings.LANGUAGE_MODEL_SECONDS = 1
    model.answer = drip
    assert asked(world)["error"] == "The language model at 127.0.0.1 did not answer in time."


def test_a_model_that_is_not_there(world: World, model: LanguageModel, settings: Any) -> None:
    settings.LANGUAGE_MODEL_URL = "http://nowhere.invalid/v1"
    assert asked(world)["error"] == "The language model at nowhere.invalid cannot be reached."


@pytest.mark.parametrize("url", ["localhost:11434/v1", "http://127.0.0.1:port/v1", "//127.0.0.1"])
def test_an_address_that_is_no_web_address(
    world: World, model: LanguageModel, settings: Any, url: str
) -> None:
    settings.LANGUAGE_MODEL_URL = url
    assert asked(world)["error"].endswith(" cannot be reached.")


def test_the_connection_cannot_be_tested_where_none_is_configured(world: World) -> None:
    address = f"/teams/{world.team.pk}/hints/"
    assert world.client("teacher").post(address, {"test-model": ""}).status_code == 403


def test_an_article_that_gives_instructions_is_answered_in_our_words(
    world: World, model: LanguageModel
) -> None:
    def echo(request: BaseHTTPRequestHandler) -> None:
        told = model.requests[-1][2]["messages"][1]["content"]
        suggesting(GOOD | {"cue": told, "reason": told, "code": "judgement"}, {"quote": told}, told)(request)

    model.answer = echo
    asked(world)
    [hint] = suggested(world)
    assert hint["reason"] == str(Reason("judgement", {"word": GOOD["quote"]}))


def test_a_long_text_is_asked_about_in_parts(
    world: World, model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompt, "PART", 100)
    model.answer = suggesting(GOOD)
    state = asked(world)
    assert (state["parts"], state["done"]) == (len(model.requests), len(model.requests))
    assert state["parts"] > 2
    assert state["dropped"] == {"not in the text": state["parts"] - 1}
    assert len(suggested(world)) == 1


def test_a_cancelled_job_asks_nothing(world: World, model: LanguageModel) -> None:
    teacher = world.client("teacher")
    teacher.post(address(world))
    pk = HintSuggestions.objects.get().pk
    HintSuggestions.objects.all().delete()
    run_suggestions(pk)
    assert model.requests == []
    assert teacher.get(address(world)).status_code == 204


@pytest.mark.parametrize("missing", ["url", "switch"])
def test_it_is_off_unless_the_operator_and_the_group_want_it(
    world: World, model: LanguageModel, settings: Any, missing: str
) -> None:
    model.answer = suggesting(GOOD)
    asked(world)
    if missing == "url":
        settings.LANGUAGE_MODEL_URL = ""
    else:
        HintSettings.objects.update(language_model=False)
    assert suggested(world) == []
    assert world.client("teacher").post(address(world)).status_code == 403
    assert len(model.requests) == 1


def test_a_group_that_no_longer_wants_it_has_nothing_more_sent(world: World, model: LanguageModel) -> None:
    teacher = world.client("teacher")
    teacher.post(address(world))
    HintSettings.objects.update(language_model=False)
    run_suggestions(HintSuggestions.objects.get().pk)
    assert model.requests == []
    state = teacher.get(address(world)).json()
    assert (state["state"], state["error"]) == (
        "failed", "The settings of this group do not allow asking the language model.",
    )  # fmt: skip
    HintSettings.objects.update(language_model=True)
    assert asked(world)["state"] == "done"


def test_an_article_in_the_bin_is_not_sent(world: World, model: LanguageModel) -> None:
    world.client("teacher").post(address(world))
    delete_article(world.teacher, world.article)
    run_suggestions(HintSuggestions.objects.get().pk)
    assert model.requests == []


@pytest.mark.parametrize(
    ("role", "status"), [("pupil", 403), ("viewer", 403), ("stranger", 404), ("nobody", 401)]
)
def test_only_those_who_run_the_article_ask(
    world: World, model: LanguageModel, role: str, status: int
) -> None:
    assert world.client(role).post(address(world)).status_code == status
    assert world.client(role).get(address(world)).status_code == status
    assert not HintSuggestions.objects.exists()

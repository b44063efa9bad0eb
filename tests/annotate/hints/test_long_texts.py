"""A book does not keep a web thread busy: its hints are computed in the background, and whoever asks is told so."""

from typing import Any

import pytest

from annotate.enums import HintTiming
from annotate.hints import rules
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from tests.annotate.hints.harbour import ask, harbour_text, hints_seen
from tests.background import busy_background
from tests.waiting import until
from tests.world import World
from web.cache import ByteLimitedCache

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Round:
    """An exercise on a book, of whose hints nothing is cached."""
    settings.BACKGROUND_WAIT_SECONDS = 0
    monkeypatch.setattr(rules, "CACHE", ByteLimitedCache(rules.CACHE.max_bytes))
    body = "\n\n".join(f"The council should pay {number} euros." for number in range(2_000))
    text = harbour_text(world.teacher, world.team, body)
    assert len(body) > rules.MAX_CHARS_AT_ONCE
    return create_round(world.teacher, text, RoundSettings(hints=HintTiming.ON_REQUEST))


def test_whoever_asks_is_told_to_ask_again(world: World, book: Round) -> None:
    with busy_background():
        waiting = ask(world, "pupil", book)
    assert waiting.status_code == 503
    assert waiting.headers["Retry-After"] == "2"
    assert waiting.json()["type"].endswith(":not-ready")
    until(lambda: ask(world, "pupil", book).status_code == 200)
    assert len(hints_seen(world, "pupil", book)["hints"]) == 1


def test_a_post_that_was_told_to_wait_can_be_sent_again_with_its_key(world: World, book: Round) -> None:
    client = world.client("pupil")

    def post() -> Any:
        url, sent = f"/api/v1/rounds/{book.pk}/hints/request/", {"after": 0}
        headers = {"Idempotency-Key": "once"}
        return client.post(url, sent, content_type="application/json", headers=headers)

    with busy_background():
        assert post().status_code == 503
    until(lambda: post().status_code == 200)
    assert post().json() == post().json()
    assert len(hints_seen(world, "pupil", book)["hints"]) == 1


def test_a_reader_who_may_see_none_starts_no_work(world: World, book: Round) -> None:
    Round.objects.filter(pk=book.pk).update(hints=HintTiming.OFF)
    assert hints_seen(world, "pupil", book)["hints"] == []
    assert ask(world, "pupil", book).status_code == 403
    assert not rules.CACHE.entries


def test_a_long_text_without_words_is_long(world: World, book: Round) -> None:
    text = harbour_text(world.teacher, world.team, "Marks\n\n" + "“" * (rules.MAX_CHARS_AT_ONCE + 1))
    assert text.words == 1
    marks = create_round(world.teacher, text, RoundSettings(hints=HintTiming.ON_REQUEST))
    with busy_background():
        assert ask(world, "pupil", marks).status_code == 503
    until(lambda: ask(world, "pupil", marks).json() == {"hint": None})

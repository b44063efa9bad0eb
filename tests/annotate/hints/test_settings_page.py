"""The page of a group's settings for hints: kinds, words of its own, and how readers answered."""

import re

import pytest
from django.test import Client

from annotate.access import hint_settings
from annotate.annotations.actions import submit_layer
from annotate.enums import HintResponse, HintTiming, RoundMode, RoundState
from annotate.hints.actions import respond_to_hint
from annotate.hints.settings.actions import add_own_word
from annotate.hints.visible import visible_hints
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from articles.hints import kinds
from articles.hints.own_words import MOST_WORDS
from articles.models import Article
from people.actions.teams import archive_team
from tests.problems import check_problem
from tests.world import World, mark


def path(world: World) -> str:
    return f"/teams/{world.team.pk}/hints/"


def checked(client: Client, world: World) -> set[str]:
    html = client.get(path(world)).content.decode()
    return set(re.findall(r'name="kind" value="([^"]+)" checked', html))


def test_a_kind_is_switched_off_and_on_again(world: World) -> None:
    client = world.client("teacher")
    assert checked(client, world) == set(kinds())
    rest = [slug for slug in kinds() if slug != "loaded-words"]
    assert client.post(path(world), {"kind": rest}).status_code == 302
    assert checked(client, world) == set(rest)
    assert client.post(path(world), {"kind": list(kinds())}).status_code == 302
    assert checked(client, world) == set(kinds())


def test_each_kind_says_how_often_it_is_right(world: World) -> None:
    html = world.client("teacher").get(path(world)).content.decode()
    assert html.count('<p class="right"><b>') == len(kinds()) > 0


def test_a_word_is_added_and_removed(world: World) -> None:
    client = world.client("colleague")
    sent = {"word": " Nanny  state ", "neutral": "government"}
    assert "Nanny state" in client.post(path(world), sent, follow=True).content.decode()
    answer = client.post(path(world), {"remove": "Nanny state"}, follow=True).content.decode()
    assert "Nanny state" not in answer
    assert hint_settings(world.team.pk).own_words == []


@pytest.mark.parametrize(
    "word", ["", "(a+)+", "<b>x</b>", "x" * 61], ids=["empty", "pattern", "html", "long"]
)
def test_what_is_no_plain_word_is_refused_kindly(world: World, word: str) -> None:
    answer = world.client("teacher").post(path(world), {"word": word})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'class="errors"' in html
    assert "<b>x</b>" not in html
    assert hint_settings(world.team.pk).own_words == []


def test_a_word_that_is_there_is_refused_kindly(world: World) -> None:
    client = world.client("teacher")
    client.post(path(world), {"word": "cronies"})
    assert client.post(path(world), {"word": "Cronies"}).status_code == 422
    assert len(hint_settings(world.team.pk).own_words) == 1


def test_the_api_changes_the_same_settings(world: World) -> None:
    client, url = world.client("teacher"), f"/api/v1{path(world)}"
    sent = {"kinds_off": ["loaded-words"], "own_words": [{"word": "cronies"}]}
    words = [{"word": "cronies", "neutral": ""}]
    expected = {"kinds_off": ["loaded-words"], "own_words": words, "language_model": False}
    assert client.patch(url, sent, content_type="application/json").json() == expected
    assert client.get(url).json() == expected
    assert client.patch(url, {"kinds_off": []}, content_type="application/json").json()["kinds_off"] == []


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"kinds_off": ["weather"]}, 422, "bad-settings"),
        ({"own_words": [{"word": "a+"}]}, 422, "bad-word"),
        ({"own_words": [{"word": "a"}, {"word": "A"}]}, 422, "bad-word"),
        ({"own_words": [{"word": f"w{n}"} for n in range(MOST_WORDS + 1)]}, 400, "invalid"),
        ({"own_words": "cronies"}, 400, "invalid"),
    ],
    ids=["kind", "pattern", "twice", "many", "no-list"],
)
def test_the_api_refuses_what_the_page_refuses(world: World, sent: object, status: int, code: str) -> None:
    answer = world.client("teacher").patch(f"/api/v1{path(world)}", sent, content_type="application/json")
    check_problem(answer, status, code)
    assert hint_settings(world.team.pk).own_words == []


def test_only_the_answers_of_revealed_rounds_are_counted(world: World) -> None:
    client = world.client("teacher")
    hidden, revealed = exercise(world), exercise(world)
    answer(world, hidden, HintResponse.DISAGREE)
    assert counts(client, world) == {}
    answer(world, revealed, HintResponse.MISSED)
    transition_round(world.teacher, revealed, RoundState.REVEALED)
    assert counts(client, world)["loaded-words"] == [0, 1, 0, 0, 0]
    revealed.move_to_bin(world.teacher)
    assert counts(client, world) == {}


def test_an_archived_class_keeps_its_settings(world: World) -> None:
    archive_team(world.teacher, world.team)
    for answer_ in (world.client("teacher").get(path(world)), world.client("teacher").post(path(world), {})):
        assert answer_.status_code == 403


def exercise(world: World) -> Round:
    if not hint_settings(world.team.pk).own_words:
        add_own_word(world.teacher, world.team, "nine to six")
        Article.objects.filter(pk=world.article.pk).update(language="en")
    settings = RoundSettings(RoundMode.INDEPENDENT, hints=HintTiming.AFTER_HAND_IN)
    round_ = create_round(world.teacher, world.text, settings)
    mark(world.pupil, round_, "A second line", "opinion")
    submit_layer(world.pupil, round_)
    return Round.objects.select_related("text__article__team").get(pk=round_.pk)


def answer(world: World, round_: Round, response: HintResponse) -> None:
    """Answer to the hint at the class's own word."""
    start = round_.text.body.index("nine to six")
    (key,) = [
        each.key for each in visible_hints(world.pupil, round_)
        if each.hint.cue[0] == start and each.hint.kind == "loaded-words"
    ]  # fmt: skip
    respond_to_hint(world.pupil, round_, key, response)


def counts(client: Client, world: World) -> dict[str, list[int]]:
    """Return the numbers of the table by kind; nothing without a table."""
    html = client.get(path(world)).content.decode()
    rows = re.findall(r'data-kind="([^"]+)">(.*?)</tr>', html, re.DOTALL)
    return {kind: [int(n) for n in re.findall(r'<td class="n">(\d+)', row)] for kind, row in rows}

"""The page after handing in: three lists of one's own highlights and the hints, and why there are none."""

import re
from typing import Any

import pytest
from django.test import Client

from annotate.annotations.actions import submit_layer, withdraw_submission
from annotate.enums import HintTiming, RoundMode, RoundState
from annotate.hints.settings.actions import add_own_word
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, settings_of, transition_round, update_round
from articles.actions import add_article, freeze
from articles.models import Article
from articles.text.draft import Draft
from tests.world import World, mark

# Words of the text that are hinted at as loaded in these tests, whatever the lists say.
LOADED = ("globalist", "nine to six", "disgrace")


@pytest.fixture
def exercise(world: World) -> Round:
    """An exercise with hints after handing in, in which the pupil has highlighted one loaded word and one opinion."""
    for word in LOADED:
        add_own_word(world.teacher, world.team, word)
    Article.objects.filter(pk=world.article.pk).update(language="en")
    settings = RoundSettings(RoundMode.INDEPENDENT, hints=HintTiming.AFTER_HAND_IN)
    round_ = create_round(world.teacher, world.text, settings)
    mark(world.pupil, round_, "The globalist council", "loaded-language")
    mark(world.pupil, round_, "A second line", "opinion")
    mark(world.classmate, round_, "disgrace", "loaded-language")
    return round_


def page(client: Client, round_: Round, query: str = "") -> str:
    response = client.get(f"/rounds/{round_.pk}/hints/{query}")
    assert response.status_code == 200
    return response.content.decode()


def listed(html: str, section: str) -> list[str]:
    """Return the emphasized words of each hint in a list."""
    part = html.partition(f'<h2 id="{section}">')[2].partition("</section>")[0]
    return re.findall(r'<p class="quote">[^<]*<b>([^<]*)</b>', part)


def why_none(html: str) -> str:
    match = re.search(r'data-no-hints="([^"]*)"', html)
    return match[1] if match else ""


def test_the_three_lists(world: World, exercise: Round) -> None:
    submit_layer(world.pupil, exercise)
    html = page(world.client("pupil"), exercise, "?more=1")
    assert "globalist" in listed(html, "both")
    assert {"nine to six", "disgrace"} <= set(listed(html, "only-hint"))
    only_you = html.partition('<h2 id="only-you">')[2].partition("</section>")[0]
    assert "A second line" in only_you
    assert "The globalist council" not in only_you


def test_only_ones_own_highlights_are_compared(world: World, exercise: Round) -> None:
    """Also once everything is revealed."""
    for person in (world.pupil, world.classmate):
        submit_layer(person, exercise)
    transition_round(world.teacher, exercise, RoundState.REVEALED)
    assert "disgrace" in listed(page(world.client("pupil"), exercise, "?more=1"), "only-hint")
    assert "disgrace" in listed(page(world.client("classmate"), exercise), "both")


@pytest.mark.parametrize("who", ["teacher", "colleague", "classmate", "viewer"])
def test_nobody_sees_a_pupils_lists(world: World, exercise: Round, who: str) -> None:
    submit_layer(world.pupil, exercise)
    html = page(world.client(who), exercise)
    assert why_none(html) in ("not handed in", "not highlighted")
    assert "A second line" not in html


@pytest.mark.parametrize("timing", [HintTiming.AFTER_HAND_IN, HintTiming.ON_REQUEST])
def test_there_are_none_before_handing_in(world: World, exercise: Round, timing: HintTiming) -> None:
    change(world, exercise, hints=timing)
    assert why_none(page(world.client("pupil"), exercise)) == "not handed in"
    submit_layer(world.pupil, exercise)
    assert why_none(page(world.client("pupil"), exercise)) == ""
    withdraw_submission(world.pupil, exercise)
    assert why_none(page(world.client("pupil"), exercise)) == "not handed in"


def test_there_are_none_where_they_are_off(world: World, exercise: Round) -> None:
    submit_layer(world.pupil, exercise)
    change(world, exercise, hints=HintTiming.OFF)
    assert why_none(page(world.client("pupil"), exercise)) == "off"


def test_there_are_none_in_a_language_without_rules(world: World, exercise: Round) -> None:
    submit_layer(world.pupil, exercise)
    Article.objects.filter(pk=world.article.pk).update(language="he")
    assert why_none(page(world.client("pupil"), exercise)) == "language"


def test_whoever_did_not_take_part_has_nothing_to_compare(world: World, exercise: Round) -> None:
    transition_round(world.teacher, exercise, RoundState.CLOSED)
    assert why_none(page(world.client("pupil"), exercise)) == ""
    assert why_none(page(world.client("viewer"), exercise)) == "not highlighted"


def test_who_runs_the_article_finds_all_its_hints_elsewhere(world: World, exercise: Round) -> None:
    transition_round(world.teacher, exercise, RoundState.CLOSED)
    link = f'href="/articles/{world.article.pk}/hints/"'
    assert link in page(world.client("teacher"), exercise)
    assert link not in page(world.client("viewer"), exercise)


def test_answers_are_taken_and_changed(world: World, exercise: Round) -> None:
    submit_layer(world.pupil, exercise)
    client = world.client("pupil")
    key = key_of(page(client, exercise, "?more=1"), "nine to six")
    for response in ("missed", "disagree"):
        answer = client.post(f"/rounds/{exercise.pk}/hints/?more=1", {"key": key, "response": response})
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/rounds/{exercise.pk}/hints/?more=1#hint-{key}",
        )
        assert pressed(page(client, exercise), key) == [response]
    assert world.pupil.shown_hints.get().response == "disagree"


@pytest.mark.parametrize(
    ("key", "response"), [("none-1", "missed"), ("", ""), ("a\r\nb", "nonsense"), (None, "adopted")]
)
def test_what_is_no_answer_is_refused(world: World, exercise: Round, key: str | None, response: str) -> None:
    submit_layer(world.pupil, exercise)
    client = world.client("pupil")
    sent = {"key": key_of(page(client, exercise), "globalist") if key is None else key, "response": response}
    assert client.post(f"/rounds/{exercise.pk}/hints/", sent).status_code == 404
    assert not world.pupil.shown_hints.exists()


def test_pages_lead_there_once_it_is_time(world: World, exercise: Round) -> None:
    link = f'href="/rounds/{exercise.pk}/hints/"'
    paths = [f"/rounds/{exercise.pk}/about/", f"/rounds/{exercise.pk}/feedback/"]
    client = world.client("pupil")
    assert [link in client.get(path).content.decode() for path in paths] == [False, False]
    submit_layer(world.pupil, exercise)
    assert [link in client.get(path).content.decode() for path in paths] == [True, True]


def test_after_the_reveal_the_report_says_what_everybody_missed(world: World, exercise: Round) -> None:
    client, link = (
        world.client("teacher"),
        f"/articles/{world.article.pk}/report/?round={exercise.pk}#hints-title",
    )
    for other in (world.round, world.draft):
        other.move_to_bin(world.teacher)
    for person in (world.pupil, world.classmate):
        submit_layer(person, exercise)
    assert link not in client.get(f"/rounds/{exercise.pk}/about/").content.decode()
    transition_round(world.teacher, exercise, RoundState.REVEALED)
    assert link in client.get(f"/rounds/{exercise.pk}/about/").content.decode()
    assert link in page(client, exercise)
    report = client.get(f"/articles/{world.article.pk}/report/").content.decode()
    assert 'id="hints-title"' in report


def test_the_excerpt_alone_is_shown(world: World, exercise: Round) -> None:
    body = world.text.body
    first = body.index("Taxes")
    settings = RoundSettings(
        RoundMode.INDEPENDENT, extract=(first, len(body)), hints=HintTiming.AFTER_HAND_IN
    )
    round_ = create_round(world.teacher, world.text, settings)
    mark(world.pupil, round_, "Taxes fell", "factual-claim")
    submit_layer(world.pupil, round_)
    html = page(world.client("pupil"), round_, "?more=1")
    assert "globalist" not in html
    assert "surprised" in html


def test_a_reader_alone_compares_at_any_time(world: World) -> None:
    draft = Draft("Nobody should go.", title="A walk", language="en")
    article = add_article(world.stranger, draft, b"Nobody should go.", "walk.txt", None)
    round_ = create_round(world.stranger, freeze(world.stranger, article, cleaning=False))
    assert why_none(page(world.client("stranger"), round_)) == ""


def test_where_nothing_is_found_it_says_so(world: World) -> None:
    draft = Draft("The bus is red.", title="A bus", language="en")
    article = add_article(world.stranger, draft, b"The bus is red.", "bus.txt", None)
    round_ = create_round(world.stranger, freeze(world.stranger, article, cleaning=False))
    assert "data-none-found" in page(world.client("stranger"), round_)


def change(world: World, round_: Round, **settings: Any) -> None:
    update_round(world.teacher, round_, RoundSettings(**vars(settings_of(round_)) | settings))


def key_of(html: str, words: str) -> str:
    return re.search(rf'id="hint-([^"]+)"(?:(?!</li>).)*<b>{words}</b>', html, re.DOTALL)[1]  # type: ignore[index]


def pressed(html: str, key: str) -> list[str]:
    entry = html.partition(f'id="hint-{key}"')[2].partition("</li>")[0]
    return re.findall(r'value="(\w+)" data-key="\w" aria-pressed="true"', entry)

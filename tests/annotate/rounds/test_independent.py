"""In an independent round nobody gets at another's marks before the reveal, and in a round in groups nobody at those of
another group: a test per channel. What a group shares: tests/annotate/groups/."""

import re
from typing import Any
from uuid import uuid4

import pytest

from annotate.annotations.actions import submit_layer
from annotate.enums import RoundMode, RoundState
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Round
from annotate.rounds.actions import PROMISED, RoundSettings, create_round, transition_round
from tests.world import World, annotation_input, mark

SECRET = "Nobody should be surprised by that"
NOTE = "A thought that nobody else may read 🤫"
OTHERS = ("classmate", "colleague", "teacher", "viewer")


@pytest.fixture(params=[RoundMode.INDEPENDENT, RoundMode.GROUPS])
def blind(world: World, request: pytest.FixtureRequest) -> Round:
    """A round that hides, in which the pupil has marked, changed and deleted, and handed in, alone in their group."""
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=request.param))
    if request.param == RoundMode.GROUPS:
        apart(world, round_)
    first = mark(world.pupil, round_, SECRET, "opinion", note=NOTE)
    mark(world.pupil, round_, SECRET, "loaded-language", pk=first.pk, note=NOTE, details={"target": "taxes"})
    mark(world.pupil, round_, "Taxes fell", "factual-claim")
    submit_layer(world.pupil, round_)
    return round_


def apart(world: World, round_: Round) -> None:
    """Put the two pupils of the class into two groups."""
    groups = [GroupInput(members=(person.pk,)) for person in (world.pupil, world.classmate)]
    set_groups(world.teacher, round_, groups)


# Every address at which a mark of a round could show.
CHANNELS = {
    "page": "/rounds/{round}/",
    "marks": "/api/v1/rounds/{round}/annotations/",
    "key": "/api/v1/rounds/{round}/key/",
    "settled": "/api/v1/rounds/{round}/settled/",
    "feed": "/api/v1/rounds/{round}/changes/",
    "round": "/api/v1/rounds/{round}/",
    "rounds": "/api/v1/rounds/",
    "report": "/articles/{article}/report/",
    "report as JSON": "/api/v1/articles/{article}/report/",
    "all articles": "/teams/{team}/reports/",
    "all articles as JSON": "/api/v1/teams/{team}/across/",
    "disputed passages": "/articles/{article}/report/disputed/",
    "download page": "/articles/{article}/report/download/",
    "export as W3C annotations": "/api/v1/articles/{article}/report.w3c",
    "export for doccano": "/api/v1/articles/{article}/report.doccano",
    "comparison": "/articles/{article}/report/compare/",
    "comparison as JSON": "/api/v1/articles/{article}/compare/",
    "report on the round": "/articles/{article}/report/?round={round}&threshold=1",
    "export as HTML": "/api/v1/articles/{article}/report.html",
    "export as CSV": "/api/v1/articles/{article}/report.csv",
    "export as JSON": "/api/v1/articles/{article}/report.json",
}


# Those of a pupil; who leads the round is told there who has begun.
PUPILS = {
    "about": "/rounds/{round}/about/",
    "exercises": "/teams/{team}/rounds/",
    "team": "/teams/{team}/",
    "feedback": "/rounds/{round}/feedback/",
    "feedback as JSON": "/api/v1/rounds/{round}/feedback/",
    "comments": "/api/v1/rounds/{round}/comments/",
    "article": "/articles/{article}/",
    "articles": "/api/v1/articles/",
}
FORBIDDEN = ("picture", "places", "pace", "polls")


def get(world: World, who: str, channel: str, round_: Round) -> Any:
    """What ``who`` is answered there."""
    address = (CHANNELS | PUPILS)[channel]
    return world.client(who).get(
        address.format(round=round_.pk, article=world.article.pk, team=world.team.pk)
    )


def alone(world: World, round_: Round) -> None:
    """The other round on this article is open to everybody: here it would be noise."""
    world.round.delete()
    world.draft.delete()


def shows(answer: Any, world: World) -> list[str]:
    """What of the pupil's an answer gives away. The text itself is everybody's."""
    text = answer.content.decode()
    told = [NOTE, NOTE.encode("unicode_escape").decode(), f'"{world.pupil.name}"', f">{world.pupil.name}<"]
    return [each for each in [*told, '"quote": "' + SECRET, "mark id="] if each in text]


def unmark(round_: Round) -> None:
    """Make the round as if nobody had ever marked anything in it. Only the groups were logged, and first."""
    round_.layers.all().delete()
    Round.objects.filter(pk=round_.pk).update(last_seq=round_.changes.count())


@pytest.mark.parametrize("channel", CHANNELS)
def test_nobody_gets_at_anothers_marks_or_their_number(world: World, blind: Round, channel: str) -> None:
    """Nothing in an answer, no count and no number of a change either, tells that somebody has marked anything."""
    alone(world, blind)
    answers = {who: get(world, who, channel, blind) for who in OTHERS}
    assert {who: answer.status_code for who, answer in answers.items()} == dict.fromkeys(OTHERS, 200)
    assert {who: shows(answer, world) for who, answer in answers.items()} == {who: [] for who in OTHERS}
    unmark(blind)
    for who, answer in answers.items():
        assert same(get(world, who, channel, blind)) == same(answer), who


@pytest.mark.parametrize("channel", PUPILS)
def test_a_pupil_is_answered_the_same_too(world: World, blind: Round, channel: str) -> None:
    answers = {who: get(world, who, channel, blind) for who in ("classmate", "viewer")}
    assert {answer.status_code for answer in answers.values()} == {200}
    unmark(blind)
    for who, answer in answers.items():
        assert same(get(world, who, channel, blind)) == same(answer), who


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_is_made_of_everybodys_marks_waits_for_the_reveal(world: World, blind: Round, what: str) -> None:
    for who in OTHERS:
        answer = world.client(who).get(f"/api/v1/rounds/{blind.pk}/{what}/")
        assert answer.status_code == 403 or answer.json() == {"results": []}, who


def same(answer: Any) -> str:
    """An answer without what differs from one to the next: tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.mark.parametrize("who", ["classmate", "colleague", "teacher"])
def test_own_changes_are_numbered_without_gaps(world: World, blind: Round, who: str) -> None:
    own = mark(getattr(world, who), blind, "globalist", "loaded-language")
    feed = world.client(who).get(f"/api/v1/rounds/{blind.pk}/changes/").json()["results"]
    # Where there are groups, numbers go on from the last change of who is in which.
    first = 1 if blind.mode == RoundMode.INDEPENDENT else feed.pop(0)["seq"] + 1
    assert [(row["seq"], row["payload"]["id"]) for row in feed] == [(first, str(own.pk))]
    page = world.client(who).get(f"/rounds/{blind.pk}/")
    assert page.context["data"]["seq"] == first
    later = world.client(who).get(f"/api/v1/rounds/{blind.pk}/changes/?after={first}").json()
    assert later == {"results": [], "more": False}


@pytest.mark.parametrize("method", ["put", "delete"])
def test_anothers_mark_is_answered_as_one_that_does_not_exist(
    world: World, blind: Round, method: str
) -> None:
    theirs = blind.layers.get(annotator=world.pupil).annotations.first()
    client = world.client("classmate")

    def ask(pk: Any) -> Any:
        sent = vars(annotation_input(blind, "globalist")) if method == "put" else None
        return getattr(client, method)(
            f"/api/v1/rounds/{blind.pk}/annotations/{pk}/", sent, content_type="application/json"
        )

    answer = ask(theirs.pk)
    assert answer.status_code == 404
    elsewhere = ask(world.foreign_annotation.pk)
    assert (answer.status_code, answer.content) == (elsewhere.status_code, elsewhere.content)
    if method == "delete":
        free = ask(uuid4())
        assert (answer.status_code, answer.content) == (free.status_code, free.content)


@pytest.mark.parametrize("channel", ["page", "marks", "feed", "report", "report as JSON", "export as CSV"])
def test_one_sees_ones_own(world: World, blind: Round, channel: str) -> None:
    alone(world, blind)
    assert shows(get(world, "pupil", channel, blind), world) != []


def test_after_the_reveal_everybody_sees_everything(world: World, blind: Round) -> None:
    transition_round(world.teacher, blind, RoundState.REVEALED)
    for who in OTHERS:
        found = get(world, who, "marks", blind).json()["results"]
        assert {row["annotator"]["name"] for row in found} == {"pupil"}
        feed = get(world, who, "feed", blind).json()["results"]
        # More than any number before the reveal, where there are groups.
        assert [row["seq"] - feed[0]["seq"] for row in feed] == list(range(blind.last_seq))


@pytest.mark.parametrize("who", ["pupil", "classmate", "viewer"])
def test_only_who_runs_the_round_reveals(world: World, blind: Round, who: str) -> None:
    answer = world.client(who).put(
        f"/api/v1/rounds/{blind.pk}/state/", {"state": "revealed"}, content_type="application/json"
    )
    assert answer.status_code == 403
    blind.refresh_from_db()
    assert blind.hides


def test_the_mode_is_a_promise(world: World, blind: Round) -> None:
    answer = world.client("teacher").patch(
        f"/api/v1/rounds/{blind.pk}/", {"mode": "open"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert answer.json()["detail"] == PROMISED

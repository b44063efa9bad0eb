"""What is held of somebody: complete for themselves; for whoever looks after the team without what must stay hidden."""

import io
import json
import zipfile
from typing import Any

import pytest

from annotate.annotations.actions import submit_layer
from annotate.discussion.polls import cast_vote, open_poll
from annotate.enums import RoundMode, RoundState
from annotate.models import Round, Vote
from annotate.privacy.data_export import LEFT_OUT
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from people.actions.guests import join_as_guest, open_join_code
from people.actions.teams import remove_member
from people.models import User
from tests.annotate.discussion.test_comments import say
from tests.wording import says
from tests.world import World, mark

QUOTE = "Nobody should be surprised by that"
NOTE = "An unrevealed thought 🤫"
SAID = "An unrevealed remark 🤐"
WAYS = ("/teams/{team}/privacy/{person}.zip", "/api/v1/teams/{team}/members/{person}/held.zip")


@pytest.fixture
def blind(world: World) -> Round:
    """The pupil has highlighted, commented and handed in where everybody works alone."""
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    mark(world.classmate, round_, "Taxes fell", "opinion")
    own = mark(world.pupil, round_, QUOTE, "opinion", note=NOTE, details={})
    sent = {"annotation": own.pk, "body": SAID}
    url = f"/api/v1/rounds/{round_.pk}/comments/00000000-0000-4000-8000-000000000001/"
    assert world.client("pupil").put(url, sent, content_type="application/json").status_code == 201
    submit_layer(world.pupil, round_)
    return round_


def files(world: World, who: Any, person: User, way: str) -> dict[str, str]:
    """The ZIP that ``who`` gets of ``person``, as texts by name."""
    client = world.client(who) if isinstance(who, str) else who
    answer = client.get(way.format(team=world.team.pk, person=person.pk))
    assert answer.status_code == 200, answer.content
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("way", WAYS)
def test_before_the_reveal_an_owner_gets_nothing_of_it(world: World, blind: Round, way: str) -> None:
    found = files(world, "teacher", world.pupil, way)
    whole = "".join(found.values())
    assert [probe for probe in (QUOTE, NOTE, SAID) if probe in whole] == []
    for name in ("marks", "rounds", "comments", "log", "votes"):
        assert {row["round"] for row in json.loads(found[f"{name}.json"])} <= {world.round.pk}
    # What was left out is said, and when it can be had.
    assert f"exercise {blind.pk}:" in found["README.txt"]
    assert says(LEFT_OUT, found["README.txt"])
    assert f"exercise {world.round.pk}:" not in found["README.txt"]


@pytest.mark.parametrize("way", WAYS)
def test_after_the_reveal_an_owner_gets_all_of_it(world: World, blind: Round, way: str) -> None:
    transition_round(world.teacher, blind, RoundState.REVEALED)
    found = files(world, "teacher", world.pupil, way)
    assert QUOTE in found["marks.json"]
    assert NOTE in found["log.json"]
    assert SAID in found["comments.json"]
    assert not says(LEFT_OUT, found["README.txt"])


@pytest.mark.parametrize("way", WAYS)
def test_one_gets_ones_own_complete(world: World, blind: Round, way: str) -> None:
    found = files(world, "pupil", world.pupil, way)
    assert QUOTE in found["marks.json"]
    assert NOTE in found["log.json"]
    assert SAID in found["comments.json"]
    assert not says(LEFT_OUT, found["README.txt"])
    # Its numbers are counted as the feed counts them: a gap would tell how much others do.
    log = [row["seq"] for row in json.loads(found["log.json"]) if row["round"] == blind.pk]
    assert log == [1, 2, 3]
    assert {row["seq"] for row in json.loads(found["log.json"]) if row["round"] == world.round.pk} == {
        1,
        2,
        3,
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_gets_their_own_and_nobody_elses(world: World, way: str) -> None:
    code = open_join_code(world.teacher, world.team).code
    guest, _return_code = join_as_guest(code, "Zerlina", "192.0.2.1")
    mark(guest, world.round, "Taxes fell", "opinion")
    client = world.client("nobody")
    client.force_login(guest)
    assert "Taxes fell" in files(world, client, guest, way)["marks.json"]
    assert f"/privacy/{guest.pk}.zip" in client.get(f"/teams/{world.team.pk}/").content.decode()
    answer = client.get(way.format(team=world.team.pk, person=world.pupil.pk))
    assert answer.status_code == 403


def test_an_owner_gets_their_own_complete(world: World, blind: Round) -> None:
    mark(world.teacher, blind, "globalist", "opinion", note="The owner's own thought")
    found = files(world, "teacher", world.teacher, WAYS[0])
    assert "The owner's own thought" in found["marks.json"]


def test_votes_are_held_too(world: World) -> None:
    poll = open_poll(world.teacher, world.round, 0, 5)
    cast_vote(world.pupil, world.round, poll, "opinion")
    cast_vote(world.classmate, world.round, poll, "factual-claim")
    (vote,) = json.loads(files(world, "teacher", world.pupil, WAYS[0])["votes.json"])
    assert (vote["round"], vote["tag"]) == (world.round.pk, "opinion")
    # A vote that came with a round from elsewhere waits for the reveal like all else.
    Round.objects.filter(pk=world.round.pk).update(mode=RoundMode.INDEPENDENT)
    assert Vote.objects.filter(voter=world.pupil).exists()
    assert json.loads(files(world, "teacher", world.pupil, WAYS[0])["votes.json"]) == []


def test_comments_in_the_open_stay_in(world: World, blind: Round) -> None:
    say(world, "pupil", "My own words")
    assert "My own words" in files(world, "teacher", world.pupil, WAYS[0])["comments.json"]


@pytest.mark.parametrize("way", WAYS)
def test_who_has_left_is_not_forgotten(world: World, blind: Round, way: str) -> None:
    """Their highlights stay when they leave: so does what they may ask for."""
    remove_member(world.teacher, world.team, world.pupil)
    page = world.client("teacher").get(f"/teams/{world.team.pk}/privacy/").content.decode()
    assert f"/privacy/{world.pupil.pk}.zip" in page
    found = files(world, "teacher", world.pupil, way)
    assert world.annotations["claim"].quote in found["marks.json"]
    assert NOTE not in "".join(found.values())
    assert json.loads(found["person.json"])["role"] is None
    address = f"/teams/{world.team.pk}/privacy/{world.pupil.pk}/erase/"
    assert world.client("teacher").post(address, {"marks": "keep"}).status_code == 302
    assert not world.pupil.layers.exists()
    assert (
        world.client("teacher").get(way.format(team=world.team.pk, person=world.pupil.pk)).status_code == 404
    )

"""The live feed of a round in groups: each group hears its own changes and sees who of it is online, and no other's."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty

import pytest

from tests.annotate.live.test_event_stream import Stream, listen, mark, new_round, text
from tests.site import Site

__all__ = ["listen", "text"]  # fixtures


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of their own: the tests of the live feed remove a pupil from the class."""
    site = Site(Path(tmp_path_factory.mktemp("groups")) / "var")
    yield site
    site.kill()


@pytest.fixture(scope="module")
def tokens(site: Site) -> dict[str, str]:
    """Of a teacher and three pupils."""
    return {name: site.token(name) for name in ("teacher", "ada", "bo", "cem")}


@pytest.fixture
def names(site: Site, tokens: dict[str, str]) -> dict[str, int]:
    """The ids of the people of the demo's class by the names of their tokens."""
    team = site.ask(tokens["teacher"], "GET", "teams/")[1]["results"][0]["id"]
    members = site.ask(tokens["teacher"], "GET", f"teams/{team}/")[1]["members"]
    return {member["name"].lower(): member["id"] for member in members}


def put_into_groups(site: Site, tokens: dict[str, str], round_: int, *groups: list[int]) -> None:
    sent = {"groups": [{"members": members} for members in groups]}
    assert site.ask(tokens["teacher"], "PUT", f"rounds/{round_}/groups/", sent)[0] == 200


def test_a_group_hears_its_own_and_no_other(
    site: Site, tokens: dict[str, str], names: dict[str, int], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens, mode="groups")
    put_into_groups(site, tokens, round_, [names["ada"], names["bo"]], [names["cem"]])
    streams = {name: listen(token, round_) for name, token in tokens.items()}
    for stream in streams.values():
        assert stream.event()[0] == "round.groups"
    seen = mark(site, tokens["bo"], round_)
    for name in ("ada", "bo"):
        assert streams[name].event()[1]["id"] == seen
    # Of the other group there was not a byte, nor is there a gap.
    own = mark(site, tokens["cem"], round_)
    assert streams["cem"].event()[1]["id"] == own
    assert streams["cem"].last == streams["ada"].last
    assert verbs(streams["ada"]) == []
    assert streams["teacher"].quiet()
    # Whoever is moved hears of it, and from then on of the new group.
    put_into_groups(site, tokens, round_, [names["ada"]], [names["cem"], names["bo"]])
    for stream in streams.values():
        assert stream.event("annotation.put")[0] == "round.groups"
    later = mark(site, tokens["cem"], round_, "Harbour")
    for name in ("bo", "cem"):
        assert streams[name].event()[1]["id"] == later
    assert verbs(streams["ada"]) == []
    site.ask(tokens["teacher"], "PUT", f"rounds/{round_}/state/", {"state": "revealed"})
    for stream in streams.values():
        assert stream.event("annotation.put", "round.groups")[0] == "round.move"


def verbs(stream: Stream) -> list[str]:
    """What else comes until nothing has come for a second, but who of the group is online."""
    found = []
    with suppress(Empty):
        while line := stream.lines.get(timeout=1) or " ":
            found += [line.removeprefix("event: ")] if line.startswith("event: ") else []
    return [verb for verb in found if verb not in ("presence", "ready")]


def online(stream: Stream) -> list[str]:
    """The people of the next presence event."""
    while not (line := stream.lines.get(timeout=30) or "").startswith('data: {"people"'):
        pass
    return [each["name"] for each in json.loads(line[6:])["people"]]


def test_only_the_group_is_told_who_is_here(
    site: Site, tokens: dict[str, str], names: dict[str, int], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens, mode="groups")
    put_into_groups(site, tokens, round_, [names["ada"], names["bo"]], [names["cem"]])
    ada, apart = listen(tokens["ada"], round_), listen(tokens["cem"], round_)
    assert online(ada) == ["Ada"]
    assert online(apart) == ["Cem"]
    teacher = listen(tokens["teacher"], round_)
    bo = listen(tokens["bo"], round_)
    assert online(ada) == ["Ada", "Bo"]
    assert apart.quiet()
    assert teacher.event()[0] == "round.groups"
    assert teacher.quiet()
    bo.close()
    assert online(ada) == ["Ada"]

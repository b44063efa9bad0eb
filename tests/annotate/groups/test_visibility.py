"""In a round in groups people see what their group does in every channel, and nobody else's before the reveal.

That other groups learn nothing is in test_independent.py and in test_blind_channels_groups.py, which looks at every
address.
"""

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import pytest

from annotate.enums import RoundMode, RoundState
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Comment, Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import deliver_due
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.annotate.webhooks.test_webhooks import Receiver, receiver
from tests.world import PASSWORD, World, annotation_input, mark, sign_in

__all__ = ["receiver"]  # a fixture
SECRET = "Nobody should be surprised by that"
NOTE = "A thought for the group alone 🤝"


@pytest.fixture
def mate(world: World) -> User:
    """A third pupil."""
    mate = User.objects.create_user("mate@school.example", PASSWORD, "mate")
    add_member(world.team, mate, Role.ANNOTATOR)
    world.sessions["mate"] = sign_in(mate)
    # ``client`` asks whether there is such a person.
    object.__setattr__(world, "mate", mate)
    return mate


@pytest.fixture
def shared(world: World, mate: User) -> Round:
    """A round in groups: pupil and mate are in one, the classmate in another. The pupil has left something."""
    world.round.delete()
    world.draft.delete()
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.GROUPS))
    put_into_groups(world, round_, (world.pupil, mate), (world.classmate,))
    mark(world.pupil, round_, SECRET, "opinion", note=NOTE)
    return round_


def put_into_groups(world: World, round_: Round, *groups: tuple[User, ...]) -> None:
    set_groups(
        world.teacher, round_, [GroupInput(members=tuple(person.pk for person in group)) for group in groups]
    )


CHANNELS = {
    "page": "/rounds/{round}/",
    "annotations": "/api/v1/rounds/{round}/annotations/",
    "changes": "/api/v1/rounds/{round}/changes/",
    "report": "/articles/{article}/report/",
    "report as JSON": "/api/v1/articles/{article}/report/",
    "W3C": "/api/v1/articles/{article}/report.w3c",
    "CSV": "/api/v1/articles/{article}/report.csv",
    "everything": "/api/v1/articles/{article}/report.claimlight",
}


def text_of(world: World, who: str, channel: str, round_: Round) -> str:
    url = CHANNELS[channel].format(round=round_.pk, article=world.article.pk)
    response: Any = world.client(who).get(url)
    assert response.status_code == 200
    return b"".join(response).decode()


def gives_away(text: str) -> bool:
    return NOTE in text or json.dumps(NOTE)[1:-1] in text


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_group_sees_its_own_in_every_channel(world: World, shared: Round, channel: str) -> None:
    seen = {who: gives_away(text_of(world, who, channel, shared)) for who in ("pupil", "mate", "classmate")}
    assert seen == {"pupil": True, "mate": True, "classmate": False}


@pytest.mark.parametrize("channel", CHANNELS)
def test_leaders_see_no_group(world: World, shared: Round, channel: str) -> None:
    for who in ("teacher", "colleague", "viewer"):
        assert not gives_away(text_of(world, who, channel, shared)), who


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_reveal_shows_all_groups(world: World, shared: Round, channel: str) -> None:
    transition_round(world.teacher, shared, RoundState.REVEALED)
    for who in ("teacher", "classmate"):
        assert gives_away(text_of(world, who, channel, shared)), who


def test_whoever_is_in_no_group_sees_only_their_own(world: World, shared: Round, mate: User) -> None:
    put_into_groups(world, shared, (world.pupil,), (world.classmate,))
    assert not gives_away(text_of(world, "mate", "annotations", shared))
    own = mark(mate, shared, "globalist", "opinion")
    rows = world.client("mate").get(f"/api/v1/rounds/{shared.pk}/annotations/").json()["results"]
    assert [row["id"] for row in rows] == [str(own.pk)]


def test_whoever_comes_to_lead_sees_their_group_no_more(world: World, shared: Round, mate: User) -> None:
    assert gives_away(text_of(world, "mate", "annotations", shared))
    world.team.memberships.filter(user=mate).update(role=Role.EDITOR)
    assert not gives_away(text_of(world, "mate", "annotations", shared))


def test_the_same_people_share_nothing_in_another_round(world: World, shared: Round) -> None:
    other = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.GROUPS))
    put_into_groups(world, other, (world.pupil,), (world.classmate,))
    mark(world.pupil, other, "globalist", "opinion", note="elsewhere")
    assert "elsewhere" not in text_of(world, "mate", "annotations", other)
    # A report is on both rounds.
    report = text_of(world, "mate", "W3C", shared)
    assert gives_away(report)
    assert "elsewhere" not in report


@pytest.mark.parametrize(("who", "status"), [("mate", 201), ("classmate", 404), ("teacher", 404)])
def test_only_the_group_comments(world: World, shared: Round, who: str, status: int) -> None:
    annotation = shared.layers.get(annotator=world.pupil).annotations.get()
    url = f"/api/v1/rounds/{shared.pk}/comments/{uuid4()}/"
    sent = {"annotation": annotation.pk, "body": "Why? @classmate @mate"}
    assert world.client(who).put(url, sent, content_type="application/json").status_code == status
    if status == 201:
        # Whoever does not see the highlight is not told that they were mentioned.
        assert [person.name for person in Comment.objects.get().mentions.all()] == []
        read = {who: world.client(who).get(f"/api/v1/rounds/{shared.pk}/comments/").json()["results"]
                for who in ("pupil", "mate", "classmate", "teacher")}  # fmt: skip
        assert {who: len(rows) for who, rows in read.items()} == {
            "pupil": 1, "mate": 1, "classmate": 0, "teacher": 0,
        }  # fmt: skip


def test_nobody_changes_what_is_of_their_group(world: World, shared: Round) -> None:
    theirs = shared.layers.get(annotator=world.pupil).annotations.get()
    url = f"/api/v1/rounds/{shared.pk}/annotations/{theirs.pk}/"
    sent = vars(annotation_input(shared, "globalist"))
    assert world.client("mate").put(url, sent, content_type="application/json").status_code == 404
    assert world.client("mate").delete(url).status_code == 404


def test_nobody_else_counts_before_the_reveal(world: World, shared: Round) -> None:
    """The progress of an exercise tells leaders nothing but who has begun, until they lead it."""
    rows = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/progress/").json()
    assert '"count": 1' not in json.dumps(rows)
    assert world.client("mate").get(f"/api/v1/teams/{world.team.pk}/progress/").status_code == 403


def test_votes_wait_for_the_reveal(world: World, shared: Round) -> None:
    url = f"/api/v1/rounds/{shared.pk}/polls/"
    response = world.client("teacher").post(url, {"start": 0, "end": 5}, content_type="application/json")
    assert response.status_code == 403


def test_webhooks_are_told_nothing_of_any_group(
    world: World, shared: Round, receiver: Receiver, settings: Any
) -> None:
    add_webhook(world.teacher, world.team, receiver.url)
    mark(world.pupil, shared, "globalist", "opinion", note=NOTE)
    deliver_due()
    assert not any(gives_away(str(message)) for message in receiver.got)


def test_ones_own_data_are_ones_own(world: World, shared: Round, mate: User) -> None:
    mark(mate, shared, "globalist", "opinion", note="of the mate")
    response = world.client("mate").get(f"/api/v1/teams/{world.team.pk}/members/{mate.pk}/held.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    content = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "of the mate" in content
    (group,) = json.loads(archive.read("groups.json"))
    assert (group["round"], group["number"]) == (shared.pk, 1)
    assert not gives_away(content)


class Reader:
    """A page that follows the changes of a round by polling, as pages do where there is no stream."""

    def __init__(self, world: World, who: str, round_: Round) -> None:
        self.client, self.round = world.client(who), round_
        self.after = self.client.get(f"/rounds/{round_.pk}/").context["data"]["seq"]

    def verbs(self) -> list[str]:
        """Return what has happened since the last time."""
        rows = self.client.get(f"/api/v1/rounds/{self.round.pk}/changes/?after={self.after}").json()[
            "results"
        ]
        numbers = [row["seq"] for row in rows]
        assert numbers == sorted(set(numbers))
        self.after = numbers[-1] if numbers else self.after
        return [row["verb"] for row in rows]


def test_numbers_have_no_gaps_and_grow_when_people_move(world: World, shared: Round, mate: User) -> None:
    """Nobody misses that groups have changed, however few changes they see from then on."""
    readers = {who: Reader(world, who, shared) for who in ("mate", "classmate", "pupil", "teacher")}
    for words in ("Taxes fell", "globalist", "in one line"):
        mark(world.pupil, shared, words, "opinion")
    before = readers["mate"].after
    assert readers["mate"].verbs() == ["annotation.put"] * 3
    assert readers["mate"].after == before + 3
    assert readers["classmate"].verbs() == []
    assert readers["teacher"].verbs() == []
    # The mate sees fewer changes from now on than before.
    put_into_groups(world, shared, (world.pupil,), (world.classmate, mate))
    mark(world.classmate, shared, "A second line", "opinion")
    assert readers["mate"].verbs() == ["round.groups", "annotation.put"]
    assert readers["classmate"].verbs() == ["round.groups", "annotation.put"]
    assert readers["pupil"].verbs() == [*["annotation.put"] * 3, "round.groups"]
    assert readers["teacher"].verbs() == ["round.groups"]
    mark(world.pupil, shared, "nine to six", "opinion")
    assert readers["mate"].verbs() == []
    transition_round(world.teacher, shared, RoundState.REVEALED)
    for reader in readers.values():
        assert "round.move" in reader.verbs()
        assert reader.verbs() == []


def test_numbers_tell_nothing_of_other_groups(world: World, shared: Round) -> None:
    numbers = [Reader(world, "classmate", shared).after]
    mark(world.pupil, shared, "globalist", "opinion")
    numbers.append(Reader(world, "classmate", shared).after)
    assert numbers[0] == numbers[1]


def test_all_changes_can_be_read_again_a_page_at_a_time(world: World, shared: Round, mate: User) -> None:
    mark(mate, shared, "globalist", "opinion")
    put_into_groups(world, shared, (world.pupil, mate, world.classmate))
    mark(world.pupil, shared, "Taxes fell", "opinion")
    from annotate.access import changes_in

    everything = changes_in(mate, shared, 0, 100)
    found, after = [], 0
    while page := changes_in(mate, shared, after, 1):
        found += page
        after = page[-1][0]
    assert found == everything
    assert [change.seq for _number, change in found] == list(range(1, shared.last_seq + 1))

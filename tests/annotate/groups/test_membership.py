"""Who forms groups, how people get into them, and what others learn of that."""

from typing import Any

import pytest

from annotate.access import changes_in, groups_in, own_group
from annotate.enums import RoundMode, RoundState
from annotate.groups.actions import (
    GroupInput,
    GroupsError,
    copy_groups,
    join_group,
    set_groups,
    shuffle_groups,
)
from annotate.models import Round, RoundGroupMember
from annotate.privacy.erasure import erase_person
from annotate.rounds.actions import RoundSettings, SettingsError, create_round, transition_round, update_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft
from people.actions.accounts import add_member
from people.models import User
from people.permissions import PermissionRefused, Role
from tests.world import PASSWORD, World


def pupils(world: World, count: int) -> list[User]:
    """Let more pupils join the class."""
    people = [User.objects.create_user(f"p{n}@school.example", PASSWORD, f"Pupil {n}") for n in range(count)]
    for person in people:
        add_member(world.team, person, Role.ANNOTATOR)
    return people


def in_groups(world: World, state: RoundState = RoundState.OPEN, **settings: Any) -> Round:
    settings = {"mode": RoundMode.GROUPS} | settings
    return create_round(world.teacher, world.text, RoundSettings(**settings), state=state)


def composition(round_: Round) -> list[set[str]]:
    return [{member.user.name for member in group.members.all()} for group in groups_in(round_)]


def test_a_new_exercise_shuffles_the_pupils_and_nobody_else(world: World) -> None:
    pupils(world, 8)
    groups = composition(in_groups(world, group_size=4))
    assert sorted(map(len, groups)) == [3, 3, 4]
    assert not {"teacher", "colleague", "viewer"} & set().union(*groups)


def test_each_exercise_has_new_partners(world: World) -> None:
    pupils(world, 7)
    first, second = (composition(in_groups(world, group_size=3)) for _ in range(2))
    assert all(len(one & other) < 2 for one in first for other in second)


def test_only_those_who_take_part_are_put_into_groups(world: World) -> None:
    people = pupils(world, 4)
    groups = composition(in_groups(world, participants=tuple(people[:3])))
    assert set().union(*groups) == {"Pupil 0", "Pupil 1", "Pupil 2"}


def test_a_mode_chosen_in_a_draft_forms_groups_too(world: World) -> None:
    draft = create_round(world.teacher, world.text, state=RoundState.DRAFT)
    assert composition(draft) == []
    update_round(world.teacher, draft, RoundSettings(mode=RoundMode.GROUPS))
    assert composition(draft) == [{"pupil", "classmate"}]


def test_groups_are_formed_as_people_arrive_where_nobody_was_there(world: World) -> None:
    world.team.memberships.filter(role=Role.ANNOTATOR).delete()
    round_ = in_groups(world, group_size=2)
    assert composition(round_) == []
    for person in pupils(world, 5):
        join_group(person, round_)
        join_group(person, round_)
    assert composition(round_) == [{"Pupil 0", "Pupil 1"}, {"Pupil 2", "Pupil 3"}, {"Pupil 4"}]


def test_whoever_comes_later_joins_the_smallest_group_when_they_open_it(world: World) -> None:
    round_ = in_groups(world, group_size=2)
    (late,) = pupils(world, 1)
    client = world.client("nobody")
    client.force_login(late)
    assert client.get(f"/api/v1/rounds/{round_.pk}/groups/own/").json() == {"group": None}
    page = client.get(f"/rounds/{round_.pk}/")
    assert len(page.context["data"]["group"]["group"]["members"]) == 3
    assert composition(round_) == [{"pupil", "classmate", "Pupil 0"}]


@pytest.mark.parametrize("who", ["teacher", "colleague", "viewer"])
def test_nobody_else_joins_by_looking(world: World, who: str) -> None:
    round_ = in_groups(world)
    before = composition(round_)
    assert world.client(who).get(f"/rounds/{round_.pk}/").status_code == 200
    assert composition(round_) == before


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.REVEALED])
def test_nobody_joins_when_it_is_over(world: World, state: RoundState) -> None:
    round_ = in_groups(world)
    transition_round(world.teacher, round_, state)
    (late,) = pupils(world, 1)
    join_group(late, round_)
    assert own_group(late, round_) is None


def test_the_groups_of_an_earlier_exercise_again(world: World) -> None:
    people = pupils(world, 4)
    earlier = in_groups(world)
    ids = [person.pk for person in people]
    set_groups(
        world.teacher, earlier, [GroupInput("The hawks", tuple(ids[:2])), GroupInput("", tuple(ids[2:]))]
    )
    world.team.memberships.filter(user=people[0]).delete()
    round_ = in_groups(world)
    copy_groups(world.teacher, round_, earlier)
    assert [group.name for group in groups_in(round_)] == ["The hawks", ""]
    # Who has left is left out; who was in no group joins the smallest.
    assert sum(map(len, composition(round_))) == 5
    assert "Pupil 1" in composition(round_)[0]
    assert {"Pupil 2", "Pupil 3"} <= composition(round_)[1]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda world: [GroupInput(members=(world.teacher.pk,))],
        lambda world: [GroupInput(members=(world.stranger.pk,))],
        lambda world: [GroupInput(members=(world.viewer.pk,))],
        lambda world: [GroupInput(members=(world.pupil.pk,)), GroupInput(members=(world.pupil.pk,))],
        lambda world: [GroupInput("x" * 41, (world.pupil.pk,))],
        lambda world: [GroupInput("a\nb", (world.pupil.pk,))],
    ],
    ids=["a leader", "a stranger", "a viewer", "twice", "a long name", "two lines"],
)
def test_wrong_groups_are_refused(world: World, wrong: Any) -> None:
    round_ = in_groups(world)
    before = composition(round_)
    with pytest.raises(GroupsError):
        set_groups(world.teacher, round_, wrong(world))
    assert composition(round_) == before


def test_leaders_alone_form_groups(world: World) -> None:
    round_ = in_groups(world)
    for verb in (lambda: shuffle_groups(world.pupil, round_, 2), lambda: set_groups(world.pupil, round_, [])):
        with pytest.raises(PermissionRefused):
            verb()


def test_groups_stay_after_the_reveal_and_outside_their_mode(world: World) -> None:
    with pytest.raises(PermissionRefused):
        shuffle_groups(world.teacher, world.round, 2)
    round_ = in_groups(world)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    with pytest.raises(PermissionRefused):
        shuffle_groups(world.teacher, round_, 2)


def test_a_size_out_of_range_is_refused(world: World) -> None:
    round_ = in_groups(world)
    with pytest.raises(GroupsError):
        shuffle_groups(world.teacher, round_, 7)
    with pytest.raises(SettingsError):
        in_groups(world, group_size=1)


def test_the_log_tells_which_groups_changed_and_not_who_is_in_them(world: World) -> None:
    round_ = in_groups(world)
    set_groups(
        world.teacher,
        round_,
        [GroupInput(members=(world.pupil.pk,)), GroupInput(members=(world.classmate.pk,))],
    )
    (entry,) = changes_in(world.classmate, round_, 0, 10)
    assert (entry[1].verb, entry[1].payload) == ("round.groups", {"groups": [1, 2], "joined": False})


def test_the_log_does_not_tell_who_joined_a_group_on_arrival(world: World) -> None:
    """Not in the file of the article, either, which every member may download."""
    round_ = in_groups(world)
    (late,) = pupils(world, 1)
    join_group(late, round_)
    (entry,) = changes_in(world.classmate, round_, 0, 10)
    assert (entry[1].verb, entry[1].payload["joined"], entry[1].actor) == ("round.groups", True, None)


def test_saving_the_same_groups_is_no_change(world: World) -> None:
    round_ = in_groups(world)
    same = [GroupInput("", tuple(m.user_id for m in group.members.all())) for group in groups_in(round_)]
    set_groups(world.teacher, round_, same)
    assert round_.last_seq == 0


def test_pupils_are_told_of_their_own_group_only(world: World) -> None:
    (other,) = pupils(world, 1)
    round_ = in_groups(world)
    set_groups(
        world.teacher,
        round_,
        [GroupInput("", (world.pupil.pk, other.pk)), GroupInput("", (world.classmate.pk,))],
    )
    seen = {
        who: len(world.client(who).get(f"/api/v1/rounds/{round_.pk}/groups/").json()["results"])
        for who in ("pupil", "classmate", "viewer", "teacher")
    }
    assert seen == {"pupil": 1, "classmate": 1, "viewer": 0, "teacher": 2}
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert len(world.client("pupil").get(f"/api/v1/rounds/{round_.pk}/groups/").json()["results"]) == 2


def test_whoever_is_erased_is_in_no_group(world: World) -> None:
    in_groups(world)
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=False)
    assert not RoundGroupMember.objects.filter(user=world.pupil).exists()


def test_without_a_team_there_is_nobody_to_put_into_groups(world: World) -> None:
    """As in a lesson of one person; people who are in no team at all are not taken for its members."""
    User.objects.create_user("alone@home.example", PASSWORD, "Alone")
    article = add_article(world.stranger, Draft("A text."), b"A text.", "article.txt")
    settings = RoundSettings(mode=RoundMode.GROUPS)
    assert (
        composition(create_round(world.stranger, freeze(world.stranger, article, cleaning=False), settings))
        == []
    )


class TestPage:
    """What is done on the page is done without JavaScript."""

    def test_people_are_moved_and_groups_renamed(self, world: World) -> None:
        (third,) = pupils(world, 1)
        round_ = in_groups(world)
        url, client = f"/rounds/{round_.pk}/groups/", world.client("teacher")
        form = client.get(url).context["move"]
        sent = {name: form[name].initial for name in form.fields} | {"act": "move"}
        sent |= {"name-1": "The hawks", f"person-{third.pk}": "new"}
        assert client.post(url, sent).status_code == 302
        assert composition(round_) == [{"pupil", "classmate"}, {"Pupil 0"}]
        assert [group.name for group in groups_in(round_)] == ["The hawks", ""]

    def test_groups_are_shuffled(self, world: World) -> None:
        pupils(world, 2)
        round_ = in_groups(world)
        sent = {"act": "shuffle", "size": "2"}
        assert world.client("teacher").post(f"/rounds/{round_.pk}/groups/", sent).status_code == 302
        assert sorted(map(len, composition(round_))) == [2, 2]
        round_.refresh_from_db()
        assert round_.group_size == 2

    def test_groups_are_taken_from_an_earlier_exercise(self, world: World) -> None:
        pupils(world, 4)
        earlier, round_ = in_groups(world), in_groups(world)
        sent = {"act": "copy", "earlier": str(earlier.pk)}
        assert world.client("teacher").post(f"/rounds/{round_.pk}/groups/", sent).status_code == 302
        assert composition(round_) == composition(earlier)

    @pytest.mark.parametrize(
        "sent",
        [
            {"act": "copy", "earlier": "987654"},
            {"act": "shuffle", "size": "99"},
            {"act": "move", "name-1": "x" * 50},
        ],
    )
    def test_nonsense_changes_nothing(self, world: World, sent: dict[str, str]) -> None:
        round_ = in_groups(world)
        before = composition(round_)
        assert world.client("teacher").post(f"/rounds/{round_.pk}/groups/", sent).status_code == 422
        assert composition(round_) == before

    def test_a_new_exercise_takes_groups(self, world: World) -> None:
        pupils(world, 4)
        earlier = in_groups(world)
        sent = {
            "articles": [world.article.pk], "mode": "groups", "group_size": "3", "feedback": "none",
            "feedback_when": "on reveal", "state": "draft", "groups_from": str(earlier.pk),
        }  # fmt: skip
        client = world.client("teacher")
        assert client.post(f"/teams/{world.team.pk}/rounds/new/", sent).status_code == 302
        assert composition(Round.objects.latest("pk")) == composition(earlier)
        answer = client.post(f"/teams/{world.team.pk}/rounds/new/", sent | {"groups_from": "by hand"})
        assert answer.url == f"/rounds/{Round.objects.latest('pk').pk}/groups/"

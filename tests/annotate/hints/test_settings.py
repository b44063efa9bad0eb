"""What a team says about hints: which kinds are off, and which words of its own are loaded."""

import pytest

from annotate.access import hint_settings
from annotate.hints.settings.actions import UnknownKind, add_own_word, change_hint_settings, remove_own_word
from articles.hints import OwnWord
from articles.hints.own_words import OwnWordError
from people.models import Team
from people.permissions import PermissionRefused
from tests.world import World

NANNY_STATE = {"word": "nanny state", "neutral": "government"}
CRONIES = {"word": "cronies", "neutral": ""}


def own_words(team: Team) -> list[dict[str, str]]:
    return hint_settings(team.pk).own_words


def test_words_are_added_and_removed(world: World) -> None:
    add_own_word(world.colleague, world.team, "nanny state", "government")
    add_own_word(world.teacher, world.team, "cronies")
    assert own_words(world.team) == [NANNY_STATE, CRONIES]
    remove_own_word(world.colleague, world.team, "Nanny State")
    remove_own_word(world.colleague, world.team, "Nanny State")
    assert own_words(world.team) == [CRONIES]
    assert own_words(world.foreign_team) == []


def test_a_word_is_added_once(world: World) -> None:
    add_own_word(world.teacher, world.team, "cronies")
    with pytest.raises(OwnWordError):
        add_own_word(world.teacher, world.team, "Cronies")
    assert own_words(world.team) == [CRONIES]


def test_a_kind_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(UnknownKind):
        change_hint_settings(world.teacher, world.team, kinds_off=["weather"])
    assert hint_settings(world.team.pk).kinds_off == []


@pytest.mark.parametrize("who", ["pupil", "viewer", "stranger"])
def test_only_those_who_change_the_group_do(world: World, who: str) -> None:
    for change in (
        lambda user: change_hint_settings(user, world.team, kinds_off=[]),
        lambda user: add_own_word(user, world.team, "cronies"),
        lambda user: remove_own_word(user, world.team, "cronies"),
    ):
        with pytest.raises(PermissionRefused):
            change(getattr(world, who))


def test_changing_one_setting_leaves_the_other(world: World) -> None:
    add_own_word(world.teacher, world.team, "cronies")
    change_hint_settings(world.teacher, world.team, kinds_off=["loaded-words"])
    change_hint_settings(world.teacher, world.team, own_words=[OwnWord("sham")])
    settings = hint_settings(world.team.pk)
    assert (settings.kinds_off, settings.own_words) == (["loaded-words"], [{"word": "sham", "neutral": ""}])

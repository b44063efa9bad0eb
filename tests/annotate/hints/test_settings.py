"""What a team says about hints: which kinds are off, and which words of its own are loaded."""

import pytest

from annotate.hints.settings import (
    TeamHints,
    UnknownKind,
    add_own_word,
    change_hint_settings,
    hint_settings,
    remove_own_word,
)
from articles.hints import OwnWord
from articles.hints.own_words import OwnWordError
from people.permissions import PermissionRefused
from tests.world import World


def test_nothing_is_off_at_first(world: World) -> None:
    assert hint_settings(world.team.pk) == hint_settings(None) == TeamHints()


def test_words_are_added_and_removed(world: World) -> None:
    add_own_word(world.colleague, world.team, "nanny state", "government")
    add_own_word(world.teacher, world.team, "cronies")
    assert hint_settings(world.team.pk).own_words == (
        OwnWord("nanny state", "government"),
        OwnWord("cronies"),
    )
    remove_own_word(world.colleague, world.team, "Nanny State")
    remove_own_word(world.colleague, world.team, "Nanny State")
    assert hint_settings(world.team.pk).own_words == (OwnWord("cronies"),)
    assert hint_settings(world.foreign_team.pk) == TeamHints()


def test_a_word_is_added_once(world: World) -> None:
    add_own_word(world.teacher, world.team, "cronies")
    with pytest.raises(OwnWordError):
        add_own_word(world.teacher, world.team, "Cronies")
    assert hint_settings(world.team.pk).own_words == (OwnWord("cronies"),)


def test_a_kind_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(UnknownKind):
        change_hint_settings(world.teacher, world.team, kinds_off=["weather"])
    assert hint_settings(world.team.pk) == TeamHints()


@pytest.mark.parametrize("who", ["pupil", "viewer", "stranger"])
def test_only_those_who_change_the_group_do(world: World, who: str) -> None:
    for change in (
        lambda user: change_hint_settings(user, world.team, kinds_off=[]),
        lambda user: add_own_word(user, world.team, "cronies"),
        lambda user: remove_own_word(user, world.team, "cronies"),
    ):
        with pytest.raises(PermissionRefused):
            change(getattr(world, who))

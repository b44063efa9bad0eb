"""A class is handed over to a colleague, and is never without an owner."""

import pytest
from django.core import mail

from people.access import teams_only_owned_by
from people.actions import add_member
from people.handover.actions import hand_over_team, invite_successor
from people.models import User
from people.permissions import Refused, Role
from people.team_actions import accept, set_role
from tests.world import World


def role(world: World, who: str) -> str | None:
    """What somebody is in the class."""
    membership = world.team.memberships.filter(user=getattr(world, who)).first()
    return membership and membership.role


def fresh(person: User) -> User:
    """The person as the next request knows them."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(("stays", "afterwards"), [(True, Role.EDITOR), (False, None)])
def test_a_colleague_becomes_the_owner(world: World, stays: bool, afterwards: str | None) -> None:
    hand_over_team(world.teacher, world.team, world.colleague, stays)
    assert (role(world, "colleague"), role(world, "teacher")) == (Role.OWNER, afterwards)
    # Articles of the class stay with it, whoever uploaded them.
    assert world.client("colleague").get(f"/articles/{world.article.pk}/delete/").status_code == 200
    expected = 403 if stays else 404
    assert world.client("teacher").get(f"/articles/{world.article.pk}/delete/").status_code == expected


@pytest.mark.parametrize("who", ["stranger", "teacher"])
def test_only_another_member_takes_a_class_over(world: World, who: str) -> None:
    with pytest.raises(Refused):
        hand_over_team(world.teacher, world.team, getattr(world, who), stays=True)
    assert role(world, "teacher") == Role.OWNER


def test_a_guest_takes_nothing_over(world: World) -> None:
    User.objects.filter(pk=world.pupil.pk).update(email=None)
    with pytest.raises(Refused, match="Guests"):
        hand_over_team(world.teacher, world.team, fresh(world.pupil), stays=True)
    assert (role(world, "teacher"), role(world, "pupil")) == (Role.OWNER, Role.ANNOTATOR)


def test_who_does_not_own_a_class_hands_nothing_over(world: World) -> None:
    for who in ("colleague", "pupil", "stranger"):
        with pytest.raises(Refused):
            hand_over_team(getattr(world, who), world.team, world.viewer, stays=True)
    hand_over_team(world.teacher, world.team, world.colleague, stays=True)
    # The teacher's object still says owner, as in a request that began before.
    with pytest.raises(Refused, match="any more"):
        hand_over_team(world.teacher, world.team, world.viewer, stays=True)
    assert role(world, "colleague") == Role.OWNER


@pytest.mark.parametrize(("stays", "afterwards"), [(True, Role.EDITOR), (False, None)])
def test_somebody_from_outside_takes_over_by_a_link(
    world: World, stays: bool, afterwards: str | None
) -> None:
    token, _sent = invite_successor(
        world.teacher, world.team, "new@school.example", stays, 7, "https://x/{token}"
    )
    assert "hand “Class 9b” on Claimlight over to you" in mail.outbox[0].body
    assert role(world, "teacher") == Role.OWNER
    assert accept(world.stranger, token) == world.team
    assert (role(world, "stranger"), role(world, "teacher")) == (Role.OWNER, afterwards)
    with pytest.raises(Refused, match="used up"):
        accept(world.viewer, token)


def test_a_member_takes_over_by_a_link_too(world: World) -> None:
    token, _sent = invite_successor(world.teacher, world.team, "", True, 7, "{token}")
    with pytest.raises(Refused, match="yourself"):
        accept(world.teacher, token)
    accept(world.colleague, token)
    assert role(world, "colleague") == Role.OWNER


def test_a_former_owner_hands_nothing_over_by_an_old_link(world: World) -> None:
    token, _sent = invite_successor(world.teacher, world.team, "", False, 7, "{token}")
    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    set_role(fresh(world.colleague), world.team, world.teacher, Role.ANNOTATOR)
    with pytest.raises(Refused, match="any more"):
        accept(world.stranger, token)
    assert role(world, "stranger") is None


def test_which_classes_would_be_without_an_owner(world: World) -> None:
    assert list(teams_only_owned_by(world.teacher)) == [world.team]
    assert not teams_only_owned_by(world.colleague).exists()
    add_member(world.team, world.colleague, Role.OWNER)
    assert not teams_only_owned_by(world.teacher).exists()

"""A class is handed over to a colleague, and is never without an owner."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from annotate.webhooks.actions import add_webhook, retry_now
from annotate.webhooks.delivery import deliver_due
from people.access import INVITATION_OVER, teams_only_owned_by
from people.actions.accounts import add_member
from people.actions.handover import hand_over_team, invite_successor
from people.actions.teams import accept_invitation, set_role
from people.models import User
from people.permissions import PermissionRefused, Role, role_name
from people.terms import Kind
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.world import World, mark


def role(world: World, name: str) -> str | None:
    """Return somebody's role in the class."""
    membership = world.team.memberships.filter(user=getattr(world, name)).first()
    return membership and membership.role


def fresh(person: User) -> User:
    """Return the person as the next request loads them."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(("stays", "afterwards"), [(True, Role.EDITOR), (False, None)])
def test_a_colleague_becomes_the_owner(world: World, stays: bool, afterwards: str | None) -> None:
    hand_over_team(world.teacher, world.team, world.colleague, stays)
    assert (role(world, "colleague"), role(world, "teacher")) == (Role.OWNER, afterwards)
    # The class keeps its articles, including those of the former owner.
    assert world.client("colleague").get(f"/articles/{world.article.pk}/delete/").status_code == 200
    expected = 403 if stays else 404
    assert world.client("teacher").get(f"/articles/{world.article.pk}/delete/").status_code == expected


@pytest.mark.parametrize("name", ["stranger", "teacher"])
def test_only_another_member_takes_a_class_over(world: World, name: str) -> None:
    with pytest.raises(PermissionRefused):
        hand_over_team(world.teacher, world.team, getattr(world, name), stays=True)
    assert role(world, "teacher") == Role.OWNER


def test_a_guest_takes_nothing_over(world: World) -> None:
    User.objects.filter(pk=world.pupil.pk).update(email=None)
    with pytest.raises(PermissionRefused, match="Guests"):
        hand_over_team(world.teacher, world.team, fresh(world.pupil), stays=True)
    assert (role(world, "teacher"), role(world, "pupil")) == (Role.OWNER, Role.ANNOTATOR)


def test_who_does_not_own_a_class_hands_nothing_over(world: World) -> None:
    for name in ("colleague", "pupil", "stranger"):
        with pytest.raises(PermissionRefused):
            hand_over_team(getattr(world, name), world.team, world.viewer, stays=True)
    hand_over_team(world.teacher, world.team, world.colleague, stays=True)
    # The teacher's object still has the old role, as in a request that began before.
    with pytest.raises(PermissionRefused, match="no longer owns"):
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
    assert accept_invitation(world.stranger, token) == world.team
    assert (role(world, "stranger"), role(world, "teacher")) == (Role.OWNER, afterwards)
    with pytest.raises(PermissionRefused, match=re.escape(INVITATION_OVER)):
        accept_invitation(world.viewer, token)


def test_a_member_takes_over_by_a_link_too(world: World) -> None:
    token, _sent = invite_successor(world.teacher, world.team, "", True, 7, "{token}")
    with pytest.raises(PermissionRefused, match="yourself"):
        accept_invitation(world.teacher, token)
    accept_invitation(world.colleague, token)
    assert role(world, "colleague") == Role.OWNER


def test_a_former_owner_hands_nothing_over_by_an_old_link(world: World) -> None:
    token, _sent = invite_successor(world.teacher, world.team, "", False, 7, "{token}")
    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    set_role(fresh(world.colleague), world.team, world.teacher, Role.ANNOTATOR)
    with pytest.raises(PermissionRefused, match="no longer owns"):
        accept_invitation(world.stranger, token)
    assert role(world, "stranger") is None


def test_which_classes_would_be_without_an_owner(world: World) -> None:
    assert list(teams_only_owned_by(world.teacher)) == [world.team]
    assert not teams_only_owned_by(world.colleague).exists()
    add_member(world.team, world.colleague, Role.OWNER)
    assert not teams_only_owned_by(world.teacher).exists()


def test_the_page_says_what_happens_and_hands_over(world: World) -> None:
    client = world.client("teacher")
    path = f"/teams/{world.team.pk}/hand-over/"
    page = client.get(path).content.decode()
    for consequence in ("content", "shared-reports", "webhooks", "tokens"):
        assert f'data-consequence="{consequence}"' in page
    assert f"colleague ({role_name(Role.EDITOR, Kind.CLASS)}, colleague@school.example)" in page
    assert "teacher@school.example" not in page
    assert client.post(path, {}).status_code == 422
    answer = client.post(path, {"successor": world.stranger.pk, "afterwards": "stays"})
    assert answer.status_code == 422
    answer = client.post(path, {"successor": world.colleague.pk, "afterwards": "leaves"}, follow=True)
    assert "colleague now owns “Class 9b”." in answer.content.decode()
    assert (role(world, "colleague"), role(world, "teacher")) == (Role.OWNER, None)


def test_the_page_gives_a_link_for_somebody_from_outside(world: World) -> None:
    path = f"/teams/{world.team.pk}/hand-over/"
    sent = {"successor": "outside", "email": "", "afterwards": "stays"}
    page = world.client("teacher").post(path, sent).content.decode()
    [link] = re.findall(r"http://testserver(/invitations/[^<\"]+)", page)
    assert world.client("stranger").post(link).url == f"/teams/{world.team.pk}/"
    assert (role(world, "stranger"), role(world, "teacher")) == (Role.OWNER, Role.EDITOR)


def test_programs_hand_over_too(world: World) -> None:
    path = f"/api/v1/teams/{world.team.pk}/hand-over/"

    def post(**sent: Any) -> Any:
        return world.client("teacher").post(path, sent, content_type="application/json")

    assert post(successor=world.colleague.pk, email="a@b.example", stays=True).status_code == 400
    assert post(successor=world.stranger.pk, stays=True).status_code == 404
    link = post(stays=True).json()["link"]
    assert role(world, "teacher") == Role.OWNER
    assert world.client("stranger").post(link.removeprefix("http://testserver")).status_code == 302
    assert role(world, "stranger") == Role.OWNER


def test_webhooks_stop_until_the_new_owner_starts_them_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliveries: list[Any] = []
    monkeypatch.setattr(
        "annotate.webhooks.delivery.post_to_user_url", lambda url, body, headers: deliveries.append(body)
    )
    hook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    hand_over_team(world.teacher, world.team, world.colleague, stays=True)
    mark(world.pupil, world.round, "Taxes fell", "opinion")
    deliver_due()
    hook.refresh_from_db()
    assert (deliveries, hook.stopped_at is None) == ([], False)
    retry_now(fresh(world.colleague), hook)
    deliver_due()
    hook.refresh_from_db()
    assert (len(deliveries), hook.owner) == (1, world.colleague)


@pytest.mark.parametrize("stays", [True, False])
def test_links_to_reports_work_while_whoever_shared_them_may_share(world: World, stays: bool) -> None:
    _share, token = share_report(world.teacher, world.article, ReportOptions(), None, names=False)
    hand_over_team(world.teacher, world.team, world.colleague, stays)
    assert Client().get(f"/shared/{token}/").status_code == (200 if stays else 404)

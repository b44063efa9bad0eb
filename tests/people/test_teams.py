"""Teams are created, renamed and left; roles; invitations by link and e-mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from people.access import INVITATION_OVER
from people.actions.teams import LAST_OWNER, accept_invitation, remove_member, send_invitation, set_role
from people.models import Invitation, Team, User
from people.permissions import PermissionRefused, Role
from tests.world import World

JSON = {"content_type": "application/json"}


def role(world: World, name: str) -> str | None:
    """Return somebody's role in the class."""
    membership = world.team.memberships.filter(user=getattr(world, name)).first()
    return membership and membership.role


def test_whoever_starts_a_team_owns_it(world: World) -> None:
    world.client("stranger").post("/teams/", {"name": "Desk 4", "kind": "team"})
    assert Team.objects.get(name="Desk 4").memberships.get().role == Role.OWNER


def test_a_team_never_loses_its_last_owner(world: World) -> None:
    for lose in (
        lambda: set_role(world.teacher, world.team, world.teacher, Role.VIEWER),
        lambda: remove_member(world.teacher, world.team, world.teacher),
    ):
        with pytest.raises(PermissionRefused) as refused:
            lose()
        assert str(refused.value) == LAST_OWNER
    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    remove_member(world.teacher, world.team, world.teacher)
    assert role(world, "teacher") is None


def test_an_editor_removes_pupils_and_no_owner(world: World) -> None:
    remove_member(world.colleague, world.team, world.pupil)
    with pytest.raises(PermissionRefused):
        remove_member(world.colleague, world.team, world.teacher)
    with pytest.raises(PermissionRefused):
        set_role(world.colleague, world.team, world.colleague, Role.OWNER)
    assert role(world, "pupil") is None
    # Their annotations stay.
    assert world.round.layers.filter(annotator=world.pupil).exists()


def test_anybody_leaves(world: World) -> None:
    client = world.client("pupil")
    address = f"/teams/{world.team.pk}/members/{world.pupil.pk}/remove/"
    assert 'data-action="leave"' in client.get(address).content.decode()
    assert client.post(address).url == "/teams/"
    assert role(world, "pupil") is None


def test_a_guest_leads_nothing(world: World) -> None:
    User.objects.filter(pk=world.pupil.pk).update(email=None)
    world.pupil.refresh_from_db()
    with pytest.raises(PermissionRefused):
        set_role(world.teacher, world.team, world.pupil, Role.EDITOR)


def test_an_invitation_by_link(world: World) -> None:
    page = world.client("teacher").post(
        f"/teams/{world.team.pk}/invite/", {"role": "editor", "email": "", "days": "7"}
    )
    path = re.search(r"/invitations/[\w-]+/", page.content.decode())[0]
    # People who are not signed in are asked to, and then redirected back.
    assert Client().post(path).url == f"/accounts/login/?next={path}"
    client = world.client("stranger")
    assert 'data-action="accept-invitation"' in client.get(path).content.decode()
    assert client.post(path).url == f"/teams/{world.team.pk}/"
    assert role(world, "stranger") == Role.EDITOR
    # A link works once.
    answer = world.client("viewer").post(path)
    assert answer.status_code == 403
    assert INVITATION_OVER in answer.content.decode()


def test_an_invitation_by_mail(world: World) -> None:
    sent = {"role": "annotator", "email": "new@press.example", "days": "1"}
    world.client("colleague").post(f"/teams/{world.team.pk}/invite/", sent)
    assert mail.outbox[0].to == ["new@press.example"]
    assert "Class 9b" in mail.outbox[0].body
    assert re.search(r"http://testserver/invitations/[\w-]+/", mail.outbox[0].body)


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_an_invitation_ends(world: World, end: str) -> None:
    token = send_invitation(world.teacher, world.team, Role.VIEWER, 1)[0]
    if end == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        number = Invitation.objects.get().pk
        world.client("teacher").post(f"/teams/{world.team.pk}/invitations/{number}/revoke/")
    with pytest.raises(PermissionRefused):
        accept_invitation(world.stranger, token)


def test_nobody_is_demoted_by_an_invitation(world: World) -> None:
    accept_invitation(world.teacher, send_invitation(world.colleague, world.team, Role.VIEWER, 1)[0])
    assert role(world, "teacher") == Role.OWNER


def test_an_editor_invites_no_owner(world: World) -> None:
    with pytest.raises(PermissionRefused):
        send_invitation(world.colleague, world.team, Role.OWNER, 1)


def test_another_teams_invitation_is_out_of_reach(world: World) -> None:
    send_invitation(world.stranger, world.foreign_team, Role.VIEWER, 1)
    number = Invitation.objects.get().pk
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/invitations/{number}/revoke/")
    assert answer.status_code == 404
    assert Invitation.objects.exists()


def test_through_the_api(world: World) -> None:
    client = world.client("teacher")
    team = client.post("/api/v1/teams/", {"name": "Desk"}, **JSON).json()
    address = f"/api/v1/teams/{team['id']}"
    code: Any = client.put(f"{address}/join-code/", {"hours": 1, "most": 2}, **JSON).json()
    Client().post("/join/", {"code": code["code"], "nickname": "Kim"})
    members = client.get(f"{address}/").json()["members"]
    assert [(m["name"], m["role"]) for m in members] == [("Kim", "annotator"), ("teacher", "owner")]
    kim = f"{address}/members/{members[0]['id']}/"
    assert (
        client.patch(kim, {"nickname": "Kim L.", "role": "viewer"}, **JSON).json()["members"][0]["name"]
        == "Kim L."
    )
    assert client.patch(kim, {"nickname": "TEACHER"}, **JSON).status_code == 422
    back = client.post(f"{kim}return-code/").json()["return_code"]
    assert Client().post("/return/", {"code": back}).status_code == 302
    assert client.delete(kim).status_code == 204
    link = client.post(f"{address}/invitations/", {"role": "viewer"}, **JSON).json()["link"]
    assert world.client("stranger").post(link.removeprefix("http://testserver")).status_code == 302
    assert client.get(f"{address}/invitations/").json() == {"results": []}

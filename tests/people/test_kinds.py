"""A group is a class or a team: chosen at the start, changed by its owners, and visible on its pages."""

import re

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from operations.backups.tables import lines
from operations.demo import load_demo
from people.actions.accounts import create_team
from people.actions.guests import open_join_code
from people.actions.teams import change_kind, send_invitation
from people.models import Team, User
from people.permissions import PermissionRefused, Role, role_name
from people.terms import Kind, term
from tests.world import World

JSON = {"content_type": "application/json"}


def page(client: Client, team: Team) -> str:
    """Return the page of a group."""
    return client.get(f"/teams/{team.pk}/").content.decode()


@pytest.fixture
def newsroom(world: World) -> Team:
    """A team with the same lead."""
    return create_team(world.teacher, "Fact desk", Kind.TEAM)


@pytest.mark.parametrize("kind", Kind)
def test_a_group_is_started_as_a_class_or_as_a_team(world: World, kind: Kind) -> None:
    world.client("stranger").post("/teams/", {"name": "New", "kind": kind})
    assert Team.objects.get(name="New").kind == kind


@pytest.mark.parametrize("kind", ["", "choir"])
def test_the_kind_must_be_chosen(world: World, kind: str) -> None:
    response = world.client("stranger").post("/teams/", {"name": "New", "kind": kind})
    assert response.status_code == 422
    assert 'id="id_kind_errors"' in response.content.decode()
    assert not Team.objects.filter(name="New").exists()


def test_the_api_tells_and_takes_the_kind(world: World) -> None:
    client = world.client("teacher")
    assert client.post("/api/v1/teams/", {"name": "A"}, **JSON).json()["kind"] == "team"
    new = client.post("/api/v1/teams/", {"name": "B", "kind": "class"}, **JSON).json()
    assert new["kind"] == "class"
    address = f"/api/v1/teams/{new['id']}/"
    changed = client.patch(address, {"kind": "team"}, **JSON).json()
    assert (changed["kind"], changed["name"]) == ("team", "B")
    renamed = client.patch(address, {"name": "C"}, **JSON).json()
    assert (renamed["kind"], renamed["name"]) == ("team", "C")
    assert client.patch(address, {"kind": "choir"}, **JSON).status_code == 400
    kinds = {row["name"]: row["kind"] for row in client.get("/api/v1/teams/").json()["results"]}
    assert kinds == {"A": "team", "C": "team", world.team.name: "class"}


def test_owners_change_the_kind_and_editors_do_not(world: World) -> None:
    with pytest.raises(PermissionRefused):
        change_kind(world.colleague, world.team, Kind.TEAM)
    address = f"/api/v1/teams/{world.team.pk}/"
    both = {"name": "Mine", "kind": "team"}
    assert world.client("colleague").patch(address, both, **JSON).status_code == 403
    world.team.refresh_from_db()
    assert (world.team.kind, world.team.name) == (Kind.CLASS, "Class 9b")
    world.client("teacher").post(f"/teams/{world.team.pk}/kind/", {"kind": "team"})
    world.team.refresh_from_db()
    assert not world.team.is_class


def test_each_kind_has_its_words_and_its_buttons(world: World, newsroom: Team) -> None:
    client = world.client("teacher")
    for team in (world.team, newsroom):
        html = page(client, team)
        for key in ("exercises", "join_title", "invite_title", "rename"):
            other = Kind.TEAM if team.is_class else Kind.CLASS
            assert term(key, team.kind) in html
            assert term(key, other) not in html
        assert f'data-kind="{team.kind}"' in html
        # A class is offered a code first and a team invitations; the other one is folded up.
        folded = set(re.findall(r'<details data-more="(\w+)"', html))
        assert folded == {"invite" if team.is_class else "join"}
        webhooks = f"/teams/{team.pk}/webhooks/"
        assert (webhooks in html) != team.is_class
        assert client.get(webhooks).status_code == 200


def test_a_code_of_a_team_is_not_folded_up(world: World, newsroom: Team) -> None:
    open_join_code(User.objects.get(pk=world.teacher.pk), newsroom)
    assert 'data-more="join"' not in page(world.client("teacher"), newsroom)
    assert f"/teams/{newsroom.pk}/code/" in page(world.client("teacher"), newsroom)


def test_an_invitation_says_who_invites_to_what(world: World, newsroom: Team) -> None:
    """Also to people who are not signed in."""
    sender = User.objects.get(pk=world.teacher.pk)
    for team, role in ((world.team, Role.EDITOR), (newsroom, Role.ANNOTATOR)):
        address = f"/invitations/{send_invitation(sender, team, role, 1)[0]}/"
        for client in (Client(), world.client("stranger")):
            html = client.get(address).content.decode()
            assert term("invited", team.kind, name="teacher", team=team.name) in html
            assert term(f"as_{role}", team.kind) in html
        anonymous = Client().get(address).content.decode()
        assert f"/accounts/signup/?next={address}" in anonymous
        assert f"/accounts/login/?next={address}" in anonymous
        assert 'data-action="accept-invitation"' not in anonymous
        assert term("already_in", team.kind) in world.client("teacher").get(address).content.decode()


def test_who_signs_up_by_an_invitation_comes_back_to_it(world: World) -> None:
    address = f"/invitations/{send_invitation(world.teacher, world.team, Role.EDITOR, 1)[0]}/"
    client = Client()
    form = {"email": "noor@school.example", "password1": "a-long-password", "name": "Noor", "next": address}
    assert client.post("/accounts/signup/", form).url == address
    html = client.get(address).content.decode()
    assert 'data-action="accept-invitation"' in html
    assert html.count('class="notice') <= 1
    assert client.post(address).url == f"/teams/{world.team.pk}/"


def test_after_signing_up_at_most_one_notice_is_shown(world: World) -> None:
    client = Client()
    form = {"email": "noor@school.example", "password1": "a-long-password", "name": "Noor"}
    html = client.post("/accounts/signup/", form, follow=True).content.decode()
    assert "data-log-out" in html
    assert html.count('class="notice') <= 1


def test_refusals_name_the_roles_of_the_kind(world: World) -> None:
    for kind in (Kind.CLASS, Kind.TEAM):
        Team.objects.filter(pk=world.team.pk).update(kind=kind)
        response = world.client("pupil").get(f"/teams/{world.team.pk}/code/")
        assert response.status_code == 403
        assert f" {role_name(Role.OWNER, kind)} " in response.content.decode()


def test_a_backup_has_the_kind(world: World) -> None:
    columns, *rows = lines(Team)
    assert '"kind"' in columns
    assert any('"class"' in row for row in rows)


@pytest.mark.django_db
def test_the_demo_has_a_class_and_a_newsroom() -> None:
    load_demo()
    assert [team.is_class for team in Team.objects.order_by("pk")] == [True, False]


BEFORE = [("people", "0010_plain_names")]


@pytest.mark.django_db(transaction=True)
def test_groups_that_people_joined_by_a_code_become_classes() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    try:
        models = executor.loader.project_state(BEFORE).apps
        teams = models.get_model("people", "Team").objects
        groups = {name: teams.create(name=name) for name in ("code", "closed code", "import", "accounts")}
        expires_at = timezone.now()
        models.get_model("people", "JoinCode").objects.create(
            team=groups["code"], code="ABC", expires_at=expires_at, max_uses=1
        )
        for name, fields in {
            "closed code": {"return_digest": "0" * 64},
            "import": {},
            "accounts": {"email": "a@school.example"},
        }.items():
            person = models.get_model("people", "User").objects.create(name=name, **fields)
            groups[name].people.through.objects.create(team=groups[name], user=person, role="annotator")
    finally:
        executor = MigrationExecutor(connection)
        # Back to the newest migration of each app: those of other apps build on this one.
        executor.migrate(executor.loader.graph.leaf_nodes())
    kinds = dict(Team.objects.values_list("name", "kind"))
    assert kinds == {"code": "class", "closed code": "class", "import": "team", "accounts": "team"}


@pytest.mark.django_db
def test_a_row_without_a_kind_is_a_team() -> None:
    """As those in backups from before there were kinds."""
    with connection.cursor() as cursor:
        names = "name, created_at, access_version, members_may_delete_highlights"
        cursor.execute(
            f"INSERT INTO people_team ({names}) VALUES ('Old', %s, 0, %s)", [timezone.now(), False]
        )
    assert Team.objects.get().kind == Kind.TEAM

"""A person who was removed from a team, in whatever way, loses everything in it at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotate.access import access_versions
from annotate.live.presence import update_and_list
from annotate.models import Presence, Webhook
from annotate.privacy.erasure import erase_from_team, erase_person
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import deliver_due
from people.actions.accounts import create_token
from people.actions.guests import open_join_code
from people.actions.handover import hand_over_team
from people.actions.teams import accept_invitation, remove_member, send_invitation, set_role
from people.models import User
from people.permissions import PermissionRefused, Role
from reports.exports.jobs import write_export
from reports.imports.actions import upload_import
from reports.models import ExportJob
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.routes import TABLE
from tests.world import World, mark

pytestmark = pytest.mark.django_db


def again(person: User) -> User:
    """Return the person as a new request loads them."""
    return User.objects.get(pk=person.pk)


def erased(world: World) -> None:
    set_role(world.teacher, world.team, world.colleague, Role.EDITOR)
    erase_person(world.teacher, world.team, world.colleague, keep_annotations=True)


@transaction.atomic
def erased_by_themselves(world: World) -> None:
    erase_from_team(world.colleague, world.team, world.colleague, keep_annotations=True)


# Ways to remove the colleague, who is an owner.
WAYS: dict[str, Callable[[World], None]] = {
    "removed": lambda world: remove_member(world.teacher, world.team, world.colleague),
    "left": lambda world: remove_member(world.colleague, world.team, world.colleague),
    "erased": erased,
    "handed over": lambda world: hand_over_team(world.colleague, world.team, world.teacher, stays=False),
    "erased by themselves": erased_by_themselves,
}


@pytest.fixture
def colleague(world: World) -> Client:
    """The browser of the colleague, who is also an owner of the class."""
    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    world.__dict__["colleague"] = again(world.colleague)
    return world.client("colleague")


@pytest.mark.parametrize("way", WAYS)
def test_no_page_and_no_call_of_the_api_is_left(world: World, colleague: Client, way: str) -> None:
    rows = [
        row
        for row in TABLE
        if row.method == "GET" and row.about in ("article", "round", "team", "json", "draft")
    ]
    session = {}
    for row in rows:
        response = row.request(world, colleague)
        if response.status_code < 400:
            session[row] = response.get("ETag", '"none"')
    assert len(session) > 40
    assert sum(tag != '"none"' for tag in session.values()) > 10
    _row, token = create_token(world.colleague)
    WAYS[way](world)
    program = Client(headers={"Authorization": f"Token {token}"})
    left = [
        str(row)
        for row, tag in session.items()
        for client in (colleague, program)
        if client.get(row.url(world), headers={"If-None-Match": tag}).status_code not in (401, 302, 404)
    ]
    assert left == []


@pytest.mark.parametrize("way", WAYS)
def test_the_live_stream_asks_anew(world: World, colleague: Client, way: str) -> None:
    before = access_versions([world.round.pk])
    WAYS[way](world)
    assert access_versions([world.round.pk]) != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
def test_who_was_removed_is_not_here(world: World, colleague: Client, way: str) -> None:
    Presence.objects.create(round=world.round, user=world.colleague, seen_at=timezone.now())
    mine = {world.round.pk: {world.pupil.pk}}
    assert [person["name"] for person in update_and_list(mine)[world.round.pk]] == ["colleague", "pupil"]
    WAYS[way](world)
    assert [person["name"] for person in update_and_list(mine)[world.round.pk]] == ["pupil"]


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_was_made_before_is_gone(world: World, colleague: Client, way: str) -> None:
    job = ExportJob.objects.create(
        owner=world.colleague,
        articles=[world.article.pk],
        slug="json",
        language="en",
        touched_at=timezone.now(),
    )
    write_export(job.pk)
    address = reverse("reports:export-job-file", args=[job.pk])
    assert len(b"".join(colleague.get(address))) > 1000
    WAYS[way](world)
    assert colleague.get(address).status_code == 404
    assert colleague.get(address, headers={"Range": "bytes=0-9"}).status_code == 404
    assert not ExportJob.objects.exists()


def test_a_file_goes_where_one_of_its_rounds_is_hidden(world: World) -> None:
    job = ExportJob.objects.create(
        owner=world.pupil, articles=[world.article.pk], slug="json", language="en", touched_at=timezone.now()
    )
    write_export(job.pk)
    world.round.participants.add(world.classmate)
    assert world.client("pupil").get(reverse("reports:export-job-file", args=[job.pk])).status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_no_stored_response_is_repeated(world: World, colleague: Client, way: str) -> None:
    address = reverse("api:polls", args=[world.round.pk])

    def post() -> int:
        sent = {"start": 0, "end": 5}
        headers = {"Idempotency-Key": "k"}
        return colleague.post(address, sent, content_type="application/json", headers=headers).status_code

    assert post() == post() == 201
    WAYS[way](world)
    assert post() == 404


@pytest.mark.parametrize("way", WAYS)
def test_links_to_reports_lead_nowhere(world: World, colleague: Client, way: str) -> None:
    _row, token = share_report(world.colleague, world.article, ReportOptions(), 7, True)
    address = reverse("reports:shared", args=[token])
    assert Client().get(address).status_code == 200
    WAYS[way](world)
    assert Client().get(address).status_code == 404
    for slug in ("json", "html"):
        assert Client().get(reverse("reports:shared-download", args=[token, slug])).status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_webhooks_are_told_nothing(world: World, colleague: Client, way: str, caplog: Any) -> None:
    add_webhook(world.colleague, world.team, "https://newsroom.example/hook")
    WAYS[way](world)
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    assert deliver_due() == 0
    hook = Webhook.objects.first()
    assert hook is None or (hook.stopped_at and hook.failures == 0), "stopped before anything was sent"


@pytest.mark.parametrize("way", WAYS)
def test_nobody_comes_back_by_an_invitation_of_their_own(world: World, colleague: Client, way: str) -> None:
    token, _sent = send_invitation(world.colleague, world.team, Role.EDITOR, 7)
    WAYS[way](world)
    with pytest.raises(PermissionRefused):
        accept_invitation(again(world.colleague), token)
    assert not world.team.memberships.filter(user=world.colleague).exists()


def test_who_no_longer_leads_invites_nobody(world: World, colleague: Client) -> None:
    token, _sent = send_invitation(world.colleague, world.team, Role.EDITOR, 7)
    set_role(world.teacher, world.team, world.colleague, Role.VIEWER)
    with pytest.raises(PermissionRefused):
        accept_invitation(again(world.stranger), token)


@pytest.mark.parametrize(
    "step_down",
    [
        lambda world: set_role(world.teacher, world.team, world.colleague, Role.EDITOR),
        lambda world: hand_over_team(world.colleague, world.team, world.teacher, stays=True),
    ],
    ids=["made an editor", "handed over"],
)
def test_who_no_longer_owns_a_class_makes_nobody_an_owner(
    world: World, colleague: Client, step_down: Callable[[World], None]
) -> None:
    owner, _sent = send_invitation(world.colleague, world.team, Role.OWNER, 7)
    editor, _sent = send_invitation(world.colleague, world.team, Role.EDITOR, 7)
    step_down(world)
    with pytest.raises(PermissionRefused):
        accept_invitation(world.stranger, owner)
    accept_invitation(again(world.stranger), editor)
    assert world.team.memberships.get(user=world.stranger).role == Role.EDITOR


@pytest.mark.parametrize("way", WAYS)
def test_an_import_that_waits_is_not_taken_over(world: World, colleague: Client, way: str) -> None:
    row = upload_import(world.colleague, "a.jsonl", b'{"text": "A text.", "label": []}', world.team)
    WAYS[way](world)
    for method in ("get", "post"):
        for address in ("reports:import-one", "api:import"):
            response = getattr(colleague, method)(
                reverse(address, args=[row.pk]), content_type="application/json"
            )
            assert response.status_code in (403, 404)


@pytest.mark.parametrize("what", ["round", "article", "team"])
def test_what_is_deleted_ends_its_streams(world: World, what: str) -> None:
    assert world.round.pk in access_versions([world.round.pk])
    getattr(world, what).move_to_bin(world.teacher)
    assert access_versions([world.round.pk]) == {}


def test_whoever_removes_somebody_is_told_that_the_join_code_is_open(world: World) -> None:
    client, address = world.client("teacher"), reverse("people:remove", args=[world.team.pk, world.pupil.pk])
    assert "join again" not in client.get(address).content.decode()
    open_join_code(world.teacher, world.team)
    assert "join again" in client.get(address).content.decode()

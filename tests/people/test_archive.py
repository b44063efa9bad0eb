"""An archived class can be read and exported, but nothing in it can be changed, until it is unarchived."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client

from annotate.annotations.actions import put_annotation
from annotate.enums import RoundState
from annotate.privacy.retention import set_retention
from annotate.rounds.actions import transition_round
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import anything_due, deliver_due
from operations.backups.tables import lines
from people.access import teams_permitting
from people.actions.guests import join_as_guest, open_join_code
from people.actions.handover import invite_successor
from people.actions.teams import accept_invitation, archive_team, send_invitation, unarchive_team
from people.models import User
from people.permissions import ArchivedTeam, Permission, Role, has_permission
from reports.imports.actions import upload_import
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.routes import ABOUT, TABLE, Row
from tests.world import World, annotation_input, mark
from web.models import RateLimit

OURS = {"people", "articles", "annotate", "reports"}
IN_TEAM = {
    "article", "draft", "json", "no format", "no share", "under review", "round", "new comment", "no poll", "new mark",
    "no version",
    "pupil's mark", "stranger's mark", "team", "pupil in team", "stranger in team", "team json", "team exe",
    "no invitation", "no hook", "no extension", "team codebook", "teacher's import",
    "assignment", "question", "pupil in round", "round csv", "round exe",
    "campaign", "pupil in campaign", "article in campaign",
}  # fmt: skip
# Pages that only serve to change something, and the preview of an import.
FORMS = {
    "articles:review", "articles:delete", "annotate:new-round", "annotate:round-settings", "annotate:delete-round",
    "annotate:extensions",
    "annotate:edit-codebook", "annotate:webhooks", "annotate:hint-settings", "api:team-hints", "annotate:team-bin",
    "people:code", "people:joined", "people:guest",
    "api:webhooks", "api:webhook", "api:invitations", "reports:import-one", "api:import",
    "articles:correct", "articles:correct-preview", "reports:results-accept", "reports:results-add",
    "annotate:hand-in-assignment", "annotate:assignment-settings", "annotate:delete-assignment",
    "api:assignment-submission", "lti:grading",
    "campaigns:new", "campaigns:settings", "campaigns:delete", "campaigns:add-articles", "campaigns:upload",
    "api:annotations-unplaced", "api:key-unplaced", "api:adjudicated-unplaced",
}  # fmt: skip
# What an owner may still do: manage people and their data, share, unarchive or delete the class.
ALLOWED_IN_ARCHIVE = {
    "people:archive", "people:unarchive", "people:delete", "people:hand-over", "people:role", "people:remove",
    "annotate:privacy-retention", "annotate:privacy-deletion",
    "annotate:privacy-erase", "reports:share", "reports:unshare", "reports:download-team",
    "newsroom:publishing", "newsroom:publish", "newsroom:withdraw", "newsroom:publishing-consent",
    "api:publication", "api:withdrawal", "api:publishing-consent",
    "api:team-archived", "api:hand-over", "api:erase", "api:retention", "api:shares", "api:share", "annotate:start",
    "annotate:copy-codebook", "annotate:save-as-lesson", "campaigns:dataset", "api:campaign-dataset",
}  # fmt: skip
# The method decides whether these routes are allowed in the archive.
BY_METHOD = {("DELETE", "api:team"), ("DELETE", "api:member")}


def fresh(person: User) -> User:
    """Return the person as the next request loads them."""
    return User.objects.get(pk=person.pk)


@pytest.fixture
def archived(world: World) -> World:
    """The world of the tests with its class archived."""
    upload_import(world.teacher, "a.jsonl", b'{"text": "A text.", "label": []}', world.team)
    ABOUT["assignment"](world)
    ABOUT["campaign"](world)
    archive_team(world.teacher, world.team)
    for name in ("teacher", "colleague", "pupil", "classmate", "viewer"):
        for attribute in ("_memberships", "role_by_team", "kind_by_team", "archived_teams"):
            getattr(world, name).__dict__.pop(attribute, None)
    return world


def all_rows() -> dict[str, list[str]]:
    """Return all rows of our apps."""
    models = [
        model for model in apps.get_models() if model._meta.app_label in OURS and model is not RateLimit
    ]
    return {model._meta.label: list(lines(model)) for model in models}


def test_what_an_archived_class_allows(archived: World) -> None:
    allowed = {permission for permission in Permission if permission.allowed_in_archive}
    teacher, team = archived.teacher, archived.team
    assert {permission for permission in Permission if has_permission(teacher, permission, team)} == allowed
    permitting = {permission for permission in Permission if team in teams_permitting(teacher, permission)}
    assert permitting == allowed


def test_everything_stays_readable(world: World) -> None:
    rows = [row for row in TABLE if row.method == "GET" and row.about in IN_TEAM and row.route not in FORMS]
    assert len(rows) > 40
    clients = {person: world.client(person) for person in ("teacher", "colleague", "pupil", "viewer")}
    before = {
        (person, str(row)): row.request(world, client).status_code
        for row in rows
        for person, client in clients.items()
    }
    archive_team(world.teacher, world.team)
    after = {
        (person, str(row)): row.request(world, client).status_code
        for row in rows
        for person, client in clients.items()
    }
    assert after == before


def writes() -> list[Row]:
    """Return the rows of the access table by which a member changes something in the class."""
    return [
        row for row in TABLE
        if row.method != "GET" and row.about in IN_TEAM and row.route not in ALLOWED_IN_ARCHIVE
        and (row.method, row.route) not in BY_METHOD
    ]  # fmt: skip


def test_nothing_is_changed_by_anybody(archived: World) -> None:
    clients = {person: archived.client(person) for person in ("teacher", "colleague", "pupil", "viewer")}
    dump = all_rows()
    refused = 0
    for row in writes():
        for person, client in clients.items():
            response = row.request(archived, client)
            allowed_before = row.expected()[person] < 300 or row.expected()[person] == 302
            # What was allowed before is refused now; what was not allowed before still is not.
            assert response.status_code in ((403,) if allowed_before else (403, 404, 422)), f"{person} {row}"
            if allowed_before:
                assert "archived" in response.content.decode(), str(row)
                refused += 1
    assert refused > 60
    assert all_rows() == dump


def test_nothing_comes_in_where_the_class_is_named_in_the_request(archived: World) -> None:
    client = archived.client("teacher")
    dump = all_rows()
    team = {"team": archived.team.pk}
    sent = [
        client.post(
            "/api/v1/articles/", {"title": "T", "text": "A text."} | team, content_type="application/json"
        ),
        client.post("/articles/new/", {"text": "A pasted text.", "title": ""} | team),
        client.post("/api/v1/rounds/", {"article": archived.article.pk}, content_type="application/json"),
        client.post(f"/codebooks/{archived.round.codebook_id}/copy/", team),
    ]
    assert [response.status_code for response in sent] == [400, 422, 403, 302]
    assert all_rows() == dump


def test_nobody_joins_an_archived_class(world: World) -> None:
    code = open_join_code(world.teacher, world.team)
    token, _sent = send_invitation(world.teacher, world.team, Role.ANNOTATOR, 7)
    archive_team(world.teacher, world.team)
    answer = Client().post("/join/", {"code": code.code, "nickname": "Ada"})
    assert answer.status_code == 422
    assert "archived" in answer.content.decode()
    with pytest.raises(ArchivedTeam):
        accept_invitation(world.stranger, token)
    unarchive_team(fresh(world.teacher), world.team)
    assert accept_invitation(world.stranger, token) == world.team
    assert join_as_guest(code.code, "Ada", "192.0.2.1")[0].name == "Ada"


def test_an_archived_class_can_be_handed_over(archived: World) -> None:
    token, _sent = invite_successor(archived.teacher, archived.team, "", False, 7, "{token}")
    assert accept_invitation(archived.stranger, token) == archived.team
    assert archived.client("stranger").post(f"/teams/{archived.team.pk}/unarchive/").status_code == 302
    archived.team.refresh_from_db()
    assert archived.team.archived_at is None


def test_links_to_reports_go_on_working(world: World) -> None:
    _share, token = share_report(world.teacher, world.article, ReportOptions(), None, names=False)
    archive_team(world.teacher, world.team)
    assert Client().get(f"/shared/{token}/").status_code == 200


def test_webhooks_pause(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    deliveries: list[Any] = []
    monkeypatch.setattr(
        "annotate.webhooks.delivery.post_to_user_url",
        lambda url, body, headers: deliveries.append(json.loads(body)),
    )
    hook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    mark(world.pupil, world.round, "Taxes fell", "opinion")
    archive_team(world.teacher, world.team)
    assert not anything_due()
    deliver_due()
    hook.refresh_from_db()
    assert (deliveries, hook.stopped_at) == ([], None)
    unarchive_team(fresh(world.teacher), world.team)
    deliver_due()
    assert len(deliveries[0]["changes"]) == 1


def test_people_are_still_looked_after(archived: World) -> None:
    set_retention(archived.teacher, archived.team, 60)
    path = f"/teams/{archived.team.pk}/privacy/{archived.pupil.pk}/erase/"
    assert archived.client("teacher").post(path, {"marks": "keep"}).status_code == 302
    assert not archived.team.people.filter(pk=archived.pupil.pk).exists()


def test_after_the_archive_it_goes_on_as_before(world: World) -> None:
    client, pupil = world.client("teacher"), world.client("pupil")
    pages = [
        f"/teams/{world.team.pk}/",
        f"/rounds/{world.round.pk}/",
        f"/articles/{world.article.pk}/report/",
    ]

    def page_texts() -> list[str]:
        answers = [who.get(page).content.decode() for who in (client, pupil) for page in pages]
        return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer) for answer in answers]

    before = page_texts()
    page = client.post(f"/teams/{world.team.pk}/archive/", follow=True).content.decode()
    assert 'href="/teams/archived/"' in page
    assert f'action="/teams/{world.team.pk}/unarchive/"' in page
    assert "Class 9b" in client.get("/teams/archived/").content.decode()
    assert client.post(f"/teams/{world.team.pk}/unarchive/").status_code == 302
    client.get(f"/teams/{world.team.pk}/")
    assert page_texts() == before
    put_annotation(fresh(world.pupil), world.round, uuid4(), annotation_input(world.round, "Taxes fell"))
    transition_round(fresh(world.teacher), world.round, RoundState.REVEALED)


def test_programs_see_what_is_archived(archived: World) -> None:
    [team] = archived.client("pupil").get("/api/v1/teams/").json()["results"]
    assert (
        team["archived_at"]
        == archived.client("pupil").get(f"/api/v1/teams/{team['id']}/").json()["archived_at"]
    )
    assert team["archived_at"]

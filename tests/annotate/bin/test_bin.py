"""What is in the bin is nowhere, for nobody, on no route and in no channel; and what is restored is as it was."""

import io
import json
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.http import Http404
from django.test import Client
from django.utils import timezone

from annotate.access import access_versions, rounds_visible_to
from annotate.annotations.actions import submit_layer
from annotate.bin.access import bin_items, bin_row
from annotate.bin.actions import delete_permanently, empty_bin, restore
from annotate.bin.losses import losses
from annotate.codebooks.actions import edit_codebook
from annotate.discussion.polls import cast_vote, open_poll
from annotate.enums import RoundMode
from annotate.models import Annotation, Layer, Round
from annotate.privacy.erasure import erase_person
from annotate.rounds.actions import RoundSettings, create_round
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import anything_due, deliver_due
from articles.models import Article
from operations.backups.tables import lines
from people.access import INVITATION_OVER
from people.actions.accounts import create_token
from people.actions.guests import join_as_guest, open_join_code
from people.actions.teams import accept_invitation, send_invitation, set_role
from people.models import Membership, Team, User
from people.permissions import PermissionRefused, Role
from reports.exports.jobs import start_export_job, write_export
from reports.imports.actions import upload_import
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.annotate.discussion.test_comments import say
from tests.routes import TABLE, Row
from tests.world import World
from web.models import RateLimit

JSON = {"content_type": "application/json"}
TITLE = "Mayor slams critics"
NOTE = "Says who?"
OURS = {"people", "articles", "annotate", "reports"}
THEIRS = ("account_", "mfa_", "socialaccount_", "openid_connect_")
GETS = [row for row in TABLE if row.method == "GET" and not row.route.startswith(THEIRS)]


@dataclass(frozen=True)
class Thing:
    """Something that can be deleted: which rows of the access table are about it, and what gives it away elsewhere."""

    kind: str
    name: str
    about: frozenset[str]
    telltales: tuple[str, ...]

    def row(self, world: World) -> Any:
        """The thing itself."""
        return getattr(world, self.name)

    def address(self, world: World) -> str:
        """Where the API deletes it."""
        return f"/api/v1/{self.kind}/{self.row(world).pk}/"


IN_ROUND = {"round", "new comment", "no poll", "new mark", "pupil's mark", "stranger's mark"}
IN_ARTICLE = IN_ROUND | {"article", "draft", "json", "no format", "no share"}
IN_TEAM = IN_ARTICLE | {
    "under review", "team", "pupil in team", "stranger in team", "team json", "team exe", "no invitation", "no hook",
    "team codebook", "teacher's import",
}  # fmt: skip
THINGS = [
    Thing("rounds", "round", frozenset(IN_ROUND), (NOTE,)),
    Thing("articles", "article", frozenset(IN_ARTICLE), (TITLE, NOTE)),
    Thing("teams", "team", frozenset(IN_TEAM), (TITLE, NOTE, "Class 9b")),
]
# The bin itself; what is held of one person and what becomes of it with their account, which they have a right to know,
# wherever it is; a "Class 9b" in the API's description.
TELLS_ALL_THE_SAME = {
    "annotate:bin", "api:bin", "annotate:team-bin", "annotate:personal-data", "api:personal-data",
    "reports:delete-account", "api-docs", "openapi",
}  # fmt: skip
EACH = pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.kind)


def text_of(response: Any) -> str:
    """An answer as text, also of what is in a ZIP, without what differs from one to the next."""
    content = response.getvalue() if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    text = content.decode("utf-8", "replace")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def ask(world: World, client: Client, row: Row) -> tuple[int, str]:
    """(status, text) of a row of the access table."""
    response = client.get(row.url(world))
    return response.status_code, text_of(response)


def answers(world: World, client: Client) -> dict[str, tuple[int, str]]:
    """What somebody is answered at every address that there is."""
    rows = [row for row in GETS if " in bin" not in row.about]
    return {str(row): ask(world, client, row) for row in rows}


def everything() -> dict[str, list[str]]:
    """All rows of ours, as a backup has them; but not how often something was tried."""
    models = [
        model for model in apps.get_models() if model._meta.app_label in OURS and model is not RateLimit
    ]
    return {model._meta.label: list(lines(model)) for model in models}


def lines_of(model: Any) -> list[str]:
    """All rows of one table."""
    return list(lines(model))


@EACH
@pytest.mark.parametrize("who", ["teacher", "pupil"])
def test_what_is_deleted_is_nowhere_and_what_is_restored_is_as_it_was(
    world: World, thing: Thing, who: str
) -> None:
    upload_import(world.teacher, "a.jsonl", b'{"text": "A text.", "label": []}', world.team)
    teacher, client = world.client("teacher"), world.client(who)
    dump, before = everything(), answers(world, client)
    assert everything() == dump
    for telltale in thing.telltales:
        assert any(telltale in text for _status, text in before.values())

    assert teacher.delete(thing.address(world)).status_code == 204
    after = answers(world, client)
    for row in GETS:
        if " in bin" in row.about:
            continue
        status, text = after[str(row)]
        if row.about in thing.about:
            assert status == 404, str(row)
        if row.route not in TELLS_ALL_THE_SAME:
            assert not [telltale for telltale in thing.telltales if telltale in text], str(row)

    restored = teacher.post(f"/api/v1/bin/{thing.kind}/{thing.row(world).pk}/restore/")
    assert restored.status_code == 204
    assert everything() == dump
    assert answers(world, client) == before


@EACH
def test_nothing_is_written_into_the_bin(world: World, thing: Thing) -> None:
    thing.row(world).move_to_bin(world.teacher)
    rows = [
        r for r in TABLE if r.method != "GET" and r.about in thing.about and r.about != "teacher's import"
    ]
    assert len(rows) > 5
    client = world.client("teacher")
    dump = everything()
    for row in rows:
        assert row.request(world, client).status_code == 404, str(row)
    assert everything() == dump


@EACH
def test_links_for_others_lead_nowhere_until_it_is_restored(world: World, thing: Thing) -> None:
    share, token = share_report(world.teacher, world.article, ReportOptions(), None, names=True)
    paths = [f"/shared/{token}/", f"/shared/{token}/tags.css", f"/shared/{token}/report.json"]
    client = Client()
    before = [(answer.status_code, text_of(answer)) for answer in map(client.get, paths)]
    assert [status for status, _text in before] == [200, 200, 200]
    assert NOTE in before[0][1]
    thing.row(world).move_to_bin(world.teacher)
    for answer in map(client.get, paths):
        assert NOTE not in text_of(answer)
        assert answer.status_code == (200 if thing.kind == "rounds" else 404)
    restore(world.teacher, bin_row(world.teacher, thing.kind, thing.row(world).pk))
    assert [(answer.status_code, text_of(answer)) for answer in map(client.get, paths)] == before
    assert share.created_by == world.teacher


@EACH
def test_a_token_reaches_nothing_in_the_bin(world: World, thing: Thing) -> None:
    _row, token = create_token(world.teacher)
    client = Client(headers={"Authorization": f"Token {token}"})
    path = thing.address(world)
    assert client.get(path).status_code == 200
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404


@EACH
def test_a_file_that_was_made_before_is_not_handed_out(world: World, thing: Thing, settings: Any) -> None:
    job = start_export_job(world.teacher, [world.article.pk], "json", ReportOptions())
    write_export(job.pk)
    path = f"/downloads/{job.pk}/file/"
    client = world.client("teacher")
    assert NOTE in text_of(client.get(path))
    thing.row(world).move_to_bin(world.teacher)
    assert client.get(path).status_code == 404


@EACH
def test_webhooks_wait_and_are_told_afterwards(
    world: World, thing: Thing, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(
        "annotate.webhooks.delivery.post_to_user_url",
        lambda url, body, headers: told.append(json.loads(body)),
    )
    hook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    say(world, "pupil", "One more thing")
    thing.row(world).move_to_bin(world.teacher)
    deliver_due()
    assert not told
    hook.refresh_from_db()
    assert hook.stopped_at is None
    restore(world.teacher, bin_row(world.teacher, thing.kind, thing.row(world).pk))
    assert anything_due()
    deliver_due()
    assert "One more thing" in json.dumps(told)


@EACH
def test_listeners_notice_at_once(world: World, thing: Thing) -> None:
    before = access_versions([world.round.pk])
    assert before == access_versions([world.round.pk])
    thing.row(world).move_to_bin(world.teacher)
    assert access_versions([world.round.pk]) == {}


@pytest.mark.parametrize("kind", ["w3c", "claimlight"])
@pytest.mark.parametrize("name", ["round", "article"])
def test_an_import_does_not_join_what_is_in_the_bin(world: World, name: str, kind: str) -> None:
    client = world.client("teacher")
    file = io.BytesIO(client.get(f"/api/v1/articles/{world.article.pk}/report.{kind}").content)
    file.name = "marks.jsonld" if kind == "w3c" else "record.json"
    getattr(world, name).move_to_bin(world.teacher)
    dump = lines_of(Annotation)
    sent = client.post("/api/v1/imports/", {"file": file, "team": world.team.pk})
    assert sent.status_code == 201, sent.content
    taken = client.post(f"/api/v1/imports/{sent.json()['id']}/", {}, **JSON)
    assert taken.status_code == 200, taken.content
    # All of it is new, and seen; what is in the bin is as it was.
    seen = Annotation.objects.filter(layer__round__in=rounds_visible_to(world.teacher))
    assert seen.exclude(layer__round=world.round).count() == 5
    assert Round.all_objects.get(pk=world.round.pk).last_seq == world.round.last_seq
    assert [row for row in lines_of(Annotation) if row in dump] == dump


def test_a_code_and_an_invitation_of_a_deleted_class_are_not_known(world: World) -> None:
    code = open_join_code(world.teacher, world.team)
    token, _sent = send_invitation(world.teacher, world.team, Role.ANNOTATOR, 7)
    world.client("teacher").post(f"/teams/{world.team.pk}/delete/")
    answer = Client().post("/join/", {"code": code.code, "nickname": "Ada"})
    assert answer.status_code == 422
    assert "not known" in text_of(answer)
    with pytest.raises(PermissionRefused, match=re.escape(INVITATION_OVER)):
        accept_invitation(world.stranger, token)
    restore(world.teacher, bin_row(world.teacher, "teams", world.team.pk))
    assert Client().post("/join/", {"code": code.code, "nickname": "Ada"}).status_code == 302
    assert accept_invitation(world.stranger, token) == world.team


def test_who_deleted_it_by_mistake_undoes_it_at_once(world: World) -> None:
    client = world.client("teacher")
    for path, undone in (
        (f"/rounds/{world.round.pk}/delete/", f"/rounds/{world.round.pk}/about/"),
        (f"/articles/{world.article.pk}/delete/", f"/articles/{world.article.pk}/"),
        (f"/teams/{world.team.pk}/delete/", f"/teams/{world.team.pk}/"),
    ):
        page = text_of(client.post(path, follow=True))
        [undo] = re.findall(
            r'action="(/bin/[^"]+)"><[^>]+><button data-action="undo">',
            page.replace('input type="hidden" ', "input "),
        )
        assert client.get(undone).status_code == 404
        assert client.post(undo).url == undone
        assert client.get(undone).status_code == 200


def test_the_bin_says_what_who_when_and_how_long(world: World) -> None:
    world.round.move_to_bin(world.colleague)
    world.draft.move_to_bin(world.teacher)
    Round.all_objects.filter(pk=world.draft.pk).update(
        deleted_at=timezone.now() - timedelta(days=28, hours=1)
    )
    page = text_of(world.client("teacher").get(f"/teams/{world.team.pk}/bin/"))
    assert "deleted by colleague" in page
    assert "30 days left" in page
    assert "2 days left" in page
    items = world.client("teacher").get("/api/v1/bin/").json()["results"]
    assert [(item["kind"], item["id"], item["deleted_by"]) for item in items] == [
        ("rounds", world.round.pk, "colleague"),
        ("rounds", world.draft.pk, "teacher"),
    ]
    assert world.client("teacher").get(f"/api/v1/bin/?team={world.team.pk}").json()["results"] == items
    assert world.client("stranger").get("/api/v1/bin/").json() == {"results": []}
    assert "data-empty" in world.client("stranger").get("/bin/").content.decode()


def test_a_round_comes_back_with_its_article(world: World) -> None:
    world.round.move_to_bin(world.teacher)
    world.article.move_to_bin(world.teacher)
    assert "data-with-article" in world.client("teacher").get("/bin/").content.decode()
    # Whoever may not restore the article restores nothing.
    client = world.client("colleague")
    assert client.post(f"/bin/rounds/{world.round.pk}/restore/").status_code == 403
    assert Round.all_objects.get(pk=world.round.pk).deleted_at
    assert world.client("teacher").post(f"/bin/rounds/{world.round.pk}/restore/").status_code == 302
    assert client.get(f"/rounds/{world.round.pk}/").status_code == 200
    assert bin_items(world.teacher) == []


def test_what_is_in_a_deleted_class_waits_for_the_class(world: World) -> None:
    world.article.move_to_bin(world.teacher)
    world.team.move_to_bin(world.teacher)
    teacher = User.objects.get(pk=world.teacher.pk)
    assert [item.kind for item in bin_items(teacher)] == ["teams"]
    with pytest.raises(Http404):
        bin_row(teacher, "articles", world.article.pk)
    restore(teacher, bin_row(teacher, "teams", world.team.pk))
    assert [item.kind for item in bin_items(world.teacher)] == ["articles"]


def test_deleting_for_good_says_what_is_lost(world: World) -> None:
    world.article.move_to_bin(world.teacher)
    page = text_of(world.client("teacher").get(f"/bin/articles/{world.article.pk}/delete/"))
    assert 'data-people="2" data-highlights="5"' in page
    assert 'data-exercises="2"' in page
    path = Path(world.article.original.path)
    assert path.exists()


def test_what_is_lost_says_nothing_of_hidden_highlights(world: World) -> None:
    blind = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    submit_layer(world.pupil, blind)
    assert losses(blind) == losses(blind)
    assert (losses(blind).people, losses(blind).highlights) == (1, None)
    assert losses(world.article).highlights is None
    assert losses(world.round).highlights == 5


@pytest.fixture
def with_everything(world: World) -> World:
    """A class in which a vote has been cast, and to which guests belong."""
    poll = open_poll(world.teacher, world.round, 0, 5)
    cast_vote(world.pupil, world.round, poll, "opinion")
    code = open_join_code(world.teacher, world.team)
    join_as_guest(code.code, "Ada", "192.0.2.1")
    bo, _code = join_as_guest(code.code, "Bo", "192.0.2.1")
    Membership.objects.create(team=world.foreign_team, user=bo, role=Role.ANNOTATOR)
    return world


@pytest.mark.django_db(transaction=True)
@EACH
def test_after_its_time_it_is_gone_for_good(
    transactional_db: None, with_everything: World, thing: Thing
) -> None:
    world = with_everything
    path = Path(world.article.original.path)
    thing.row(world).move_to_bin(world.teacher)
    almost = timezone.now() + timedelta(days=29)
    assert empty_bin(almost) == 0
    assert path.exists()
    assert empty_bin(timezone.now() + timedelta(days=31)) == 1
    assert not type(thing.row(world)).all_objects.filter(pk=thing.row(world).pk).exists()
    assert not Annotation.objects.filter(layer__round=world.round.pk).exists()
    assert path.exists() == (thing.kind == "rounds")
    assert world.foreign_round.layers.exists()
    guests = set(User.objects.filter(email=None).values_list("name", flat=True))
    assert guests == ({"Bo"} if thing.kind == "teams" else {"Ada", "Bo"})


def test_how_long_it_waits_is_a_setting(world: World, settings: Any) -> None:
    settings.BIN_DAYS = 2
    world.round.move_to_bin(world.teacher)
    [item] = bin_items(world.teacher)
    assert item.days_left == 2
    assert empty_bin(timezone.now() + timedelta(days=3)) == 1


def test_expire_empties_the_bin(world: World, capsys: Any) -> None:
    world.round.move_to_bin(world.teacher)
    Round.all_objects.filter(pk=world.round.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    call_command("expire")
    assert "1 deleted from the bin" in capsys.readouterr().out


@EACH
def test_deleting_for_good_is_for_owners(world: World, thing: Thing) -> None:
    thing.row(world).move_to_bin(world.teacher)
    with pytest.raises((PermissionRefused, Http404)):
        delete_permanently(world.colleague, bin_row(world.colleague, thing.kind, thing.row(world).pk))
    teacher = User.objects.get(pk=world.teacher.pk)
    delete_permanently(teacher, bin_row(teacher, thing.kind, thing.row(world).pk))
    assert not type(thing.row(world)).all_objects.filter(pk=thing.row(world).pk).exists()


def test_whoever_becomes_an_owner_can_restore_and_whoever_is_none_any_more_cannot(world: World) -> None:
    world.article.move_to_bin(world.teacher)
    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    colleague = User.objects.get(pk=world.colleague.pk)
    set_role(colleague, world.team, world.teacher, Role.EDITOR)
    teacher = User.objects.get(pk=world.teacher.pk)
    assert bin_items(teacher) == []
    restore(colleague, bin_row(colleague, "articles", world.article.pk))
    assert Article.objects.filter(pk=world.article.pk).exists()


@pytest.mark.parametrize("name", ["round", "article"])
@pytest.mark.parametrize("keep", [True, False])
def test_a_person_is_erased_from_the_bin_too(world: World, name: str, keep: bool) -> None:
    world.round.participants.set([world.pupil, world.classmate])
    getattr(world, name).move_to_bin(world.teacher)
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=keep)
    assert not Layer.objects.filter(round=world.round, annotator=world.pupil).exists()
    assert list(world.round.participants.all()) == [world.classmate]
    assert Annotation.objects.filter(layer__round=world.round).count() == (5 if keep else 2)
    assert '"pupil"' not in "".join(everything()["annotate.Change"])


@pytest.mark.parametrize("name", ["round", "article"])
def test_what_is_handed_out_includes_the_bin(world: World, name: str) -> None:
    path = f"/api/v1/teams/{world.team.pk}/members/{world.classmate.pk}/held.zip"
    getattr(world, name).move_to_bin(world.teacher)
    assert NOTE in text_of(world.client("teacher").get(path))


@EACH
def test_retention_deletes_from_the_bin(world: World, thing: Thing) -> None:
    Team.objects.filter(pk=world.team.pk).update(retention_days=30)
    thing.row(world).move_to_bin(world.teacher)
    later = timezone.now() + timedelta(days=43)
    type(thing.row(world)).all_objects.filter(pk=thing.row(world).pk).update(deleted_at=later)
    empty_bin(later)
    assert Round.all_objects.filter(pk=world.round.pk).exists()
    empty_bin(later + timedelta(days=2))
    assert not Round.all_objects.filter(pk=world.round.pk).exists()
    assert Round.objects.filter(pk=world.foreign_round.pk).exists()


def test_owners_are_warned_anew_of_what_was_restored(world: World) -> None:
    Round.objects.filter(pk=world.round.pk).update(warned_at=timezone.now() - timedelta(days=20))
    world.article.move_to_bin(world.teacher)
    restore(world.teacher, bin_row(world.teacher, "articles", world.article.pk))
    assert Round.objects.get(pk=world.round.pk).warned_at is None


def test_tags_keep_their_meaning_while_their_round_is_in_the_bin(world: World) -> None:
    round_ = create_round(world.teacher, world.text, codebook=world.codebook)
    round_.move_to_bin(world.teacher)
    pure = world.codebook.pure
    changed = replace(pure, tags=(replace(pure.tags[0], meaning="Another meaning."), *pure.tags[1:]))
    edited = edit_codebook(world.teacher, world.codebook, changed)
    assert edited.pk != world.codebook.pk

"""Deleting an account: everything of its own is deleted, and nothing of anybody else's."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from annotate.access import annotations_in
from annotate.annotations.json import annotation_json
from annotate.annotations.replay import replay_changes
from annotate.discussion.polls import cast_vote, open_poll
from annotate.enums import HintTiming, RoundMode
from annotate.hints.actions import request_hint
from annotate.hints.settings.actions import add_own_word
from annotate.lessons.actions import create_lesson, delete_lesson
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.lessons.content import LessonArticle, LessonContent
from annotate.lessons.file_format.parsing import parse_lesson_file
from annotate.models import Lesson
from annotate.rounds.actions import create_round
from annotate.webhooks.actions import add_webhook
from articles.actions import add_article, freeze
from articles.editing.hand_edits import HandEdits
from articles.editing.text_edit import TextEdit
from articles.models import Article, BulkUpload, PendingCorrection, ScanJob, ScanPage
from articles.parsing.scan.hocr import ScanLine, Word
from articles.text.draft import Draft
from people.actions.accounts import add_member, create_team, create_token
from people.actions.handover import hand_over_team
from people.actions.teams import send_invitation
from people.models import ApiToken, Team, User
from people.permissions import PermissionRefused, Role
from reports.account_deletion.actions import delete_account
from reports.account_deletion.views import SIGN_IN_AGAIN
from reports.exports.everything import export_everything
from reports.models import ExportJob
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.annotate.discussion.test_comments import say
from tests.annotate.hints.harbour import exercise
from tests.wording import says
from tests.world import PASSWORD, World, mark

pytestmark = pytest.mark.django_db
ADDRESS = "/account/delete/"
LABELS = ("people", "articles", "annotate", "reports", "account", "socialaccount", "mfa")


@pytest.fixture
def leaver(world: World) -> User:
    """Return the colleague, who has done a bit of everything in the class and in a team of their own."""
    home = create_team(world.colleague, "At home")
    user = User.objects.get(pk=world.colleague.pk)
    mark(user, world.round, "Taxes fell", "factual-claim")
    say(world, "colleague", "Is this so?")
    say(world, "classmate", "It is.", about="classmate")
    cast_vote(user, world.round, open_poll(world.teacher, world.round, 0, 5), "opinion")
    assert request_hint(user, exercise(world, HintTiming.ON_REQUEST, RoundMode.OPEN), 0)
    add_own_word(user, home, "cronies")
    send_invitation(user, world.team, Role.VIEWER, 7)
    share_report(user, world.article, ReportOptions(), 7, True)
    create_token(user, "A script")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    SocialAccount.objects.create(user=user, provider="google", uid="7")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    add_webhook(user, home, "https://home.example/")
    for team, body in ((None, "Home alone.\n\nNobody else reads this."), (home, "Home team.\n\nNor this.")):
        article = add_article(user, Draft(body, title=body[:10]), body.encode(), "home.txt", team)
        mark(user, create_round(user, freeze(user, article, cleaning=False)), "Home", "opinion")
    lesson = create_lesson(user, builtin_lessons()[0].content)
    own_tags = replace(world.codebook.pure, title="My tags", slug="my-tags")
    content = LessonContent("With tags", (LessonArticle("Home", "Home text."),), own_tags)
    delete_lesson(user, create_lesson(user, content))
    create_lesson(user, builtin_lessons()[0].content, home)
    assign_lesson(user, lesson, world.team)
    return User.objects.get(pk=user.pk)


def everything() -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row of the database."""
    rows = {}
    for label in LABELS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            manager = getattr(model, "all_objects", model._base_manager)
            for row in manager.values():
                rows[model._meta.label, row[model._meta.pk.attname]] = row
    return rows


def of_person(user: User) -> set[tuple[str, Any]]:
    """The rows that belong to this person alone: those of their account, their articles and their own teams."""
    from django.db.models.deletion import Collector

    keys = set()
    for queryset in (
        User.objects.filter(pk=user.pk),
        Article.all_objects.filter(owner=user, team=None),
        Article.objects.filter(team__name="At home"),
        Lesson.all_objects.filter(owner=user, team=None),
        Team.objects.filter(name="At home"),
    ):
        collector = Collector("default")
        # Codebooks of lessons go after the rounds that use them.
        collector.collect(queryset, fail_on_restricted=False)
        rows = [row for rows in collector.data.values() for row in rows]
        rows += [row for fast in collector.fast_deletes for row in fast]
        keys |= {(row._meta.label, row.pk) for row in rows}
    return keys


@pytest.mark.parametrize("keep", [True, False])
def test_nothing_of_others_is_lost(world: World, leaver: User, keep: bool) -> None:
    rows_before, own_rows = everything(), of_person(leaver)
    delete_account(leaver, keep_highlights=keep)
    after = everything()
    pk = world.colleague.pk
    assert rows_before.keys() - after.keys() <= own_rows
    # Of the person not a row is left, and of what is left not one speaks of them.
    assert own_rows & after.keys() == set()
    assert world.colleague.name not in json.dumps([*after.values()], default=str).replace("colleague@", "")
    for key in rows_before.keys() & after.keys():
        changed = {name for name, value in rows_before[key].items() if after[key][name] != value}
        theirs = {
            name for name, value in rows_before[key].items() if value == pk and after[key][name] is None
        }
        allowed = {
            "people.Team": {"access_version"},
            "annotate.Round": {"last_seq"},
            "annotate.Assignment": {"lesson_id"},
            "annotate.AssignedExercise": {"source_id"},
            "annotate.Change": {"payload"} if theirs else set(),
        }
        assert changed <= theirs | allowed.get(key[0], set()), key
    assert {label for label, _pk in after.keys() - rows_before.keys()} <= {"annotate.Change"}
    changes = world.round.changes.order_by("seq")
    rows = {str(row.id) for row in annotations_in(world.teacher, world.round)}
    assert replay_changes((c.verb, c.payload) for c in changes).keys() == rows


def test_highlights_go_only_where_the_team_allows_it(world: World, leaver: User) -> None:
    delete_account(leaver, keep_highlights=False)
    (left,) = annotations_in(world.teacher, world.round).filter(layer__annotator=None)
    assert left.quote == "Taxes fell"


def test_where_the_team_allows_it_they_go(world: World, leaver: User) -> None:
    teacher = world.client("teacher")
    assert teacher.post(f"/teams/{world.team.pk}/privacy/deletion/", {"allowed": "1"}).status_code == 302
    delete_account(leaver, keep_highlights=False)
    assert not annotations_in(world.teacher, world.round).filter(layer__annotator=None).exists()
    annotations = json.dumps([annotation_json(row) for row in annotations_in(world.teacher, world.round)])
    assert "Taxes fell" not in annotations + json.dumps(list(world.round.changes.values("payload")))


def signed_in(world: World, role: str = "colleague") -> Client:
    client = Client()
    data = {"login": getattr(world, role).email, "password": PASSWORD}
    assert client.post("/accounts/login/", data).status_code == 302
    return client


def test_the_whole_way_with_a_password(
    world: World, leaver: User, django_capture_on_commit_callbacks: Any
) -> None:
    Authenticator.objects.all().delete()
    client, other = signed_in(world), world.client("colleague")
    page = client.get("/accounts/email/").content.decode()
    assert ADDRESS in page
    page = client.get(ADDRESS).content.decode()
    assert "At home" in page
    assert "Class 9b" in page
    files = [article.original.name for article in Article.objects.exclude(team=world.team)]
    wrong = client.post(ADDRESS, {"highlights": "keep", "email": "somebody@else.example"})
    assert wrong.status_code == 422
    response = client.post(ADDRESS, {"highlights": "keep", "email": f" {leaver.email.upper()} "})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.filter(pk=leaver.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(response["Location"], {"password": PASSWORD})
    assert (done.status_code, done["Location"]) == (302, "/account/deleted/")
    assert "storage" in done["Clear-Site-Data"]
    assert "data-account-deleted" in client.get(done["Location"]).content.decode()
    for browser in (client, other):
        assert browser.get("/articles/").status_code == 302
    assert not User.objects.filter(pk=leaver.pk).exists()
    assert not ApiToken.objects.exists()
    assert not any(row.get_decoded().get("_auth_user_id") == str(leaver.pk) for row in Session.objects.all())
    assert [message.to for message in mail.outbox[-1:]] == [[leaver.email]]
    own_files = [name for name in files if not Article.objects.filter(original=name).exists()]
    assert len(own_files) == 4
    assert not any(default_storage.exists(name) for name in own_files)
    assert Client().post("/accounts/login/", {"login": leaver.email, "password": PASSWORD}).status_code == 200


def test_a_wrong_password_deletes_nothing(world: World) -> None:
    client = signed_in(world)
    response = client.post(ADDRESS, {"highlights": "keep", "email": world.colleague.email})
    assert client.post(response["Location"], {"password": "a guess"}).status_code == 200
    assert User.objects.filter(pk=world.colleague.pk).exists()


def test_who_has_no_password_has_signed_in_a_moment_ago(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(world)
    world.colleague.set_unusable_password()
    world.colleague.save()
    client.force_login(world.colleague)
    data = {"highlights": "keep", "email": world.colleague.email}
    refused = client.post(ADDRESS, data)
    assert refused.status_code == 403
    assert says(SIGN_IN_AGAIN, refused.content.decode())
    session = client.session
    session["account_authentication_methods_user"] = str(world.colleague.pk)
    session["account_authentication_methods"] = [
        {"method": "socialaccount", "at": 2**40, "provider": "google"}
    ]
    session.save()
    assert client.post(ADDRESS, data)["Location"] == "/account/deleted/"
    assert not User.objects.filter(pk=world.colleague.pk).exists()


def test_a_last_owner_hands_over_first(world: World) -> None:
    page = world.client("teacher").get(ADDRESS).content.decode()
    assert "data-to-hand-over" in page
    assert "Class 9b" in page
    assert 'data-action="delete-account"' not in page
    with pytest.raises(PermissionRefused, match="Class 9b"):
        delete_account(world.teacher, keep_highlights=True)
    assert world.team.memberships.count() == 5
    hand_over_team(world.teacher, world.team, world.colleague, stays=True)
    delete_account(User.objects.get(pk=world.teacher.pk), keep_highlights=True)
    assert world.team.memberships.get(role=Role.OWNER).user == world.colleague
    assert world.team.articles.count() == 2


def test_a_class_in_the_bin_is_said_to_be_there(world: World) -> None:
    client = Client()
    client.force_login(world.teacher)
    world.team.move_to_bin(world.teacher)
    assert f"<li data-in-bin>{world.team.name} " in client.get(ADDRESS).content.decode()


def test_a_guest_is_told_whom_to_ask(world: World) -> None:
    User.objects.filter(pk=world.pupil.pk).update(email=None)
    client = world.client("pupil")
    page = client.get(ADDRESS).content.decode()
    assert "colleague, teacher" in page
    assert 'data-action="delete-account"' not in page
    assert client.post(ADDRESS, {"highlights": "keep", "email": ""}).status_code == 403
    assert User.objects.filter(pk=world.pupil.pk).exists()


def test_everything_is_in_the_file(world: World, leaver: User) -> None:
    articles = list(
        Article.objects.filter(owner=leaver, team=None).order_by("pk").values_list("pk", flat=True)
    )
    left_out: list[int] = []
    data = b"".join(export_everything(leaver, articles, leaver.joined_at.date(), left_out))
    assert left_out == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        read = {name: archive.read(name) for name in names}
    account = json.loads(read["account.json"])
    assert account["email"] == leaver.email
    assert account["connected_accounts"][0]["provider"] == "google"
    assert {team["name"] for team in account["teams"]} == {"Class 9b", "At home"}
    team = f"teams/{world.team.pk}-class-9b"
    assert [row["quote"] for row in json.loads(read[f"{team}/marks.json"])] == ["Taxes fell"]
    assert "Is this so?" in read[f"{team}/comments.json"].decode()
    assert read[f"{team}/votes.json"] != b"[]"
    folder = f"articles/{articles[0]}-home-alone"
    assert read[f"{folder}/original/home.txt"].startswith(b"Home alone.")
    kinds = {name.rpartition(".")[2] for name in names if name.startswith(f"{folder}/")}
    assert {"txt", "json", "html"} <= kinds
    (lesson,) = Lesson.objects.filter(owner=leaver, team=None)
    file = read[f"lessons/{lesson.pk}-{slugify(lesson.title)}.json"]
    assert parse_lesson_file(file, 1000) == builtin_lessons()[0].content
    # Nothing that is only others'.
    assert b"Says who" not in b"".join(read.values())


def test_unfinished_work_is_in_the_file(world: World) -> None:
    user, now = world.colleague, timezone.now()
    draft = add_article(user, Draft("Only mine.\n\nUnder review.", title="Mine"), b"Only mine.", "mine.txt")
    hand = HandEdits((TextEdit(0, 4, "Solely"),))
    Article.objects.filter(pk=draft.pk).update(hand_edits=hand.to_json())
    for person, words in ((user, "my correction"), (world.teacher, "a secret of others")):
        values = HandEdits((TextEdit(0, 1, words),)).to_json()
        PendingCorrection.objects.create(text=world.text, user=person, hand_edits=values)
    for person in (user, world.teacher):
        line = ScanLine((Word(f"Scanned by {person.name}", 90),), 0, 1, 2, 3, 0)
        scan = ScanJob(owner=person, name="paper.pdf", numbers=[1, 2], language="eng", touched_at=now)
        scan.file.save("scan", ContentFile(f"the scan of {person.name}".encode()))
        ScanPage.objects.create(job=scan, number=1, lines=[line.to_json()])
        upload = BulkUpload(
            owner=person, name="many.zip", language="en", files=[[0, "a.txt"]], touched_at=now
        )
        upload.file.save("zip", ContentFile(f"the archive of {person.name}".encode()))
    lost = BulkUpload.objects.create(owner=user, name="lost.zip", language="en", files=[], touched_at=now)
    data = b"".join(export_everything(user, [draft.pk], now.date(), []))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    assert json.loads(read[f"articles/{draft.pk}-mine/article.json"])["hand_edits"] == hand.to_json()
    (correction,) = json.loads(read["unfinished/corrections.json"])
    assert (correction["article"], correction["edits"]) == (world.article.pk, [[0, 1, "my correction"]])
    own = ScanJob.objects.get(owner=user), BulkUpload.objects.get(owner=user, name="many.zip")
    folders = f"unfinished/scans/{own[0].pk}", f"unfinished/archives/{own[1].pk}"
    assert read[f"{folders[0]}/original/paper.pdf"] == b"the scan of colleague"
    assert json.loads(read[f"{folders[0]}/scan.json"])["pages"] == [
        {"number": 1, "text": ["Scanned by colleague"]}
    ]
    assert read[f"{folders[1]}/original/many.zip"] == b"the archive of colleague"
    assert json.loads(read[f"{folders[1]}/archive.json"])["files"] == ["a.txt"]
    assert json.loads(read[f"unfinished/archives/{lost.pk}/archive.json"])["file"] is None
    assert sum(name.startswith("unfinished/") for name in read) == 6
    everything_read = b"".join(read.values())
    assert b"a secret of others" not in everything_read
    assert b"by teacher" not in everything_read


def test_a_correction_in_a_class_that_was_left_is_not_in_the_file(world: World) -> None:
    PendingCorrection.objects.create(text=world.text, user=world.colleague, hand_edits=HandEdits().to_json())
    world.team.memberships.filter(user=world.colleague).delete()
    data = b"".join(export_everything(world.colleague, [], timezone.now().date(), []))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("unfinished/")]


def test_the_file_is_made_as_others_are(world: World, leaver: User) -> None:
    from reports.exports.jobs import write_export

    client = world.client("colleague")
    response = client.post("/account/everything/")
    job = ExportJob.objects.get(owner=leaver)
    assert response["Location"] == f"/downloads/{job.pk}/"
    assert f'href="{ADDRESS}"' in client.get(response["Location"]).content.decode()
    write_export(job.pk)
    file = client.get(f"/downloads/{job.pk}/file/")
    assert "claimlight-" in file["Content-Disposition"]
    assert zipfile.is_zipfile(io.BytesIO(b"".join(file)))


def test_who_is_in_a_team_again_is_not_whom_it_knew(world: World) -> None:
    add_member(world.foreign_team, world.pupil, Role.ANNOTATOR)
    delete_account(world.pupil, keep_highlights=True)
    assert set(world.foreign_team.memberships.values_list("user", flat=True)) == {world.stranger.pk}

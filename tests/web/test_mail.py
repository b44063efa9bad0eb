"""Mail goes out by one function: its subject is one line, and a mail server that fails breaks nothing."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from annotate.models import Comment
from people.models import Invitation, Team, User
from tests.annotate.discussion.test_comments import say
from tests.mail_backends import Silent
from tests.world import World
from web.mail import send_mail

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = ("web", "people", "articles", "annotate", "reports", "operations", "config", "scripts")
DOWN = "tests.mail_backends.Unreachable"


def test_nothing_else_calls_djangos_mail() -> None:
    importing = {
        str(path.relative_to(ROOT))
        for package in PRODUCTION
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (
            (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.core"))
            and ("mail" in (node.module or "") or any(name.name == "mail" for name in node.names))
        )
        or (
            isinstance(node, ast.Import)
            and any(name.name.startswith(("django.core.mail", "smtplib")) for name in node.names)
        )
        or (isinstance(node, ast.Attribute) and node.attr == "email_user")
    }
    assert importing == {"web/mail.py"}


def test_a_mail_server_that_says_nothing_is_not_waited_for_for_ever() -> None:
    connection = mail.get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert connection.timeout is not None
    assert 0 < connection.timeout <= 30


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_not_waited_for_by_each_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.mail_backends.Silent"
    Silent.tried.clear()
    addresses = ["ada@school.example", "bo@school.example", "cy@school.example"]
    assert send_mail("A subject", "A text.", addresses) == addresses
    assert Silent.tried == addresses[:1]


@pytest.mark.django_db
def test_one_address_that_is_refused_keeps_mail_from_nobody_else(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.mail_backends.RefusingTeachers"
    refused = send_mail("A subject", "A text.", ["teacher@school.example", "ada@school.example"])
    assert refused == ["teacher@school.example"]
    assert [message.to for message in mail.outbox] == [["ada@school.example"]]


@pytest.fixture
def broken_names(world: World) -> World:
    """Names with line breaks, as old databases may contain them."""
    Team.objects.filter(pk=world.team.pk).update(name="Class\r\nBcc: everybody@school.example")
    User.objects.filter(pk=world.teacher.pk).update(name="A\nteacher")
    User.objects.filter(pk=world.pupil.pk).update(name="A\u2028pupil\x00".replace("\x00", "\x07"))
    world.article.title = "A\ntitle"
    world.article.save()
    return world


def test_a_subject_is_one_line_whatever_is_called_what(
    broken_names: World, django_capture_on_commit_callbacks: Any
) -> None:
    world = broken_names
    client = world.client("teacher")
    with django_capture_on_commit_callbacks(execute=True):
        invited = client.post(
            f"/api/v1/teams/{world.team.pk}/invitations/", {"email": "new@press.example"}, "application/json"
        )
        assert invited.status_code == 201
        assert client.post(f"/api/v1/rounds/{world.round.pk}/nudge/").status_code == 200
        say(world, "pupil", "What do you think, @classmate?")
    assert {message.subject for message in mail.outbox} == {
        "A teacher invites you to Class Bcc: everybody@school.example",
        "Reminder: A title",
        "A pupil mentioned you",
    }
    assert {address for message in mail.outbox for address in message.recipients()} == {
        "new@press.example", "pupil@school.example", "classmate@school.example",
    }  # fmt: skip


def test_a_comment_is_kept_though_nobody_can_be_written_to(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = DOWN
    with django_capture_on_commit_callbacks(execute=True):
        say(world, "pupil", "What do you think, @classmate?")
    assert Comment.objects.get().body == "What do you think, @classmate?"


def test_a_reminder_that_does_not_go_out_says_so(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = DOWN
    with django_capture_on_commit_callbacks(execute=True):
        page = world.client("teacher").post(f"/rounds/{world.round.pk}/nudge/", follow=True)
    assert page.status_code == 200
    assert 'data-notice="mail-failed"' in page.content.decode()


def test_an_invitation_that_does_not_go_out_is_shown_as_a_link(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = DOWN
    sent = {"role": "annotator", "email": "new@press.example", "days": "1"}
    page = world.client("teacher").post(f"/teams/{world.team.pk}/invite/", sent)
    assert page.status_code == 200
    assert 'data-notice="mail-failed"' in page.content.decode()
    assert "/invitations/" in page.content.decode()
    api = world.client("teacher").post(
        f"/api/v1/teams/{world.team.pk}/invitations/", {"email": "new@press.example"}, "application/json"
    )
    assert (api.status_code, api.json()["sent"]) == (201, False)
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/"])
def test_an_account_that_cannot_be_written_to_is_told_so(
    world: World, settings: Any, address: str, client: Any
) -> None:
    settings.EMAIL_BACKEND = DOWN
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    form = {
        "email": "new@press.example" if "signup" in address else "teacher@school.example",
        "password1": "a-long-password", "password2": "a-long-password", "name": "New",
    }  # fmt: skip
    page = client.post(address, form, follow=True)
    assert page.status_code == 200
    assert 'data-notice="mail-failed"' in page.content.decode()

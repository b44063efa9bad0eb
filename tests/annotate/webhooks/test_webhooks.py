"""Webhooks: a program is told all that happens, once, in order and signed; one that does not answer is tried again."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from standardwebhooks.webhooks import Webhook as Verifier

from annotate.annotations.actions import delete_annotation
from annotate.change_log import changes_committed
from annotate.enums import RoundMode, RoundState
from annotate.models import Round, Webhook, WebhookCursor
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from annotate.webhooks.actions import MAX_WEBHOOKS, add_webhook, ping, retry_now
from annotate.webhooks.delivery import MAX_CHANGES, MAX_FAILURES, OWNER_LEFT, deliver_due, next_due
from annotate.webhooks.worker import WebhookWorker
from people.actions.teams import set_role
from people.models import User
from people.permissions import PermissionRefused
from tests.waiting import until
from tests.wording import says
from tests.world import World, mark
from web.http.safe_client import NO_HOST, PRIVATE_HOST, RequestError, post_to_user_url

pytestmark = pytest.mark.django_db


class Receiver:
    """A program that is told, and answers ``status``."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.location = 200, ""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.end_headers()
                self.wfile.write(b"no thanks" if receiver.status >= 300 else b"")

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_address[1]}/hook?team=9b"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def changes(self) -> list[tuple[int, str]]:
        said = [json.loads(body) for _headers, body in self.got]
        return [(change["seq"], change["verb"]) for each in said for change in each["changes"]]


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.WEBHOOKS_TO_PRIVATE = True
    found = Receiver()
    yield found
    found.close()


@pytest.fixture
def hook(world: World, receiver: Receiver) -> Webhook:
    return add_webhook(world.teacher, world.team, receiver.url)


def test_all_that_happens_from_now_on_is_told_once_and_in_order(
    world: World, hook: Webhook, receiver: Receiver
) -> None:
    assert deliver_due() == 0, "what was before is not told"
    before = Round.objects.get(pk=world.round.pk).last_seq
    made = mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    delete_annotation(world.pupil, world.round, made.pk)
    assert deliver_due() == 1
    assert receiver.changes() == [(before + 1, "annotation.put"), (before + 2, "annotation.delete")]
    said = json.loads(receiver.got[0][1])
    assert (said["type"], said["round"], said["article"]) == ("changes", world.round.pk, world.article.pk)
    assert said["changes"][0]["payload"]["quote"] == "Nobody should be surprised"
    assert deliver_due() == 0
    hook.refresh_from_db()
    assert hook.last_delivered_at is not None


def test_messages_are_signed_as_standard_webhooks_are(
    world: World, hook: Webhook, receiver: Receiver
) -> None:
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion", note="Ein Wört 🌉")
    deliver_due()
    headers, body = receiver.got[0]
    assert Verifier(hook.secret).verify(body.decode(), {k.lower(): v for k, v in headers.items()})
    with pytest.raises(Exception, match="signature"):
        Verifier(hook.secret).verify(body.decode() + " ", {k.lower(): v for k, v in headers.items()})


def test_many_changes_come_in_batches(world: World, hook: Webhook, receiver: Receiver) -> None:
    before = Round.objects.get(pk=world.round.pk).last_seq
    for number in range(MAX_CHANGES + 5):
        made = world.annotations["loaded"]
        mark(world.pupil, world.round, "globalist", "loaded-language", made.pk, note=str(number))
    assert deliver_due() == 2
    seqs = [seq for seq, _verb in receiver.changes()]
    assert seqs == list(range(before + 1, before + MAX_CHANGES + 6))


def test_one_that_does_not_answer_is_tried_again_later_and_misses_nothing(
    world: World, hook: Webhook, receiver: Receiver
) -> None:
    receiver.status = 500
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    waits = []
    for _ in range(3):
        assert deliver_due() == 0
        waits.append(next_due())
        Webhook.objects.update(next_try_at=timezone.now())
    assert all(wait is not None for wait in waits)
    assert [round(wait or 0, -1) for wait in waits] == [10, 20, 40]
    hook.refresh_from_db()
    assert (hook.failures, hook.error) == (3, "HTTP 500: no thanks")
    receiver.status = 200
    receiver.got.clear()
    mark(world.classmate, world.round, "Nobody should be surprised", "opinion")
    assert deliver_due() == 1
    assert [verb for _seq, verb in receiver.changes()] == ["annotation.put"] * 2
    hook.refresh_from_db()
    assert (hook.failures, hook.error) == (0, "")
    assert next_due() is None


def test_one_that_never_answers_is_stopped_until_somebody_says_so(
    world: World, hook: Webhook, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.status = 404
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    for _ in range(MAX_FAILURES + 2):
        deliver_due()
        Webhook.objects.update(next_try_at=timezone.now())
    assert len(receiver.got) == MAX_FAILURES
    hook.refresh_from_db()
    assert hook.stopped_at is not None
    receiver.status = 200
    retry_now(world.teacher, hook)
    assert deliver_due() == 1


def test_what_its_owner_may_not_know_is_not_told(world: World, hook: Webhook, receiver: Receiver) -> None:
    Round.objects.filter(pk=world.round.pk).update(mode=RoundMode.INDEPENDENT)
    world.round.refresh_from_db()
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    assert deliver_due() == 0
    mark(world.teacher, world.round, "Nobody should be surprised", "opinion")
    transition_round(world.teacher, world.round, RoundState.CLOSED)
    deliver_due()
    said = json.dumps([json.loads(body) for _headers, body in receiver.got])
    assert world.teacher.name in said
    assert world.pupil.name not in said


def test_rounds_of_other_teams_are_none_of_its_business(
    world: World, hook: Webhook, receiver: Receiver
) -> None:
    mark(world.stranger, world.foreign_round, "oak", "opinion")
    assert deliver_due() == 0
    assert receiver.got == []


def test_who_no_longer_leads_the_team_is_told_nothing(
    world: World, hook: Webhook, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    from people.permissions import Role

    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    colleague = User.objects.get(pk=world.colleague.pk)
    set_role(colleague, world.team, world.teacher, Role.EDITOR)
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    assert deliver_due() == 0
    hook.refresh_from_db()
    assert hook.stopped_at
    assert hook.error == OWNER_LEFT


def test_what_one_process_has_claimed_another_leaves_alone(
    world: World, hook: Webhook, receiver: Receiver
) -> None:
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    Webhook.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert deliver_due() == 0
    Webhook.objects.update(claimed_until=timezone.now())
    assert deliver_due() == 1


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1:5432/", PRIVATE_HOST),
        ("http://localhost/", PRIVATE_HOST),
        ("http://169.254.169.254/latest/meta-data/", PRIVATE_HOST),
        ("http://[::1]/", PRIVATE_HOST),
        ("http://10.0.0.1/", PRIVATE_HOST),
        ("http://0.0.0.0/", PRIVATE_HOST),
        ("http://[::ffff:127.0.0.1]/", PRIVATE_HOST),
        ("http://no-such-host.invalid/", NO_HOST),
        ("ftp://example.com/", "https://"),
        ("http://user:pass@example.com/", "https://"),
        ("https:///x", "https://"),
    ],
)
def test_nothing_goes_to_machines_of_this_network(url: str, message: str) -> None:
    with pytest.raises(RequestError) as refused:
        post_to_user_url(url, b"{}", {})
    assert says(message, str(refused.value))


def test_no_redirect_is_followed(world: World, hook: Webhook, receiver: Receiver) -> None:
    receiver.status, receiver.location = 302, "http://169.254.169.254/"
    with pytest.raises(RequestError, match="HTTP 302"):
        ping(world.teacher, hook)
    assert len(receiver.got) == 1


def test_who_is_gone_is_said(world: World, hook: Webhook, receiver: Receiver) -> None:
    receiver.close()
    with pytest.raises(RequestError, match="Connection"):
        ping(world.teacher, hook)


def test_a_team_has_so_many_and_no_more(world: World, settings: Settings) -> None:
    for number in range(MAX_WEBHOOKS):
        add_webhook(world.teacher, world.team, f"https://x.example/{number}")
    with pytest.raises(PermissionRefused, match="limit of 10"):
        add_webhook(world.teacher, world.team, "https://x.example/more")
    with pytest.raises(PermissionRefused):
        add_webhook(world.colleague, world.team, "https://x.example/more")


def test_the_page(world: World, receiver: Receiver) -> None:
    client = world.client("teacher")
    address = f"/teams/{world.team.pk}/webhooks/"
    made = client.post(address, {"url": receiver.url}).content.decode()
    hook = Webhook.objects.get()
    assert hook.secret in made
    assert hook.secret not in client.get(address).content.decode()
    assert client.post(address, {"url": "ftp://x.example/"}).status_code == 422

    def act(verb: str) -> str:
        return client.post(f"{address}{hook.pk}/", {verb: "1"}, follow=True).content.decode()

    assert 'data-notice="webhook-answers"' in act("ping")
    receiver.status = 500
    assert "HTTP 500" in act("ping")
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    deliver_due()
    assert 'data-failures="1"' in client.get(address).content.decode()
    assert 'data-notice="webhook-retried"' in act("again")
    assert 'data-notice="webhook-removed"' in act("remove")
    assert not Webhook.objects.exists()
    assert not WebhookCursor.objects.exists()


def test_programs_add_them_too(world: World, client: Client) -> None:
    client = world.client("teacher")
    address = f"/api/v1/teams/{world.team.pk}/webhooks/"
    made = client.post(address, {"url": "https://x.example/"}, content_type="application/json").json()
    assert made["secret"].startswith("whsec_")
    listed = client.get(address).json()["results"]
    assert [row["id"] for row in listed] == [made["id"]]
    assert "secret" not in listed[0]
    bad = client.post(address, {"url": "https://u:p@x.example/"}, content_type="application/json")
    assert (bad.status_code, bad.json()["type"]) == (422, "urn:claimlight:problem:unreachable")
    assert client.post(f"{address}{made['id']}/").status_code == 204
    assert client.delete(f"{address}{made['id']}/").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_a_change_wakes_the_one_who_tells(world: World, hook: Webhook, receiver: Receiver) -> None:
    """As in a web process: nothing is asked again and again, and a change is told within a moment."""
    teller = WebhookWorker()
    teller.start()
    try:
        mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
        until(lambda: bool(receiver.got))
        until(
            lambda: Webhook.objects.filter(
                last_delivered_at__isnull=False, claimed_until__lte=timezone.now()
            ).exists()
        )
    finally:
        changes_committed.disconnect(teller.wake)


def test_where_highlights_are_hidden_numbers_have_no_gaps(
    world: World, hook: Webhook, receiver: Receiver
) -> None:
    """A gap would tell how much others do: changes are numbered as the feed numbers them, and so are messages."""
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    own = mark(world.teacher, round_, "globalist", "opinion")
    deliver_due()
    for words in ("Taxes fell", "A second line", "nine to six"):
        mark(world.pupil, round_, words, "opinion")
    deliver_due()
    delete_annotation(world.teacher, round_, own.pk)
    deliver_due()
    feed = world.client("teacher").get(f"/api/v1/rounds/{round_.pk}/changes/").json()["results"]
    assert receiver.changes() == [(row["seq"], row["verb"]) for row in feed]
    assert [seq for seq, _verb in receiver.changes()] == [1, 2]
    ids = [{name.lower(): value for name, value in h.items()}["webhook-id"] for h, _body in receiver.got]
    assert ids == [f"{hook.pk}-{round_.pk}-1-1", f"{hook.pk}-{round_.pk}-2-2"]
    # From the reveal on they are the log's own, which are higher: no number comes twice.
    transition_round(world.teacher, round_, RoundState.REVEALED)
    deliver_due()
    assert receiver.changes()[2:] == [(6, "round.move")]

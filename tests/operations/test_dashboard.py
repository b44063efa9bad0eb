"""The operator's dashboard shows rounds, queues and failures, but no names and nothing that people wrote."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.test import Client

from annotate.models import Webhook
from annotate.webhooks.actions import add_webhook
from operations.models import Failure
from operations.monitoring import failures
from people.models import User
from reports.models import ExportJob
from tests.world import PASSWORD, World
from web.tasks import enqueue, queue_length

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("operator@school.example", PASSWORD, name="Kim"))
    return client


def page(client: Client) -> str:
    answer = client.get("/operations/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_for_nobody_else(world: World) -> None:
    assert world.client("teacher").get("/operations/").status_code == 404


def test_where_all_is_well_it_says_so(operator: Client) -> None:
    text = page(operator)
    for attribute in ("data-no-failing-webhooks", "data-no-failures", 'data-broker="none"'):
        assert attribute in text


def test_it_names_nobody_and_nothing_that_anybody_wrote(world: World, operator: Client) -> None:
    text = page(operator)
    assert str(world.round.pk) in text
    for private in (world.article.title, world.team.name, world.pupil.name, "globalist", "school.example"):
        assert private not in text.replace("Kim", "")


def test_what_waits_is_counted(world: World, operator: Client) -> None:
    webhook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    Webhook.objects.filter(pk=webhook.pk).update(failures=3, error="It answered 500.")
    ExportJob.objects.create(
        owner=world.teacher, articles=[1], slug="json", failed=True, touched_at=webhook.next_try_at
    )
    text = page(operator)
    assert "It answered 500." in text
    assert "newsroom.example" not in text


@pytest.fixture
def recording() -> Iterator[None]:
    """Failures of requests are recorded, as in a server."""
    failures.start()
    yield
    got_request_exception.disconnect(dispatch_uid="failures")


def test_what_breaks_is_kept_without_what_it_says(
    world: World, operator: Client, recording: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError("Ada wrote: globalist")

    monkeypatch.setattr("articles.views.visible_to", breaks)
    for _ in range(3):
        assert operator.get("/articles/", headers={"X-Request-ID": "12345678-abcd"}).status_code == 500
    [failure] = Failure.objects.all()
    assert (failure.kind, failure.times, failure.route) == ("RuntimeError", 3, "articles/")
    assert failure.request == "12345678-abcd"
    text = page(operator)
    assert "RuntimeError" in text
    assert "globalist" not in text


def test_a_broker_that_does_not_answer_is_told_and_nobody_waits_for_it(
    operator: Client, settings: Any
) -> None:
    from web.tasks import queue

    queue.cache_clear()
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    assert queue_length() is None
    assert enqueue("export", 1) is False
    assert 'data-broker="away"' in page(operator)
    queue.cache_clear()

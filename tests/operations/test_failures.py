"""A full disk, an unavailable or read-only database, a clock set back: people are told, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from annotate.models import Annotation, Webhook
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import CLAIM, anything_due
from reports.exports.jobs import restart_stale_job
from reports.models import ExportJob
from tests.waiting import until
from tests.world import World, annotation_input
from web.http.infrastructure_errors import DATABASE_AWAY, DISK_FULL, ONLY_READ
from web.models import RateLimit
from web.rate_limits import PERIOD, RateLimitExceeded, hit

SQLITE = connection.vendor == "sqlite"
pytestmark = pytest.mark.django_db(transaction=True)


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON annotate_annotation EXECUTE FUNCTION full_disk()
"""
NO_LONGER = "DROP TRIGGER full_disk ON annotate_annotation; DROP FUNCTION full_disk()"


@pytest.fixture
def full() -> Iterator[None]:
    """The database cannot grow: SQLite by a page, PostgreSQL by an annotation."""
    with connection.cursor() as cursor:
        if SQLITE:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        else:
            cursor.execute(FULL)
        yield
        cursor.execute("PRAGMA max_page_count=4294967294" if SQLITE else NO_LONGER)


@contextmanager
def read_only() -> Iterator[None]:
    """The database can be read but not written to."""
    on, off = (
        ("PRAGMA query_only=1", "PRAGMA query_only=0")
        if SQLITE
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
        yield
        cursor.execute(off)


def put(world: World, client: Client, words: str, **more: Any) -> Any:
    """Create an annotation by the API."""
    client.raise_request_exception = False
    data = vars(annotation_input(world.round, words, **more))
    path = f"/api/v1/rounds/{world.round.pk}/annotations/{uuid4()}/"
    return client.put(path, data, content_type="application/json")


def test_a_full_disk_is_told_and_what_was_there_stays(world: World, full: None) -> None:
    client, answers = world.client("pupil"), []
    before = Annotation.objects.count()
    until(
        lambda: (
            answers.append(put(world, client, "globalist", note="x" * 1900)) or answers[-1].status_code >= 500
        )
    )
    assert answers[-1].status_code == 503
    assert answers[-1]["Retry-After"] == "10"
    assert answers[-1].json()["detail"] == DISK_FULL
    saved = [answer for answer in answers if answer.status_code == 201]
    assert Annotation.objects.count() == before + len(saved)


def test_a_database_that_is_only_read_is_told(world: World) -> None:
    client = world.client("pupil")
    with read_only():
        answer = put(world, client, "globalist")
        page = client.post("/teams/", {"name": "Another", "kind": "team"})
        assert client.get(f"/rounds/{world.round.pk}/").status_code == 200
    assert answer.status_code == page.status_code == 503
    assert answer.json()["detail"] == ONLY_READ
    assert ONLY_READ in page.content.decode()
    assert put(world, client, "globalist").status_code == 201


def test_a_database_that_is_away_is_told(world: World, settings: Any) -> None:
    client = world.client("pupil")
    client.raise_request_exception = False
    connection.close()
    name = connection.settings_dict["NAME"]
    port = connection.settings_dict["PORT"]
    # No server listens at this port, and the file does not exist.
    connection.settings_dict |= {"PORT": "1", "NAME": f"/nowhere/{name}" if SQLITE else name}
    try:
        answer = client.get(f"/api/v1/rounds/{world.round.pk}/")
    finally:
        connection.settings_dict |= {"PORT": port, "NAME": name}
        connection.close()
    assert answer.status_code == 503
    assert answer.json()["detail"] == DATABASE_AWAY
    assert client.get(f"/api/v1/rounds/{world.round.pk}/").status_code == 200


LATER = timedelta(hours=3)


def test_a_clock_that_was_put_back_locks_nobody_out(world: World) -> None:
    for _ in range(3):
        hit("door", 3)
    with pytest.raises(RateLimitExceeded):
        hit("door", 3)
    # As after the hour in which clocks are set back.
    RateLimit.objects.update(resets_at=timezone.now() + LATER)
    hit("door", 3)


def test_who_looked_at_the_clock_a_moment_before_takes_nothing_from_who_was_first(world: World) -> None:
    moment = timedelta(seconds=1)
    RateLimit.objects.create(key="door", count=3, resets_at=timezone.now() + PERIOD + moment)
    with pytest.raises(RateLimitExceeded):
        hit("door", 3)
    webhook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    Webhook.objects.filter(pk=webhook.pk).update(claimed_until=timezone.now() + CLAIM + moment)
    assert not anything_due()


def test_a_clock_that_was_put_back_stops_no_webhook(world: World) -> None:
    webhook = add_webhook(world.teacher, world.team, "https://newsroom.example/hook")
    Webhook.objects.filter(pk=webhook.pk).update(claimed_until=timezone.now() + LATER)
    assert anything_due()
    Webhook.objects.filter(pk=webhook.pk).update(
        next_try_at=timezone.now() + 5 * LATER, claimed_until=timezone.now()
    )
    assert anything_due()


def test_a_clock_that_was_put_back_leaves_no_bundle_unfinished(world: World) -> None:
    job = ExportJob.objects.create(
        owner=world.teacher, articles=[world.article.pk], slug="json", touched_at=timezone.now() + LATER
    )
    restart_stale_job(job)
    until(lambda: ExportJob.objects.filter(pk=job.pk, finished_at__isnull=False).exists())

"""Many reports as one ZIP written in the background: progress, cancelling, continuing a broken download."""

import io
import json
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people.models import User
from reports.exports.jobs import (
    MAX_CONCURRENT,
    drop_export_job,
    path_of,
    run_queued_job,
    start_export_job,
    write_export,
)
from reports.exports.zip_stream import marked_articles
from reports.models import ExportJob
from tests.reports.corpus.test_statistics import more_articles
from tests.waiting import until
from tests.world import World
from web.http.ranges import parse_range

pytestmark = pytest.mark.django_db(transaction=True)


def finished(job: ExportJob) -> bool:
    return ExportJob.objects.filter(pk=job.pk, finished_at__isnull=False).exists()


def fetch(user: User, path: str, **headers: str) -> tuple[Any, bytes]:
    client = Client()
    client.force_login(user)
    response = client.get(path, headers=headers)
    return response, b"".join(response) if response.streaming else response.content


def ordered(world: World, client: Client, **data: str) -> ExportJob:
    response = client.post(f"/teams/{world.team.pk}/reports/download/", {"format": "json"} | data)
    assert response.status_code == 302
    job = ExportJob.objects.get()
    assert response["Location"] == f"/downloads/{job.pk}/"
    until(lambda: finished(job))
    job.refresh_from_db()
    return job


def test_a_process_makes_two_at_once_whoever_else_waits(world: World) -> None:
    more_articles(world, 20)
    articles = marked_articles(world.teacher, world.team.pk)
    people = [world.teacher, world.colleague, world.pupil, world.classmate, world.viewer]
    jobs = [start_export_job(person, articles, "json") for person in people]
    begun, most = ExportJob.objects.filter(finished_at=None).exclude(file=""), 0
    while not all(finished(job) for job in jobs):
        most = max(most, begun.count())
    assert 1 <= most <= MAX_CONCURRENT


def test_a_team_is_made_into_one_file(world: World) -> None:
    more_articles(world, 3)
    client = world.client("teacher")
    page = client.get(f"/teams/{world.team.pk}/reports/download/").content.decode()
    assert 'data-articles="4"' in page
    job = ordered(world, client, names="hidden")
    state = client.get(f"/downloads/{job.pk}/", headers={"Accept": "application/json"}).json()
    assert state == {"done": 4, "all": 4, "finished": True, "failed": False}
    response, data = fetch(world.teacher, f"/downloads/{job.pk}/file/")
    assert response.status_code == 200
    assert int(response["Content-Length"]) == len(data) == job.size
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        reports = [json.loads(archive.read(name)) for name in archive.namelist()]
    assert {made["article"]["title"] for made in reports} == {
        world.article.title,
        "Paper 0",
        "Paper 1",
        "Paper 2",
    }
    assert world.pupil.name.encode() not in data
    assert not any(made["made"]["asked"]["names"] for made in reports)


def test_a_broken_download_is_taken_up_again(world: World) -> None:
    job = ordered(world, world.client("teacher"))
    path = f"/downloads/{job.pk}/file/"
    whole, data = fetch(world.teacher, path)
    for header, start, end in (
        ("bytes=10-", 10, None),
        ("bytes=0-99", 0, 100),
        ("bytes=-7", len(data) - 7, None),
    ):
        response, rest = fetch(world.teacher, path, Range=header, **{"If-Range": whole["ETag"]})
        assert response.status_code == 206
        assert rest == data[start:end]
        assert response["Content-Range"] == f"bytes {start}-{(end or len(data)) - 1}/{len(data)}"
    other, again = fetch(world.teacher, path, Range="bytes=10-", **{"If-Range": '"another"'})
    assert (other.status_code, again) == (200, data), "of another file the whole is sent"
    none, _ = fetch(world.teacher, path, Range=f"bytes={len(data)}-")
    assert (none.status_code, none["Content-Range"]) == (416, f"bytes */{len(data)}")


def test_what_is_dropped_while_it_is_made_leaves_nothing(world: World) -> None:
    more_articles(world, 25)
    client = world.client("teacher")
    client.post(f"/teams/{world.team.pk}/reports/download/", {"format": "pdf"})
    job = ExportJob.objects.get()
    until(lambda: ExportJob.objects.filter(pk=job.pk, done__gte=1).exists())
    assert not finished(job)
    job.refresh_from_db()
    client.post(f"/downloads/{job.pk}/drop/")
    until(lambda: not any(thread.name == f"export job {job.pk}" for thread in threading.enumerate()))
    assert not ExportJob.objects.exists()
    assert not path_of(job).exists()


def test_whoever_makes_what_is_dropped_stops(world: World) -> None:
    more_articles(world, 60)
    articles = list(world.team.articles.exclude(pk=world.under_review.pk).values_list("pk", flat=True))
    job = ExportJob.objects.create(
        owner=world.teacher, articles=articles, slug="pdf", language="en", touched_at=timezone.now()
    )
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(_made, job.pk)
        until(lambda: ExportJob.objects.filter(pk=job.pk, done__gte=1).exists())
        job.refresh_from_db()
        drop_export_job(job)
        assert made.result() < len(articles)
    assert not path_of(job).exists()


def test_whoever_hung_and_comes_back_leaves_it_to_who_began_it_anew(world: World) -> None:
    more_articles(world, 60)
    articles = list(world.team.articles.exclude(pk=world.under_review.pk).values_list("pk", flat=True))
    job = ExportJob.objects.create(
        owner=world.teacher, articles=articles, slug="pdf", language="en", touched_at=timezone.now()
    )
    with ThreadPoolExecutor(2) as pool:
        hung = pool.submit(_made, job.pk)
        until(lambda: ExportJob.objects.filter(pk=job.pk, done__gte=1).exists())
        first = ExportJob.objects.get(pk=job.pk)
        assert pool.submit(_made, job.pk).result() == len(articles)
        assert hung.result() < len(articles)
    assert not path_of(first).exists()
    job.refresh_from_db()
    assert path_of(job).stat().st_size == job.size
    # A broker may say it once more.
    assert write_export(job.pk) == 0


def _made(pk: int) -> int:
    try:
        return write_export(pk)
    finally:
        connections.close_all()


def test_another_one_takes_the_place_of_what_is_not_finished(world: World) -> None:
    left = ExportJob.objects.create(
        owner=world.teacher, articles=[], slug="json", language="en", touched_at=timezone.now()
    )
    old = ExportJob.objects.create(
        owner=world.colleague, articles=[], slug="json", language="en", touched_at=timezone.now()
    )
    ExportJob.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    new = start_export_job(world.teacher, [world.article.pk], "csv")
    until(lambda: finished(new))
    assert set(ExportJob.objects.values_list("pk", flat=True)) == {new.pk}
    assert left.pk != new.pk


def test_one_whose_maker_died_is_made_anew(world: World) -> None:
    job = ExportJob.objects.create(
        owner=world.teacher, articles=[world.article.pk], slug="csv", language="en", done=1,
        touched_at=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip
    world.client("teacher").get(f"/downloads/{job.pk}/")
    until(lambda: finished(job))


@pytest.mark.parametrize(
    ("file", "minutes", "failed", "runs"),
    [
        ("", 0, False, True),
        ("half.zip", 0, False, False),
        ("half.zip", 5, False, True),
        ("half.zip", 5, True, False),
    ],
)
def test_a_task_that_comes_twice_leaves_a_job_to_who_is_at_it(
    world: World, file: str, minutes: int, failed: bool, runs: bool
) -> None:
    job = ExportJob.objects.create(
        owner=world.teacher, articles=[world.article.pk], slug="csv", language="en", file=file, failed=failed,
        touched_at=timezone.now() - timedelta(minutes=minutes),
    )  # fmt: skip
    run_queued_job(job.pk)
    job.refresh_from_db()
    assert (job.finished_at is not None, job.file != file) == (runs, runs)


def test_one_that_fails_says_so(world: World, caplog: pytest.LogCaptureFixture) -> None:
    job = ExportJob.objects.create(
        owner=world.teacher, articles=[world.article.pk], slug="none", language="en",
        touched_at=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip
    client = world.client("teacher")
    ExportJob.objects.filter(pk=job.pk).update(slug="csv", query="threshold=most")
    client.get(f"/downloads/{job.pk}/")
    until(lambda: ExportJob.objects.filter(pk=job.pk, failed=True).exists())
    assert 'data-error="export-failed"' in client.get(f"/downloads/{job.pk}/").content.decode()
    assert [record.name for record in caplog.records if record.exc_info] == ["reports.exports.jobs"]


def test_what_went_away_meanwhile_is_said(world: World) -> None:
    job = ExportJob.objects.create(
        owner=world.teacher, articles=[world.article.pk, world.foreign_article.pk, 987_654_321], slug="csv",
        language="en", touched_at=timezone.now(),
    )  # fmt: skip
    write_export(job.pk)
    job.refresh_from_db()
    assert job.left_out == [world.foreign_article.pk, 987_654_321]
    assert 'data-left-out="2"' in world.client("teacher").get(f"/downloads/{job.pk}/").content.decode()


def test_it_is_its_owners_alone(world: World) -> None:
    job = ordered(world, world.client("teacher"))
    client = world.client("colleague")
    for path in ("", "file/"):
        assert client.get(f"/downloads/{job.pk}/{path}").status_code == 404
    assert client.post(f"/downloads/{job.pk}/drop/").status_code == 404
    assert world.client("teacher").post(f"/downloads/{job.pk}/drop/").status_code == 302
    assert not path_of(job).exists()


@given(st.integers(1, 50), st.integers(0, 60), st.integers(0, 60))
def test_parts(size: int, start: int, last: int) -> None:
    assert (
        parse_range("", size)
        is parse_range("bytes=-", size)
        is parse_range("items=1-2", size)
        is parse_range("bytes=1-2,4-5", size)
        is None
    )
    whole = list(range(size))
    if start < size and start <= last:
        byte_range = parse_range(f"bytes={start}-{last}", size)
        assert byte_range is not None
        assert whole[slice(*byte_range)] == whole[start : last + 1]
    else:
        with pytest.raises(ValueError, match="no such bytes"):
            parse_range(f"bytes={start}-{last}", size)

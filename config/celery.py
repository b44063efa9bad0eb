"""Celery's workers: ``celery -A config.celery worker``; one of them with ``--beat`` for the daily jobs."""

import os
from typing import Any

import django

# Files that the site writes are readable by its own user alone.
os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from celery.schedules import crontab  # noqa: E402
from celery.signals import task_failure, task_postrun, worker_process_init  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from annotate.hints.language_model.work import run_suggestions  # noqa: E402
from annotate.webhooks.delivery import deliver_due  # noqa: E402
from articles.scans.work import run_scan_job  # noqa: E402
from articles.uploads.work import run_upload  # noqa: E402
from campaigns.releasing.work import run_task  # noqa: E402
from lti.courses.roster.reading import read_roster  # noqa: E402
from lti.grading import delivery as grades  # noqa: E402
from operations.daily import run_daily_jobs  # noqa: E402
from operations.monitoring import failures, sentry  # noqa: E402
from reports.exports.jobs import run_queued_job  # noqa: E402
from web.tasks import FILE_TIME_LIMIT, queue  # noqa: E402

app = queue()
if settings.SENTRY_DSN:
    sentry.start(settings.SENTRY_DSN)


@app.task(name="export", time_limit=FILE_TIME_LIMIT)
def run_export(pk: int) -> None:
    """Write many reports into one ZIP."""
    run_queued_job(pk)


@app.task(name="zip")
def read_zip(pk: int) -> None:
    """Read entries of a bulk upload for a while."""
    run_upload(pk)


@app.task(name="scan")
def read_scan(pk: int) -> None:
    """Read pages of a scan for a while."""
    run_scan_job(pk)


@app.task(name="release")
def release_articles(pk: int) -> None:
    """Release or reveal articles of a campaign for a while."""
    run_task(pk)


@app.task(name="suggestions")
def ask_language_model(pk: int) -> None:
    """Ask the language model about a text for a while."""
    run_suggestions(pk)


@app.task(name="webhooks")
def deliver_webhooks() -> None:
    """Deliver changes to the webhooks that are due."""
    deliver_due()


@app.task(name="grades")
def send_grades() -> None:
    """Compute and send the grades that are due."""
    grades.deliver_due()


@app.task(name="roster")
def read_people_of_course(pk: int) -> None:
    """Read the list of the people of a course."""
    read_roster(pk)


@app.task(name="daily")
def run_daily() -> None:
    """Delete what has expired."""
    run_daily_jobs()


app.conf.beat_schedule = {"daily": {"task": "daily", "schedule": crontab(hour=3, minute=17)}}


@worker_process_init.connect
def _close_inherited_connections(**_: object) -> None:
    """Do not share connections that were opened before the fork."""
    connections.close_all()


@task_failure.connect
def record_failure(sender: Any = None, exception: BaseException | None = None, **_: object) -> None:
    """Record a failed task like a failed request."""
    if exception is not None:
        failures.record_failure(exception, f"worker: {getattr(sender, 'name', '')}")


@task_postrun.connect
def close_connections(**_: object) -> None:
    """Keep no connection open between two tasks that the database may close."""
    connections.close_all()

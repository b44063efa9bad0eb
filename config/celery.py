"""Celery's workers: ``celery -A config.celery worker``; one of them with ``--beat`` for what is done once a day."""

import os
from typing import Any

import django

# What is written here is read by the user of this site alone.
os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from celery.schedules import crontab  # noqa: E402
from celery.signals import task_failure, task_postrun, worker_process_init  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from annotate.webhooks.delivery import deliver_due  # noqa: E402
from operations.daily import run_daily_jobs  # noqa: E402
from operations.monitoring import failures, sentry  # noqa: E402
from reports.exports.jobs import run_export_job  # noqa: E402
from web.tasks import queue  # noqa: E402

app = queue()
if settings.SENTRY_DSN:
    sentry.start(settings.SENTRY_DSN)


@app.task(name="bundle")
def run_export(pk: int) -> None:
    """Many reports into one ZIP."""
    run_export_job(pk)


@app.task(name="webhooks")
def deliver_webhooks() -> None:
    """Tell other programs what they do not know yet."""
    deliver_due()


@app.task(name="daily")
def run_daily() -> None:
    """What has had its time goes."""
    run_daily_jobs()


app.conf.beat_schedule = {"daily": {"task": "daily", "schedule": crontab(hour=3, minute=17)}}


@worker_process_init.connect
def _own_connections(**_: object) -> None:
    """What was opened before the fork is not shared."""
    connections.close_all()


@task_failure.connect
def record_failure(sender: Any = None, exception: BaseException | None = None, **_: object) -> None:
    """As what breaks in a request."""
    if exception is not None:
        failures.record_failure(exception, f"worker: {getattr(sender, 'name', '')}")


@task_postrun.connect
def close_connections(**_: object) -> None:
    """Between two tasks nothing is held open that a database may have closed."""
    connections.close_all()

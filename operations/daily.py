"""Daily jobs: run by Celery's beat if there is a broker, else by a thread of the web processes."""

import threading

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from annotate.bin.actions import empty_bin
from annotate.privacy.retention import delete_expired_rounds
from annotate.trial.actions import delete_expired_trials
from articles.scans.actions import delete_old_scans
from articles.uploads.actions import delete_old_uploads
from lti.launching.attempts import delete_all_expired
from lti.security.keys import delete_old_keys
from operations.models import DailyRun
from web.failures import report_failure

# Seconds between two checks of the date.
INTERVAL = 3600


def run_daily_jobs() -> None:
    """Delete what has expired: trials, rounds by their team’s retention period, the bin, uploads, keys and sessions."""
    for job in (
        delete_expired_trials,
        delete_expired_rounds,
        empty_bin,
        delete_old_uploads,
        delete_old_scans,
        delete_old_keys,
        lambda: call_command("clearsessions"),
        delete_all_expired,
    ):
        try:
            job()
        except Exception:
            report_failure("a daily job")


def run_once_today() -> bool:
    """Run the daily jobs unless another process has started them today; return whether this one ran them."""
    _run, created = DailyRun.objects.get_or_create(day=timezone.localdate())
    if created:
        run_daily_jobs()
    return created


def start() -> None:
    """Start a thread that runs the daily jobs, unless there is a broker."""
    if not settings.BROKER_URL:
        threading.Thread(target=_watch, name="daily jobs", daemon=True).start()


def _watch() -> None:
    while True:
        try:
            run_once_today()
        except Exception:
            report_failure("the daily jobs")
        connections.close_all()
        threading.Event().wait(INTERVAL)

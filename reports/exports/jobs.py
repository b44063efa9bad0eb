"""Every change to export jobs, which write many reports into one ZIP in the background."""

import logging
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from annotate.access import rounds_visible_to
from people.models import User
from people.permissions import NeedsAccount
from people.time_zones import time_zone_of
from reports.exports.kinds import kind_of
from reports.models import ExportJob
from web.rate_limits import hit_named_limit
from web.tasks import enqueue

RETENTION = timedelta(days=1)
# A report takes a second at most, the agreement of a large campaign some more; a job without progress for so long has
# died.
STALE_AFTER = timedelta(seconds=120)
log = logging.getLogger(__name__)
# Jobs that a web process runs at once if there is no worker; its pages need the processor, too.
MAX_CONCURRENT = 2
_slots = threading.BoundedSemaphore(MAX_CONCURRENT)
_queued: set[int] = set()


def start_export_job(user: User, articles: list[int], slug: str, query: str = "") -> ExportJob:
    """Start a job of the kind or format ``slug`` with the options in ``query``.

    It replaces an unfinished job of the same user, and deletes old ones of everybody.
    """
    if user.is_trial:
        raise NeedsAccount(_("Sign up to download several reports at once."))
    hit_named_limit(user, "files")
    for old in ExportJob.objects.filter(created_at__lt=timezone.now() - RETENTION):
        drop_export_job(old)
    for unfinished in ExportJob.objects.filter(owner=user, finished_at=None):
        drop_export_job(unfinished)
    job = ExportJob.objects.create(
        owner=user, articles=articles, slug=slug, query=query.removeprefix("?"),
        language=get_language() or "en",
        touched_at=timezone.now(),
    )  # fmt: skip
    transaction.on_commit(lambda: _begin(job.pk))
    return job


def restart_stale_job(job: ExportJob) -> None:
    """Run a job again, in this process, if the process that ran it has died or hangs."""
    dead = ExportJob.objects.filter(_is_stale(), pk=job.pk, finished_at=None, failed=False)
    # Of several simultaneous requests, only one restarts it.
    if dead.update(done=0, left_out=[], touched_at=timezone.now()):
        _begin_here(job.pk)


def _is_stale() -> Q:
    """Return the condition that a job has made no progress for long."""
    now = timezone.now()
    # A time in the future comes from a clock that was set back.
    return Q(touched_at__lt=now - STALE_AFTER) | Q(touched_at__gt=now + STALE_AFTER)


def drop_export_job(job: ExportJob) -> None:
    """Delete a job and its file; the process that runs it stops."""
    job.delete()
    if job.file:
        path_of(job).unlink(missing_ok=True)


def path_of(job: ExportJob) -> Path:
    """Return the path of the ZIP."""
    return Path(settings.MEDIA_ROOT) / "bundles" / job.file


def write_export(pk: int) -> int:
    """Write the ZIP of a job, and return how many reports were written.

    Stops early if the job is dropped or restarted meanwhile.
    """
    job = ExportJob.objects.select_related("owner").get(pk=pk)
    job.file = f"{uuid4().hex}.zip"
    unfinished = ExportJob.objects.filter(pk=pk, finished_at=None)
    visible = rounds_visible_to(job.owner).filter(text__article__in=job.articles)
    rounds = list(visible.values_list("pk", flat=True))
    if not unfinished.update(file=job.file, rounds=rounds, touched_at=timezone.now()):
        return 0
    own_run = ExportJob.objects.filter(pk=pk, file=job.file, finished_at=None)
    path = path_of(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    left_out: list[int] = []
    zone = time_zone_of(job.owner)
    day = timezone.localdate(timezone=zone)
    with override(job.language), timezone.override(zone), path.open("wb") as file:
        for done, part in enumerate(kind_of(job).write(job, day, left_out), 1):
            file.write(part)
            if not own_run.update(done=min(done, len(job.articles)), touched_at=timezone.now()):
                path.unlink(missing_ok=True)
                return done
    result = {"size": path.stat().st_size, "left_out": left_out, "finished_at": timezone.now()}
    if not own_run.update(**result):
        path.unlink(missing_ok=True)
    return len(job.articles)


def _begin(pk: int) -> None:
    if not enqueue("export", pk):
        _begin_here(pk)


def _begin_here(pk: int) -> None:
    # A queued job makes no progress, but must not be queued again.
    if pk not in _queued:
        _queued.add(pk)
        threading.Thread(target=_run_here, args=(pk,), name=f"export job {pk}", daemon=True).start()


def _run_here(pk: int) -> None:
    with _slots:
        _queued.discard(pk)
        try:
            run_export_job(pk)
        finally:
            connections.close_all()


def run_queued_job(pk: int) -> None:
    """Run a job whose task a worker has received, unless another process is at it: then look again later.

    The broker hands out a task again that takes long, and that of a worker that died.
    """
    unfinished = ExportJob.objects.filter(pk=pk, finished_at=None, failed=False)
    if unfinished.exclude(_is_stale()).exclude(file="").exists():
        enqueue("export", pk, delay=int(STALE_AFTER.total_seconds()))
    elif unfinished.exists():
        run_export_job(pk)


def run_export_job(pk: int) -> None:
    """Run ``write_export`` for a job that may have been dropped. Errors are logged and mark the job as failed."""
    try:
        write_export(pk)
    except ExportJob.DoesNotExist:
        log.info("An export job was cancelled before it began.")
    except Exception:
        log.exception("An export job failed.")
        ExportJob.objects.filter(pk=pk).update(failed=True)

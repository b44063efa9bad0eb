"""Every change to bundles: have many reports made into one ZIP, watch it grow, throw it away."""

import logging
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, override

from annotate.access import rounds_visible_to
from people.models import User
from reports.exports.everything import SLUG as EVERYTHING
from reports.exports.everything import export_everything
from reports.exports.zip_stream import stream_reports_zip
from reports.models import ExportJob
from reports.options import ReportOptions, parse_options
from web.rate_limits import hit_named_limit
from web.tasks import enqueue

RETENTION = timedelta(days=1)
# A report takes a second at the most; whoever makes a bundle and is silent for so long is dead.
STALE_AFTER = timedelta(seconds=60)
log = logging.getLogger(__name__)
# Where web processes make them, each makes so many at once, for its pages need the processor, too.
MADE_AT_ONCE = 2
_turns = threading.BoundedSemaphore(MADE_AT_ONCE)
_in_line: set[int] = set()


def start_export_job(user: User, articles: list[int], slug: str, wanted: ReportOptions) -> ExportJob:
    """Begin to make the ZIP. Of one person one is made at a time: another that is not finished is given up."""
    hit_named_limit(user, "files")
    for old in ExportJob.objects.filter(created_at__lt=timezone.now() - RETENTION):
        drop_export_job(old)
    for other in ExportJob.objects.filter(owner=user, finished_at=None):
        drop_export_job(other)
    bundle = ExportJob.objects.create(
        owner=user, articles=articles, slug=slug, query=wanted.query.removeprefix("?"), language=get_language() or "en",
        touched_at=timezone.now(),
    )  # fmt: skip
    transaction.on_commit(lambda: _begin(bundle.pk))
    return bundle


def restart_stale_job(bundle: ExportJob) -> None:
    """Make it anew, in this process, where whoever made it has died or hangs: nobody waits for a worker."""
    now = timezone.now()
    # What was touched later than now was so before a clock was put back.
    silent = Q(touched_at__lt=now - STALE_AFTER) | Q(touched_at__gt=now + STALE_AFTER)
    dead = ExportJob.objects.filter(silent, pk=bundle.pk, finished_at=None, failed=False)
    # Of several who ask at once, one begins.
    if dead.update(done=0, left_out=[], touched_at=now):
        _begin_here(bundle.pk)


def drop_export_job(bundle: ExportJob) -> None:
    """The file is gone; whoever is making it stops."""
    bundle.delete()
    if bundle.file:
        path_of(bundle).unlink(missing_ok=True)


def path_of(bundle: ExportJob) -> Path:
    """Where the ZIP lies."""
    return Path(settings.MEDIA_ROOT) / "bundles" / bundle.file


def write_export(pk: int) -> int:
    """Write the ZIP of one bundle, and return how many reports were made.

    Not all, where it is dropped meanwhile, or begun anew by somebody else.
    """
    bundle = ExportJob.objects.select_related("owner").get(pk=pk)
    bundle.file = f"{uuid4().hex}.zip"
    waiting = ExportJob.objects.filter(pk=pk, finished_at=None)
    seen = rounds_visible_to(bundle.owner).filter(text__article__in=bundle.articles)
    rounds = list(seen.values_list("pk", flat=True))
    if not waiting.update(file=bundle.file, rounds=rounds, touched_at=timezone.now()):
        return 0
    ours = ExportJob.objects.filter(pk=pk, file=bundle.file, finished_at=None)
    path = path_of(bundle)
    path.parent.mkdir(parents=True, exist_ok=True)
    wanted, left_out = parse_options(QueryDict(bundle.query)), list[int]()
    day = timezone.localdate()
    with override(bundle.language), path.open("wb") as file:
        if bundle.slug == EVERYTHING:
            parts = export_everything(bundle.owner, bundle.articles, day, left_out)
        else:
            parts = stream_reports_zip(bundle.owner, bundle.articles, bundle.slug, wanted, day, left_out)
        for done, piece in enumerate(parts, 1):
            file.write(piece)
            if not ours.update(done=min(done, len(bundle.articles)), touched_at=timezone.now()):
                path.unlink(missing_ok=True)
                return done
    ended = {"size": path.stat().st_size, "left_out": left_out, "finished_at": timezone.now()}
    if not ours.update(**ended):
        path.unlink(missing_ok=True)
    return len(bundle.articles)


def _begin(pk: int) -> None:
    if not enqueue("bundle", pk):
        _begin_here(pk)


def _begin_here(pk: int) -> None:
    # Whoever waits in line is not dead, and need not wait twice.
    if pk not in _in_line:
        _in_line.add(pk)
        threading.Thread(target=_made_here, args=(pk,), name=f"bundle {pk}", daemon=True).start()


def _made_here(pk: int) -> None:
    with _turns:
        _in_line.discard(pk)
        try:
            run_export_job(pk)
        finally:
            connections.close_all()


def run_export_job(pk: int) -> None:
    """As ``write_export``, of a bundle that may be gone; what goes wrong is told to whoever waits for it."""
    try:
        write_export(pk)
    except ExportJob.DoesNotExist:
        log.info("A bundle was dropped before it was begun.")
    except Exception:
        log.exception("A bundle of reports could not be made.")
        ExportJob.objects.filter(pk=pk).update(failed=True)

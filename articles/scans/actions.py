"""Every change that people make to the reading of scans: start, stop, try again, change the language, delete."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.errors import Unreadable
from articles.models import Article, ScanJob
from articles.sandbox.scans import MISSING, installed_languages
from articles.scans.languages import first_language
from articles.scans.work import CHOSEN, INTERRUPTED, PAGES_LEFT_OUT, STALE_AFTER, begin
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from web.i18n.lazy_message import Message
from web.rate_limits import hit_named_limit

MAX_PAGES = 60
# Of one person, finished or not read yet.
MAX_UNFINISHED = 5
MAX_ATTEMPTS = 2
RETENTION = timedelta(days=2)
TOO_MANY_PAGES = Message(
    "This scan has {pages} pages. Up to {most} can be read at once. Upload only the part you need."
)
TOO_MANY_SCANS = Message(
    "{count} of your scans are still being read. Wait until one is finished, or cancel one of them."
)


def start_scan(
    user: User, original: File | bytes, name: str, pages: int, team: Team | None = None, **metadata: Any
) -> ScanJob:
    """Start reading an uploaded scan, of which an article will be made. Raises ``Unreadable``."""
    check_permission(user, Permission.ADD_ARTICLE, Article(owner=user, team=team))
    if pages > MAX_PAGES:
        raise Unreadable(TOO_MANY_PAGES.format(pages=pages, most=MAX_PAGES))
    metadata = {
        field: value.isoformat() if isinstance(value, date) else value for field, value in metadata.items()
    }
    job = ScanJob(owner=user, team=team, name=PurePath(name).name[:255], metadata=metadata)
    _prepare(job, range(1, pages + 1))
    job.file.save(uuid4().hex, ContentFile(original) if isinstance(original, bytes) else original, save=False)
    return _start(job)


def start_scan_of_pages(user: User, article: Article, pages: Sequence[int]) -> ScanJob:
    """Start reading the scanned ``pages`` of an article under review, which then gets a new draft."""
    check_permission(user, Permission.EDIT_ARTICLE, article)
    running = ScanJob.objects.filter(owner=user, article=article).exclude(state=ScanJob.State.DONE).first()
    if running:
        return running
    job = ScanJob(owner=user, team=article.team, article=article, name=article.original_name)
    _prepare(job, pages[:MAX_PAGES])
    return _start(job)


def _prepare(job: ScanJob, numbers: Sequence[int]) -> None:
    """Set pages and language of a new job, within the limits of its owner. Raises ``Unreadable``."""
    hit_named_limit(job.owner, "scan")
    unfinished = ScanJob.objects.filter(owner=job.owner).exclude(state=ScanJob.State.DONE).count()
    if unfinished >= MAX_UNFINISHED:
        raise Unreadable(TOO_MANY_SCANS.format(count=unfinished))
    installed = installed_languages()
    if not installed:
        raise Unreadable(MISSING)
    job.numbers, job.language, job.touched_at = list(numbers), first_language(installed), timezone.now()


def _start(job: ScanJob) -> ScanJob:
    job.save()
    transaction.on_commit(lambda: begin(job.pk))
    return job


def read_again(job: ScanJob, language: str = "") -> None:
    """Try again after a failure with the pages that are missing, or read all pages in another language."""
    if language and language not in installed_languages():
        raise PermissionRefused(_("Tesseract cannot read this language. Choose another one."))
    with transaction.atomic():
        job = ScanJob.objects.select_for_update().get(pk=job.pk)
        if job.state == ScanJob.State.DONE or (not language and job.state != ScanJob.State.FAILED):
            return
        if language:
            job.pages.all().delete()
            job.language = language
            job.metadata[CHOSEN] = True
        else:
            job.pages.filter(error__isnull=False).delete()
        _restart(job)


def keep_read_pages(job: ScanJob) -> None:
    """Stop reading, and go on to the review with the pages that have been read."""
    with transaction.atomic():
        job = ScanJob.objects.select_for_update().get(pk=job.pk)
        numbers = list(
            job.pages.filter(error__isnull=True).order_by("number").values_list("number", flat=True)
        )
        if job.state == ScanJob.State.DONE or not numbers:
            return
        job.metadata[PAGES_LEFT_OUT] = len(job.numbers) - len(numbers)
        job.numbers = numbers
        _restart(job)


def _restart(job: ScanJob) -> None:
    """Store the job for a new run; the process that is at it now notices that it is no longer its own."""
    job.state, job.run, job.error, job.attempts = ScanJob.State.WAITING, "", None, 0
    job.touched_at = timezone.now()
    job.save()
    transaction.on_commit(lambda: begin(job.pk))


def delete_scan(job: ScanJob) -> None:
    """Delete the job with its file and its pages; the process that reads it stops. An article stays."""
    job.delete()


def continue_stale_scan(job: ScanJob) -> None:
    """Go on with a job whose process has died, or say that it was interrupted if that happened before."""
    now = timezone.now()
    # A time in the future comes from a clock that was set back.
    stale = Q(touched_at__lt=now - STALE_AFTER) | Q(touched_at__gt=now + STALE_AFTER)
    dead = ScanJob.objects.filter(stale, pk=job.pk, state__in=(ScanJob.State.WAITING, ScanJob.State.READING))
    # Of several simultaneous requests, only one restarts it.
    if job.state == ScanJob.State.READING and job.attempts >= MAX_ATTEMPTS:
        dead.update(state=ScanJob.State.FAILED, run="", error=INTERRUPTED.to_json(), touched_at=now)
    else:
        died = job.state == ScanJob.State.READING
        if dead.update(state=ScanJob.State.WAITING, run="", attempts=job.attempts + died, touched_at=now):
            begin(job.pk)


def delete_old_scans(now: datetime | None = None) -> int:
    """Delete jobs, with their files, that nothing has happened to for ``RETENTION``. Return how many there were."""
    old = ScanJob.objects.filter(touched_at__lt=(now or timezone.now()) - RETENTION)
    count = 0
    for job in old:
        job.delete()
        count += 1
    return count

"""Read the pages of a scan in the background: in Celery's workers, or in a thread of a web process."""

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePath
from uuid import uuid4

from django.db import connections, transaction
from django.db.models import Exists
from django.utils import timezone

from articles.actions import add_article, replace_draft
from articles.cleaning import Cleaned
from articles.errors import Unreadable
from articles.models import Article, ScanJob, ScanPage
from articles.parsing.scan.hocr import ScanLine
from articles.sandbox.clean import clean_or_leave
from articles.sandbox.scans import PageUnreadable, installed_languages, language_of_page, read_page, read_scan
from articles.scans.languages import short_code, tesseract_code
from articles.text.draft import Draft
from people.permissions import PermissionRefused
from web.i18n.lazy_message import Message
from web.tasks import enqueue

# Longer than any page takes.
STALE_AFTER = timedelta(seconds=150)
# Seconds after which a task lets others go first, long before Celery ends it.
TURN = 200
BROKEN = Message(
    "Reading this scan failed. Try again. If it happens again, please tell the site administrator."
)
INTERRUPTED = Message(
    "Reading was interrupted, perhaps by a restart of the server. Try again: pages already read are kept."
)
PAGE_LEFT_OUT = Message("Page {page} is missing: {reason}")
LEFT_OUT = Message("You stopped before {count} pages were read. They are missing.")
# In the metadata of a job: how many pages were left out, and whether a person chose the language.
PAGES_LEFT_OUT, CHOSEN = "left_out", "language_chosen"
log = logging.getLogger(__name__)
# A web process reads one scan at a time; its pages need the processor, too.
_slot = threading.BoundedSemaphore(1)
_queued: set[int] = set()


def begin(pk: int) -> None:
    """Have a worker read the job, or a thread of this process if there is none."""
    if not enqueue("scan", pk) and pk not in _queued:
        _queued.add(pk)
        threading.Thread(target=_run_here, args=(pk,), name=f"scan {pk}", daemon=True).start()


def _run_here(pk: int) -> None:
    with _slot:
        _queued.discard(pk)
        try:
            run_scan_job(pk)
        finally:
            connections.close_all()


def run_scan_job(pk: int) -> None:
    """Read pages of a job for a while, unless it is cancelled, or its owner's turn has not come.

    Errors are stored in the job. Then the owner's next job begins.
    """
    run = uuid4().hex
    if not _claim(pk, run):
        return
    owner = ScanJob.objects.values_list("owner", flat=True).get(pk=pk)
    try:
        _read(pk, run)
    except Unreadable as error:
        _fail(pk, run, error.message)
    except PermissionRefused as error:
        _fail(pk, run, Message(str(error)))
    except Exception:
        log.exception("Reading a scan failed.")
        _fail(pk, run, BROKEN)
    waiting = ScanJob.objects.filter(owner=owner, state=ScanJob.State.WAITING)
    if (following := waiting.order_by("touched_at").first()) is not None:
        begin(following.pk)


def _claim(pk: int, run: str) -> bool:
    """Make a waiting job this run's own, unless another one of its owner is being read. Return whether it is."""
    job = ScanJob.objects.filter(pk=pk, state=ScanJob.State.WAITING)
    owner = job.values_list("owner", flat=True).first()
    if owner is None:
        return False
    now = timezone.now()
    others = ScanJob.objects.filter(
        owner=owner, state=ScanJob.State.READING, touched_at__gt=now - STALE_AFTER
    ).exclude(pk=pk)
    return bool(job.filter(~Exists(others)).update(state=ScanJob.State.READING, run=run, touched_at=now))


def _read(pk: int, run: str) -> None:
    """Read the pages that are missing, and finish; after a turn, leave the rest to another run."""
    own = ScanJob.objects.filter(pk=pk, run=run)
    job = own.select_related("owner", "team", "article").first()
    if job is None:
        return
    end = time.monotonic() + TURN
    done = set(job.pages.values_list("number", flat=True))
    with _local_file(job) as path:
        for number in (number for number in job.numbers if number not in done):
            if time.monotonic() > end:
                own.update(state=ScanJob.State.WAITING, run="", touched_at=timezone.now())
                return
            lines, error = [], None
            try:
                lines = [line.to_json() for line in _read_page(job, path, number)]
            except PageUnreadable as refused:
                error = refused.message.to_json()
            with transaction.atomic():
                # The row lock keeps the language from being changed before the page is stored.
                if own.select_for_update().first() is None:
                    return
                ScanPage.objects.create(job=job, number=number, lines=lines, error=error)
                own.update(touched_at=timezone.now(), attempts=0)
        _finish(job, run, path)


def _read_page(job: ScanJob, path: Path, number: int) -> list[ScanLine]:
    """Return the lines of a page.

    The first page is read again if it turns out to be in another language, unless a person chose the language.
    """
    lines = read_page(path, _kind(job), number, job.language)
    if number == job.numbers[0] and not job.metadata.get(CHOSEN):
        language = tesseract_code(language_of_page(lines))
        if language != job.language and language in installed_languages():
            ScanJob.objects.filter(pk=job.pk, run=job.run).update(language=language)
            job.language = language
            lines = read_page(path, _kind(job), number, language)
    return lines


def _finish(job: ScanJob, run: str, path: Path) -> None:
    """Make the article, or its new draft, of the pages that were read."""
    pages = list(job.pages.filter(number__in=job.numbers).order_by("number"))
    read = {page.number: list(map(ScanLine.from_json, page.lines)) for page in pages if page.error is None}
    errors = {page.number: Message.from_json(page.error) for page in pages if page.error is not None}
    if not read:
        raise Unreadable(next(iter(errors.values()), BROKEN))
    draft = _with_notes(read_scan(read, path.read_bytes() if job.article else b""), job, errors)
    cleaned = clean_or_leave(draft)
    with transaction.atomic():
        stored = ScanJob.objects.select_for_update().filter(pk=job.pk, run=run).first()
        if stored is None:
            return
        if job.article:
            replace_draft(job.owner, job.article, draft, cleaned)
        else:
            job.article = _new_article(job, draft, cleaned)
            name, stored.file = job.file.name, ""
            transaction.on_commit(lambda: job.file.storage.delete(name))
        stored.article, stored.state, stored.touched_at = job.article, ScanJob.State.DONE, timezone.now()
        stored.save(update_fields=["article", "file", "state", "touched_at"])
        stored.pages.all().delete()


def _new_article(job: ScanJob, draft: Draft, cleaned: Cleaned | None) -> Article:
    metadata = {name: value for name, value in job.metadata.items() if name not in (PAGES_LEFT_OUT, CHOSEN)}
    if published := metadata.get("published"):
        metadata["published"] = date.fromisoformat(published)
    with job.file.open("rb") as original:
        return add_article(job.owner, draft, original, job.name, job.team, cleaned, **metadata)


def _with_notes(draft: Draft, job: ScanJob, errors: dict[int, Message]) -> Draft:
    notes = [PAGE_LEFT_OUT.format(page=number, reason=error) for number, error in errors.items()]
    if left_out := job.metadata.get(PAGES_LEFT_OUT):
        notes.append(LEFT_OUT.format(count=left_out))
    language = draft.language or short_code(job.language)
    return replace(draft, notes=(*draft.notes, *notes), language=language)


def _fail(pk: int, run: str, message: Message) -> None:
    ScanJob.objects.filter(pk=pk, run=run).update(
        state=ScanJob.State.FAILED, run="", error=message.to_json(), touched_at=timezone.now()
    )


def _kind(job: ScanJob) -> str:
    return "pdf" if PurePath(job.name).suffix.lower() == ".pdf" else "photo"


@contextmanager
def _local_file(job: ScanJob) -> Iterator[Path]:
    """Yield a copy of the uploaded file, wherever the site stores its files, for as long as it is read."""
    field = job.file or (job.article and job.article.original)
    if not field:
        raise Unreadable(BROKEN)
    with tempfile.TemporaryDirectory() as folder, field.open("rb") as source:
        path = Path(folder) / "scan"
        with path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        yield path

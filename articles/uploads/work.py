"""Read the entries of a bulk upload, each as if it had been uploaded by itself, in a worker or in a thread."""

import logging
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.db import connections, transaction
from django.db.models import Exists, F, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import override

from articles.errors import Unreadable
from articles.models import BulkUpload
from articles.uploads.duplicates import compute_missing, store_fingerprints, texts_beside
from articles.uploads.entries import count_entries, read_entries
from articles.uploads.entry import BROKEN, Entry
from articles.uploads.local_file import local_file
from articles.uploads.storing import refuse, store, store_wanted
from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.tasks import enqueue

# Seconds after which a worker leaves the rest to another task; Celery ends tasks after ten minutes.
TURN = 240
# A file takes half a minute at most, some rows of a table a minute and a half; an upload without progress for so long
# has died.
STALE_AFTER = timedelta(seconds=120)
# Uploads that a web process reads at once if there is no worker; its pages need the processor, too.
MAX_CONCURRENT = 2
log = logging.getLogger(__name__)
# Sent with an ``upload`` that is finished, within the transaction; its row is locked.
upload_finished = Signal()
_slots = threading.BoundedSemaphore(MAX_CONCURRENT)


def begin(pk: int) -> None:
    """Have the entries of an upload read by a worker, or by a thread of this process."""
    if not enqueue("zip", pk):
        threading.Thread(target=_run_here, args=(pk,), name=f"upload {pk}", daemon=True).start()


def _run_here(pk: int) -> None:
    with _slots:
        try:
            run_upload(pk)
        finally:
            connections.close_all()


def run_upload(pk: int) -> None:
    """Read entries of an upload for a while, unless another one of its owner is being read. Then the next one begins.

    Errors are logged, and end the upload.
    """
    run = uuid4().hex
    if not _claim(pk, run):
        return
    upload = BulkUpload.objects.select_related("owner", "team").get(pk=pk)
    try:
        with override(upload.language):
            is_left = _read(upload, run)
    except Unreadable as error:
        _end(pk, run, error.message)
    except Exception:
        log.exception("Reading a bulk upload failed.")
        _end(pk, run, BROKEN)
    else:
        if is_left:
            BulkUpload.objects.filter(pk=pk, run=run).update(run="", touched_at=timezone.now())
        else:
            _end(pk, run)
    waiting = _unread().filter(owner=upload.owner, run="")
    if (following := waiting.order_by("touched_at", "pk").values_list("pk", flat=True).first()) is not None:
        begin(following)


def _unread() -> QuerySet[BulkUpload]:
    """Return the uploads all of whose bytes have arrived, and that are not finished."""
    return BulkUpload.objects.filter(finished_at=None, received=F("length"))


def _claim(pk: int, run: str) -> bool:
    """Make an upload this run's own, unless another one of its owner is being read. Return whether it is."""
    unfinished = _unread().filter(pk=pk)
    owner = unfinished.values_list("owner", flat=True).first()
    now = timezone.now()
    others = _unread().filter(owner=owner, touched_at__gt=now - STALE_AFTER).exclude(run="").exclude(pk=pk)
    return bool(unfinished.filter(~Exists(others)).update(run=run, touched_at=now))


def _read(upload: BulkUpload, run: str) -> bool:
    """Read the entries that are left. Return whether some still are when the time is over."""
    end = time.monotonic() + TURN
    with local_file(upload) as path:
        for _step in _steps(upload, run, path):
            if time.monotonic() > end:
                return True
            if not BulkUpload.objects.filter(pk=upload.pk, run=run).update(touched_at=timezone.now()):
                return False
    return False


def _steps(upload: BulkUpload, run: str, path: Path) -> Iterator[None]:
    """Yield after each step, until nothing is left or the run is another's."""
    if upload.total is None:
        upload.total, upload.files = count_entries(upload, path)
        upload.save(update_fields=["total", "files"])
    yield
    if upload.ready:
        for pairs in compute_missing(texts_beside(upload)):
            store_fingerprints(*zip(*pairs, strict=True))
            yield
    if upload.done < upload.total:
        for entries in read_entries(upload, path, upload.done):
            if not store(upload, run, entries):
                return
            yield
    for entries in _wanted(upload, path):
        if not store_wanted(upload, run, entries):
            return
        yield


def _wanted(upload: BulkUpload, path: Path) -> Iterator[list[Entry]]:
    """Yield the duplicates that somebody wants to be added all the same."""
    rows = upload.found_duplicates.filter(wanted=True, article=None)
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    done = 0
    while numbers and (numbers := [number for number in numbers if number > done]):
        for entries in read_entries(upload, path, numbers[0] - 1):
            done = entries[-1].number
            chosen = [entry for entry in entries if entry.number in numbers]
            if not chosen:
                break
            yield chosen
        else:
            return


def _end(pk: int, run: str, error: Message | None = None) -> None:
    with transaction.atomic():
        stored = BulkUpload.objects.select_for_update().filter(pk=pk, run=run, finished_at=None).first()
        if stored is None:
            return
        if error and stored.files:
            for _index, path in stored.files[stored.done :]:
                refuse(stored, path, error)
        elif error:
            stored.error = error.to_json()
        finish(stored)


def finish(upload: BulkUpload) -> None:
    """Store that nothing more is read, and delete the file unless duplicates may still be added from it.

    The row must be locked. If the articles cannot be handed on, ``error`` says why; they stay.
    """
    upload.run, upload.finished_at = "", timezone.now()
    try:
        with transaction.atomic():
            upload_finished.send(sender=BulkUpload, upload=upload)
    except ProblemError as error:
        upload.error = Message(str(error)).to_json()
    upload.save(update_fields=["run", "finished_at", "refused", "refused_count", "error"])
    if not upload.found_duplicates.filter(article=None).exists():
        delete_files(upload)


def delete_files(upload: BulkUpload) -> None:
    """Delete the file, or its parts, once the transaction is committed."""
    name, storage = upload.file.name, upload.file.storage
    if name:
        upload.file = ""
        upload.save(update_fields=["file"])
        transaction.on_commit(lambda: storage.delete(name))
    upload.parts.all().delete()

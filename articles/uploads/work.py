"""Read the files in a ZIP archive, each as if it had been uploaded by itself, in a worker or in a thread."""

import logging
import threading
import time
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from uuid import uuid4

from django.db import connections, transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import override

from articles.actions import add_article
from articles.cleaning import Cleaned
from articles.errors import NeedsTextRecognition, Unreadable
from articles.models import BulkUpload
from articles.parsing.uploaded_zip import SUFFIX, unpack
from articles.sandbox.clean import clean_or_leave
from articles.sandbox.read import BUSY, MAX_BYTES, read_file
from articles.scans.actions import start_scan
from articles.text.draft import Draft
from people.permissions import PermissionRefused
from web.i18n.lazy_message import Message
from web.rate_limits import RateLimitExceeded, hit_named_limit
from web.tasks import enqueue

# Seconds after which a worker leaves the rest to another task; Celery ends tasks after ten minutes.
TURN = 240
# A file takes half a minute at most; an upload without progress for so long has died.
STALE_AFTER = timedelta(seconds=120)
# How often a file is tried while the server is busy. Each attempt waits for a quarter of a minute.
ATTEMPTS = 3
# Archives that a web process reads at once if there is no worker; its pages need the processor, too.
MAX_CONCURRENT = 2
NESTED = Message("This is a ZIP archive within a ZIP archive. Upload it by itself.")
BROKEN = Message("Something went wrong on our side, so this file was not added. Upload it by itself.")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its draft, its bytes, and the result of cleaning."""

    draft: Draft
    original: bytes
    cleaned: Cleaned | None


@dataclass(frozen=True)
class Scan:
    """A file with ``pages`` pages that only text recognition can read."""

    original: bytes
    pages: int


_slots = threading.BoundedSemaphore(MAX_CONCURRENT)


def begin(pk: int) -> None:
    """Have the files of an upload read by a worker, or by a thread of this process."""
    if not enqueue("zip", pk):
        threading.Thread(target=_run_here, args=(pk,), name=f"ZIP upload {pk}", daemon=True).start()


def _run_here(pk: int) -> None:
    with _slots:
        try:
            run_zip_upload(pk)
        finally:
            connections.close_all()


def run_zip_upload(pk: int) -> None:
    """Read files of an upload for a while, unless another one of its owner is being read. Then the next one begins.

    Errors are logged, and end the upload.
    """
    run = uuid4().hex
    if not _claim(pk, run):
        return
    upload = BulkUpload.objects.select_related("owner", "team").get(pk=pk)
    try:
        with override(upload.language):
            is_left = _read_files(upload, run)
    except Exception:
        log.exception("Reading a ZIP archive failed.")
        _end(pk, run, BROKEN)
    else:
        if is_left:
            BulkUpload.objects.filter(pk=pk, run=run).update(run="", touched_at=timezone.now())
        else:
            _end(pk, run)
    waiting = BulkUpload.objects.filter(owner=upload.owner, finished_at=None, run="")
    if (following := waiting.order_by("touched_at", "pk").first()) is not None:
        begin(following.pk)


def _claim(pk: int, run: str) -> bool:
    """Make an upload this run's own, unless another one of its owner is being read. Return whether it is."""
    unfinished = BulkUpload.objects.filter(pk=pk, finished_at=None)
    owner = unfinished.values_list("owner", flat=True).first()
    now = timezone.now()
    others = BulkUpload.objects.filter(owner=owner, finished_at=None, touched_at__gt=now - STALE_AFTER)
    others = others.exclude(run="").exclude(pk=pk)
    return bool(unfinished.filter(~Exists(others)).update(run=run, touched_at=now))


def _read_files(upload: BulkUpload, run: str) -> bool:
    """Read the files that are left. Return whether some still are when the time is over."""
    end = time.monotonic() + TURN
    with upload.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        for index, path in upload.files[upload.done :]:
            if time.monotonic() > end:
                return True
            if not BulkUpload.objects.filter(pk=upload.pk, run=run).update(touched_at=timezone.now()):
                return False
            if not _store(upload, run, path, _read(upload, archive, index, path)):
                return False
    return False


def _read(upload: BulkUpload, archive: zipfile.ZipFile, index: int, path: str) -> ReadFile | Scan | Message:
    """Return what is in a file, or why it is refused."""
    original = b""
    try:
        hit_named_limit(upload.owner, "upload")
        if PurePosixPath(path).suffix.lower() == SUFFIX:
            return NESTED
        original = unpack(archive, index, MAX_BYTES)
        draft = _read_patiently(path, original)
        return ReadFile(draft, original, clean_or_leave(draft))
    except NeedsTextRecognition as needs:
        return Scan(original, needs.pages)
    except Unreadable as error:
        return error.message
    except RateLimitExceeded as error:
        return Message(str(error))
    except Exception:
        log.exception("A file in a ZIP archive could not be read.")
        return BROKEN


def _read_patiently(path: str, original: bytes) -> Draft:
    """Return the draft of a file; while the server is busy, try again."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            return read_file(path, original)
        except Unreadable as error:
            if error.message != BUSY:
                raise
    return read_file(path, original)


def _store(upload: BulkUpload, run: str, path: str, result: ReadFile | Scan | Message) -> bool:
    """Add the article, or store why there is none. Return False if another process is at it, or nobody shall be."""
    with transaction.atomic():
        stored = (
            BulkUpload.objects.select_for_update().filter(pk=upload.pk, run=run, finished_at=None).first()
        )
        if stored is None:
            return False
        try:
            if isinstance(result, ReadFile):
                article = add_article(
                    upload.owner, result.draft, result.original, path, upload.team, result.cleaned
                )
                stored.added.append(article.pk)
            elif isinstance(result, Scan):
                start_scan(upload.owner, result.original, path, result.pages, upload.team)
        except Unreadable as error:
            result = error.message
        except (PermissionRefused, RateLimitExceeded) as error:
            result = Message(str(error))
        if isinstance(result, Message):
            stored.refused.append([path, result.to_json()])
        stored.done += 1
        stored.touched_at = timezone.now()
        stored.save(update_fields=["added", "refused", "done", "touched_at"])
    return True


def _end(pk: int, run: str, error: Message | None = None) -> None:
    with transaction.atomic():
        stored = BulkUpload.objects.select_for_update().filter(pk=pk, run=run, finished_at=None).first()
        if stored is not None:
            if error:
                stored.refused += [[path, error.to_json()] for _, path in stored.files[stored.done :]]
            finish(stored)


def finish(upload: BulkUpload) -> None:
    """Store that no more files are read, and delete the archive. The row must be locked."""
    name, storage = upload.file.name, upload.file.storage
    upload.file, upload.run, upload.finished_at = "", "", timezone.now()
    upload.save(update_fields=["file", "run", "finished_at", "refused"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))

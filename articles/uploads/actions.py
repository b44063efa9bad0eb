"""Every change to bulk uploads that people make."""

from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from articles.errors import Unreadable
from articles.models import Article, BulkUpload, UploadDuplicate
from articles.parsing.uploaded_zip import SUFFIX
from articles.uploads.entries import list_files
from articles.uploads.work import STALE_AFTER, begin, delete_files, finish
from people.models import Team, User
from people.permissions import Permission, check_permission
from web.i18n.lazy_message import Message
from web.rate_limits import hit_named_limit

# How long uploads are kept whose articles somebody reviews, and those of which not all bytes have arrived.
RETENTION = timedelta(days=2)
# How long the files of others are kept, for duplicates that somebody may want all the same.
KEEP_FILES = timedelta(days=7)
# Uploads of one person that wait or are being read.
MAX_UNFINISHED = 5
KINDS = {
    SUFFIX: BulkUpload.Kind.ZIP,
    ".csv": BulkUpload.Kind.CSV,
    ".tsv": BulkUpload.Kind.CSV,
    ".jsonl": BulkUpload.Kind.JSONL,
    ".ndjson": BulkUpload.Kind.JSONL,
    ".xlsx": BulkUpload.Kind.XLSX,
}
TOO_MANY = Message(
    "Other ZIP archives of yours are still being read ({count}). Upload this one when they are done."
)
TOO_MANY_UPLOADS = Message(
    "Other uploads of yours are not finished ({count}). Wait until they are, or cancel one of them."
)
NO_KIND = Message("{name} cannot be read as many articles. These endings can: {known}.")
TOO_LARGE = Message("This file has {size} MB. Up to {most} MB are allowed. Split it into several files.")
NO_BYTES = Message("This file is empty.")


def is_zip(name: str) -> bool:
    """Return whether an uploaded file with that name is an archive with many articles."""
    return PurePath(name).suffix.lower() == SUFFIX


def start_zip_upload(user: User, file: File, name: str, team: Team | None) -> BulkUpload:
    """Begin to read the articles in an archive, each of which somebody reviews. Raises ``Unreadable``."""
    check_permission(user, Permission.ADD_ARTICLE, Article(owner=user, team=team))
    _check_unfinished(user, TOO_MANY)
    files = list_files(ready=False, data=file.read())
    file.seek(0)
    upload = _new_upload(user, name, file.size, team)
    upload.received, upload.files, upload.total = file.size, files, len(files)
    upload.file.save("articles.zip", file, save=False)
    upload.save()
    transaction.on_commit(lambda: begin(upload.pk))
    return upload


def create_upload(
    user: User, name: str, length: int, team: Team | None, duplicates: BulkUpload.Duplicates
) -> BulkUpload:
    """Begin an upload of ``length`` bytes that arrive in parts, whose articles are ready at once.

    Raises ``Unreadable`` for a file that cannot be read.
    """
    check_permission(user, Permission.ADD_ARTICLE, Article(owner=user, team=team))
    hit_named_limit(user, "upload")
    _check_unfinished(user, TOO_MANY_UPLOADS)
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise Unreadable(NO_KIND.format(name=PurePath(name).name[:100], known=", ".join(KINDS)))
    if not length:
        raise Unreadable(NO_BYTES)
    if length > settings.BULK_UPLOAD_BYTES:
        size, most = -(-length // 2**20), settings.BULK_UPLOAD_BYTES // 2**20
        raise Unreadable(TOO_LARGE.format(size=size, most=most))
    upload = _new_upload(user, name, length, team)
    upload.kind, upload.ready, upload.duplicates = kind, True, duplicates
    upload.save()
    return upload


def _new_upload(user: User, name: str, length: int, team: Team | None) -> BulkUpload:
    return BulkUpload(
        owner=user,
        team=team,
        name=PurePath(name).name[:255],
        length=length,
        language=get_language() or "en",
        touched_at=timezone.now(),
    )


def _check_unfinished(user: User, message: Message) -> None:
    unfinished = BulkUpload.objects.filter(owner=user, finished_at=None).count()
    if unfinished >= MAX_UNFINISHED:
        raise Unreadable(message.format(count=unfinished))


def continue_stale_upload(upload: BulkUpload) -> None:
    """Go on reading, if the process that did so has died or hangs."""
    now = timezone.now()
    stale = BulkUpload.objects.filter(
        pk=upload.pk, finished_at=None, received=F("length"), touched_at__lt=now - STALE_AFTER
    )
    # Of several simultaneous requests, only one begins again.
    if stale.update(run="", touched_at=now):
        begin(upload.pk)


def stop_upload(upload: BulkUpload) -> None:
    """Read nothing more; the articles that were added stay."""
    with transaction.atomic():
        stored = BulkUpload.objects.select_for_update().filter(pk=upload.pk, finished_at=None).first()
        if stored is not None:
            finish(stored)
            delete_files(stored)


def add_duplicates(upload: BulkUpload, duplicates: list[UploadDuplicate]) -> None:
    """Add entries that were skipped as duplicates all the same; their upload is read once more for that."""
    with transaction.atomic():
        stored = BulkUpload.objects.select_for_update().defer("files").get(pk=upload.pk)
        check_permission(stored.owner, Permission.ADD_ARTICLE, Article(owner=stored.owner, team=stored.team))
        skipped = stored.found_duplicates.filter(pk__in=[row.pk for row in duplicates], article=None)
        if not stored.parts.exists() or not skipped.update(wanted=True):
            return
        if stored.finished_at is not None:
            stored.finished_at, stored.touched_at = None, timezone.now()
            stored.save(update_fields=["finished_at", "touched_at"])
            transaction.on_commit(lambda: begin(upload.pk))


def delete_old_uploads() -> None:
    """Delete uploads whose articles were reviewed and those that stopped arriving, and the files of the others."""
    now = timezone.now()
    for upload in BulkUpload.objects.filter(ready=False, created_at__lt=now - RETENTION):
        upload.delete()
    for upload in BulkUpload.objects.filter(received__lt=F("length"), touched_at__lt=now - RETENTION):
        upload.delete()
    for upload in BulkUpload.objects.filter(ready=True, finished_at__lt=now - KEEP_FILES):
        delete_files(upload)
        upload.found_duplicates.filter(article=None).update(body="")

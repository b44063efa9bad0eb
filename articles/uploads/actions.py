"""Every change to ZIP archives with many articles that people make."""

from datetime import timedelta
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from articles.errors import Unreadable
from articles.models import Article, BulkUpload
from articles.parsing.uploaded_zip import SUFFIX
from articles.sandbox.archives import list_files_in_zip
from articles.uploads.work import STALE_AFTER, begin, finish
from people.models import Team, User
from people.permissions import Permission, check_permission
from web.i18n.lazy_message import Message

RETENTION = timedelta(days=2)
# Archives of one person that wait or are being read.
MAX_UNFINISHED = 5
TOO_MANY = Message(
    "Other ZIP archives of yours are still being read ({count}). Upload this one when they are done."
)


def is_zip(name: str) -> bool:
    """Return whether an uploaded file with that name is an archive with many articles."""
    return PurePath(name).suffix.lower() == SUFFIX


def start_zip_upload(user: User, file: File, name: str, team: Team | None) -> BulkUpload:
    """Begin to read the articles in an archive. Raises ``Unreadable``."""
    check_permission(user, Permission.ADD_ARTICLE, Article(owner=user, team=team))
    unfinished = BulkUpload.objects.filter(owner=user, finished_at=None).count()
    if unfinished >= MAX_UNFINISHED:
        raise Unreadable(TOO_MANY.format(count=unfinished))
    files = list_files_in_zip(file.read())
    file.seek(0)
    upload = BulkUpload(
        owner=user,
        team=team,
        name=PurePath(name).name[:255],
        language=get_language() or "en",
        files=files,
        touched_at=timezone.now(),
    )
    upload.file.save("articles.zip", file, save=False)
    upload.save()
    transaction.on_commit(lambda: begin(upload.pk))
    return upload


def continue_stale_zip_upload(upload: BulkUpload) -> None:
    """Go on reading, if the process that did so has died or hangs."""
    now = timezone.now()
    stale = BulkUpload.objects.filter(pk=upload.pk, finished_at=None, touched_at__lt=now - STALE_AFTER)
    # Of several simultaneous requests, only one begins again.
    if stale.update(run="", touched_at=now):
        begin(upload.pk)


def stop_zip_upload(upload: BulkUpload) -> None:
    """Read no more files; the articles that were added stay."""
    with transaction.atomic():
        stored = BulkUpload.objects.select_for_update().filter(pk=upload.pk, finished_at=None).first()
        if stored is not None:
            finish(stored)


def delete_old_zip_uploads() -> None:
    """Delete the archives of more than two days ago; the articles stay."""
    for upload in BulkUpload.objects.filter(created_at__lt=timezone.now() - RETENTION):
        upload.delete()

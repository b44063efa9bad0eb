"""Receive a file in parts, each of which begins where the one before ended."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from articles.models import BulkUpload, UploadPart
from articles.uploads.work import begin
from web.errors import ProblemError

WRONG_OFFSET = N_("This part begins at another byte than the one that comes next. Ask how many have arrived.")
STOPPED = N_("This upload was stopped. Choose the file once more to upload it.")
TOO_LONG = N_("This part goes beyond the end of the file.")


class WrongOffset(ProblemError):
    """The part does not begin where the last one ended; ``Upload-Offset`` says where that is."""

    status = 409
    code = "wrong-offset"


class UploadStopped(ProblemError):
    """Somebody stopped the upload: nothing of it is received any more."""

    status = 410
    code = "upload-stopped"


class PartTooLong(ProblemError):
    """The part goes beyond the length of the file."""

    status = 400
    code = "part-too-long"


def receive_part(upload: BulkUpload, offset: int, content: bytes) -> int:
    """Store the part that begins at ``offset``, and return how many bytes have arrived.

    With the last part, reading begins. Raises ``WrongOffset``, ``PartTooLong`` or ``UploadStopped``.
    """
    if offset + len(content) > upload.length:
        raise PartTooLong(TOO_LONG)
    if _is_stopped(upload):
        raise UploadStopped(STOPPED)
    if offset != upload.received:
        raise WrongOffset(WRONG_OFFSET)
    if not content:
        return upload.received
    part = UploadPart(upload=upload, offset=offset, size=len(content))
    part.file.save(uuid4().hex, ContentFile(content), save=False)
    try:
        return _append(part)
    except BaseException:
        # Rolling back the transaction deletes no files.
        part.file.storage.delete(part.file.name)
        raise


@transaction.atomic
def _append(part: UploadPart) -> int:
    upload = BulkUpload.objects.select_for_update().defer("files").filter(pk=part.upload_id).first()
    if upload is None or _is_stopped(upload):
        raise UploadStopped(STOPPED)
    if upload.received != part.offset:
        raise WrongOffset(WRONG_OFFSET)
    part.save()
    upload.received += part.size
    upload.touched_at = timezone.now()
    upload.save(update_fields=["received", "touched_at"])
    if upload.complete:
        transaction.on_commit(lambda: begin(upload.pk))
    return upload.received


def _is_stopped(upload: BulkUpload) -> bool:
    return upload.finished_at is not None and not upload.complete

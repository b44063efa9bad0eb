"""How far an upload with many articles is."""

from typing import TypedDict

from django.db.models import Count, Q

from articles.models import BulkUpload
from web.i18n.lazy_message import Message
from web.i18n.translate import translate


class UploadProgress(TypedDict):
    """``received`` of ``length`` bytes have arrived; then ``done`` of ``total`` entries are read, null while unknown.

    ``skipped`` entries are duplicates that were not added. ``error`` says why nothing could be read.
    """

    received: int
    length: int
    done: int
    total: int | None
    added: int
    refused_count: int
    skipped: int
    finished: bool
    error: str | None


def progress_of(upload: BulkUpload) -> UploadProgress:
    """Return how far an upload is."""
    skipped = upload.found_duplicates.aggregate(n=Count("pk", filter=Q(article=None)))["n"]
    return {
        "received": upload.received,
        "length": upload.length,
        "done": upload.done,
        "total": upload.total,
        "added": len(upload.added),
        "refused_count": upload.refused_count,
        "skipped": skipped,
        "finished": upload.finished_at is not None,
        "error": translate(Message.from_json(upload.error)) if upload.error else None,
    }

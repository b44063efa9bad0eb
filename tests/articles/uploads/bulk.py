"""Bulk uploads as tests make them."""

import io
import json
from collections.abc import Sequence

from articles.models import BulkUpload
from articles.uploads.actions import create_upload
from articles.uploads.receiving import receive_part
from people.models import Team, User

SKIP, ADD = BulkUpload.Duplicates.SKIP, BulkUpload.Duplicates.ADD


def jsonl(texts: Sequence[str]) -> bytes:
    """Return a table of these texts."""
    return "\n".join(
        json.dumps({"title": f"No. {n}", "text": text}) for n, text in enumerate(texts, 1)
    ).encode()


def upload_file(
    user: User, team: Team | None, name: str, data: bytes, duplicates: BulkUpload.Duplicates = SKIP
) -> BulkUpload:
    """Upload a file in two parts; nothing in it is read yet."""
    upload = create_upload(user, name, len(data), team, duplicates)
    source = io.BytesIO(data)
    for size in (len(data) // 2, len(data)):
        if part := source.read(size):
            upload.received = receive_part(upload, upload.received, part)
    return upload

"""Unfinished work in the download of everything: corrections not applied yet, and uploads that are still being read."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from typing import Any

from django.db.models.fields.files import FieldFile

from articles.access import pending_corrections, unfinished_scans, unfinished_uploads
from articles.models import BulkUpload, PendingCorrection, ScanJob
from articles.parsing.scan.hocr import ScanLine
from people.models import User

CHUNK = 1 << 20


def write_unfinished(archive: zipfile.ZipFile, user: User) -> Iterator[None]:
    """Write what only ``user`` can see yet, with the uploaded files; yield after each of them.

    Of a lost file, ``file`` in the JSON is null.
    """
    corrections = [_correction_json(row) for row in pending_corrections(user)]
    if corrections:
        _write_json(archive, "unfinished/corrections.json", corrections)
    for scan in unfinished_scans(user):
        folder = f"unfinished/scans/{scan.pk}"
        file = _write_file(archive, folder, scan.name, scan.file)
        _write_json(archive, f"{folder}/scan.json", _scan_json(scan) | {"file": file})
        yield
    for upload in unfinished_uploads(user):
        folder = f"unfinished/archives/{upload.pk}"
        parts = [part.file for part in upload.parts.all()]
        file = _write_file(archive, folder, upload.name, *(parts or [upload.file]))
        _write_json(archive, f"{folder}/archive.json", _zip_json(upload) | {"file": file})
        yield


def _correction_json(row: PendingCorrection) -> dict[str, Any]:
    return {
        "article": row.text.article_id,
        "title": row.text.article.title,
        "revision": row.text.revision,
        "updated_at": row.updated_at,
        **row.hand_edits,
    }


def _scan_json(scan: ScanJob) -> dict[str, Any]:
    return {
        "name": scan.name,
        "article": scan.article_id,
        "metadata": scan.metadata,
        "language": scan.language,
        "state": scan.state,
        "created_at": scan.created_at,
        "pages_to_read": scan.numbers,
        "pages": [
            {"number": page.number, "text": [ScanLine.from_json(row).text for row in page.lines or ()]}
            for page in scan.pages.order_by("number")
        ],
    }


def _zip_json(upload: BulkUpload) -> dict[str, Any]:
    return {
        "name": upload.name,
        "created_at": upload.created_at,
        "files": [path for _index, path in upload.files],
        "done": upload.done,
        "added": upload.added,
        "refused": upload.refused,
    }


def _write_file(archive: zipfile.ZipFile, folder: str, name: str, *parts: FieldFile) -> str | None:
    """Copy the parts of an uploaded file into the folder, and return its path, None if there is none or it is lost."""
    base_name = name.replace("\\", "/").rpartition("/")[2]
    path = f"{folder}/original/{base_name}"
    if not all(part and part.storage.exists(part.name) for part in parts):
        return None
    try:
        with archive.open(path, "w", force_zip64=True) as target:
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, target, CHUNK)
    except (OSError, ValueError):
        return None
    return path


def _write_json(archive: zipfile.ZipFile, name: str, content: Any) -> None:
    archive.writestr(name, json.dumps(content, ensure_ascii=False, indent=1, default=str))

"""Claimlight's own complete JSON: everything stored about an article and its history, apart from files.

Reading it back loses nothing but the original file and the pictures.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.formats.json_rows import first_object, read_rows
from reports.formats.parsed import Document, Files, ParsedAnnotation, ParsedFile, RowError
from reports.formats.record_validation import check_record
from web.i18n.lazy_message import Message

OTHER_VERSION = Message(
    "has format version {version}, but this Claimlight reads version 1. Update Claimlight."
)


class ClaimlightFormat:
    """The record of one article, as ``claimlight-1.schema.json`` describes it."""

    slug = "claimlight"
    ending = "claimlight.json"
    group = "tools"
    order = 11
    title = _("Claimlight, complete")
    media_type = "application/json"
    limitations = _("The pictures and the original file.")
    # It is written from everything that is stored, and not from the report.
    of_record = True

    def write(self, record: Mapping[str, Any]) -> bytes:
        """Return the record as UTF-8."""
        return json.dumps(record, ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """Return whether the first object names the format."""
        return first_object(files).get("format") == "claimlight"

    def read(self, files: Files) -> ParsedFile:
        """Read records that fit their schema and hold everything they refer to."""
        return read_rows(files, "Claimlight", _document)


def _document(file: str, where: str, record: dict[str, Any]) -> Document:
    if record.get("version") != 1:
        raise RowError(OTHER_VERSION.format(version=str(record.get("version"))))
    left_out = check_record(record)
    names = {row["person"]: row["name"] for row in record["people"]}
    layers: dict[str, list[ParsedAnnotation]] = {name: [] for name in names.values()}
    for round_ in record["rounds"]:
        readers = {layer["id"]: layer["annotator"] for layer in round_["layers"]}
        for row in round_["annotations"]:
            reader = readers[row["layer"]]
            if reader and not row["deleted"]:
                layers[names[reader["person"]]].append(
                    ParsedAnnotation(row["start"], row["end"], row["tag"], row["quote"], id=row["id"])
                )
    metadata = {name: record["article"][name] for name in ("title", "url")}
    by_reader = {name: tuple(annotations) for name, annotations in layers.items()}
    return Document(
        where, record["texts"][-1]["body"], by_reader, record=record, left_out=left_out, **metadata
    )

"""Claimlight's own complete JSON: all that is kept of an article, with its history; nothing is lost on the way back."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.formats.parsed import (
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    first_object,
    read_rows,
)
from reports.formats.record_validation import check_record
from web.i18n.lazy_message import Message

OTHER_VERSION = Message("is of version {version}; this Claimlight reads version 1. Update Claimlight.")


class ClaimlightFormat:
    """The record of one article, as ``claimlight-1.schema.json`` describes it."""

    slug = "claimlight"
    ending = "claimlight.json"
    group = "tools"
    order = 11
    title = _("Claimlight, complete")
    media_type = "application/json"
    loses = ""
    # It is made of everything that is kept, and not of the report.
    of_record = True

    def write(self, record: Mapping[str, Any]) -> bytes:
        """UTF-8."""
        return json.dumps(record, ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """A file that says so."""
        return first_object(files).get("format") == "claimlight"

    def read(self, files: Files) -> ParsedFile:
        """Valid by its schema, and whole: everything that it speaks of is in it."""
        return read_rows(files, "Claimlight", _document)


def _document(file: str, where: str, record: dict[str, Any]) -> Document:
    if record.get("version") != 1:
        raise RowError(OTHER_VERSION.format(version=str(record.get("version"))))
    left_out = check_record(record)
    names = {row["person"]: row["name"] for row in record["people"]}
    layers: dict[str, list[ParsedAnnotation]] = {name: [] for name in names.values()}
    for round_ in record["rounds"]:
        readers = {layer["id"]: layer["annotator"] for layer in round_["layers"]}
        for mark in round_["annotations"]:
            reader = readers[mark["layer"]]
            if reader and not mark["deleted"]:
                own = ParsedAnnotation(mark["start"], mark["end"], mark["tag"], mark["quote"], id=mark["id"])
                layers[names[reader["person"]]].append(own)
    facts = {name: record["article"][name] for name in ("title", "url")}
    by_reader = {name: tuple(marks) for name, marks in layers.items()}
    return Document(where, record["texts"][-1]["body"], by_reader, record=record, left_out=left_out, **facts)

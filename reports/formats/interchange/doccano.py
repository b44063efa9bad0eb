"""doccano's JSONL for sequence labelling."""

import json
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader, provenance
from reports.formats.parsed import (
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    annotator_name,
    article_metadata,
    first_object,
    read_rows,
    require_annotation,
    require_text,
)
from web.i18n.lazy_message import Message

WHOLE_TEXT = Message("has labels of the whole text, and not of passages. Those cannot be taken.")
COMMENTS = Message("has comments on the whole text, which have no place here.")


class DoccanoFormat:
    """A line a reader. What doccano has no place for stands beside the labels, and becomes the example's metadata."""

    slug = "doccano"
    ending = "doccano.jsonl"
    group = "tools"
    of_marks = True
    order = 21
    title = _("doccano")
    media_type = "application/x-ndjson"
    loses = _("Overlapping labels, where the project in doccano does not allow them.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """UTF-8, a JSON object a line."""
        lines = []
        for reader, marks in by_reader(report).items():
            line = {
                "text": report.text.body,
                "label": [[mark.start, mark.end, mark.tag] for mark in marks],
                "annotator": reader,
                "notes": [mark.note for mark in marks],
                "details": [mark.details for mark in marks],
                "made": provenance(report),
            }
            lines.append(json.dumps(line, ensure_ascii=False))
        return "".join(f"{line}\n" for line in lines).encode()

    def fits(self, files: Files) -> bool:
        """Objects with a text and labels, as doccano’s JSON or JSONL."""
        first = first_object(files)
        return "text" in first and any(isinstance(first.get(name), list) for name in LABELS)

    def read(self, files: Files) -> ParsedFile:
        """A row is an example as one annotator labelled it: doccano exports a file for each of them, or one for all."""
        return read_rows(files, "doccano", _document)


# As it calls them today, where relations are on, and as it did before.
LABELS = ("label", "entities", "labels", "annotations")
LEFT_OUT = {
    "Comments": COMMENTS,
    "relations": Message("has relations between labels, which have no place here."),
}


def _document(file: str, where: str, row: dict[str, Any]) -> Document:
    text = require_text(row.get("text"))
    marks = [_mark(label) for name in LABELS for label in row.get(name) or ()]
    notes, details = (
        row.get(name) if isinstance(row.get(name), list) else [] for name in ("notes", "details")
    )
    full = (
        marks
        if not notes and not details
        else [
            replace(mark, note=_at(notes, n, str) or "", details=_at(details, n, dict) or {})
            for n, mark in enumerate(marks)
        ]
    )
    left_out = tuple(said for name, said in LEFT_OUT.items() if row.get(name))
    layers = {annotator_name(row.get("annotator"), file): tuple(full)}
    return Document(where, text, layers, left_out=left_out, **article_metadata(row.get("made")))


def _mark(label: Any) -> ParsedAnnotation:
    if isinstance(label, dict):
        return require_annotation(label.get("start_offset"), label.get("end_offset"), label.get("label"))
    if isinstance(label, list) and len(label) == 3:
        return require_annotation(*label)
    if isinstance(label, str):
        raise RowError(WHOLE_TEXT)
    raise RowError(Message("has a label that is no [start, end, label]."))


def _at(values: list[Any], number: int, kind: type) -> Any:
    value = values[number] if number < len(values) else None
    return value if isinstance(value, kind) else None

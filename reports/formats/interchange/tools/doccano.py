"""doccano's JSONL for sequence labelling."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader, provenance
from reports.formats.interchange._base import ToolFormat, json_lines
from reports.formats.json_rows import (
    annotator_name,
    article_metadata,
    first_object,
    read_rows,
    require_annotation,
    require_text,
)
from reports.formats.parsed import Document, Files, ParsedAnnotation, ParsedFile, RowError
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

# The names of the list of labels: the present one, the one where relations are on, and older ones.
LABELS = ("label", "entities", "labels", "annotations")
WHOLE_TEXT = Message("has labels for the whole text instead of passages. They cannot be imported.")
COMMENTS = Message("has comments on the whole text. They cannot be imported.")
LEFT_OUT = {
    "Comments": COMMENTS,
    "relations": Message("has relations between labels. They cannot be imported."),
}


class DoccanoFormat(ToolFormat):
    """What doccano has no field for stands beside the labels; doccano takes it over as metadata of the example."""

    slug = "doccano"
    ending = "doccano.jsonl"
    order = 21
    title = _("doccano")
    limitations = _("Hints, and overlapping labels unless the doccano project allows them.")
    media_type = "application/x-ndjson"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a line per reader."""
        return json_lines(
            _row(report, reader, annotations) for reader, annotations in by_reader(report).items()
        )

    def fits(self, files: Files) -> bool:
        """Return whether the first object has a text and labels."""
        first = first_object(files)
        return "text" in first and any(isinstance(first.get(name), list) for name in LABELS)

    def read(self, files: Files) -> ParsedFile:
        """Read the documents in the rows."""
        return read_rows(files, "doccano", _document)


def _row(
    report: Report | ArticleAnnotations, reader: str, annotations: list[SpanAnnotation]
) -> dict[str, Any]:
    """Return an example with the labels of one reader."""
    return {
        "text": report.text.body,
        "label": [[annotation.start, annotation.end, annotation.tag] for annotation in annotations],
        "annotator": reader,
        "notes": [annotation.note for annotation in annotations],
        "details": [annotation.details for annotation in annotations],
        "made": provenance(report),
    }


def _document(file: str, where: str, row: dict[str, Any]) -> Document:
    """Return an example as one annotator labelled it; doccano exports one file per annotator, or one for all."""
    text = require_text(row.get("text"))
    annotations = [_annotation(label) for name in LABELS for label in row.get(name) or ()]
    notes, details = (
        row.get(name) if isinstance(row.get(name), list) else [] for name in ("notes", "details")
    )
    if notes or details:
        annotations = [
            replace(annotation, note=_item(notes, n, str) or "", details=_item(details, n, dict) or {})
            for n, annotation in enumerate(annotations)
        ]
    left_out = tuple(message for name, message in LEFT_OUT.items() if row.get(name))
    layers = {annotator_name(row.get("annotator"), file): tuple(annotations)}
    return Document(where, text, layers, left_out=left_out, **article_metadata(row.get("made")))


def _annotation(label: Any) -> ParsedAnnotation:
    if isinstance(label, dict):
        return require_annotation(label.get("start_offset"), label.get("end_offset"), label.get("label"))
    if isinstance(label, list) and len(label) == 3:
        return require_annotation(*label)
    if isinstance(label, str):
        raise RowError(WHOLE_TEXT)
    raise RowError(Message("has a label that does not have the form [start, end, label]."))


def _item(values: list[Any], index: int, kind: type) -> Any:
    value = values[index] if index < len(values) else None
    return value if isinstance(value, kind) else None

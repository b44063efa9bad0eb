"""Label Studio's JSON: one task with an annotation per reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader, provenance
from reports.formats.interchange._base import ToolFormat, json_list
from reports.formats.json_rows import (
    annotator_name,
    article_metadata,
    first_object,
    read_rows,
    require_annotation,
    require_object,
    require_text,
)
from reports.formats.parsed import Document, Files, ParsedAnnotation, ParsedFile, RowError
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

OTHERS = Message("has more than labels on passages, such as choices or relations. They cannot be imported.")


class LabelStudioFormat(ToolFormat):
    """For a labelling setup of ``<Labels name="label" toName="text">`` over ``<Text name="text" value="$text"/>``."""

    slug = "labelstudio"
    ending = "labelstudio.json"
    order = 22
    title = _("Label Studio")
    limitations = _("Hints, and readers as Label Studio users. Their names are in the task’s data.")
    media_type = "application/json"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return one task."""
        return json_list([_task(report)])

    def fits(self, files: Files) -> bool:
        """Return whether the first object is a task with data and annotations."""
        first = first_object(files)
        return isinstance(first.get("data"), dict) and isinstance(first.get("annotations"), list)

    def read(self, files: Files) -> ParsedFile:
        """Read the documents in the rows."""
        return read_rows(files, "Label Studio", _document)


def _task(report: Report | ArticleAnnotations) -> dict[str, Any]:
    """Return a task with the annotations of all readers."""
    readers = by_reader(report)
    return {
        "data": {"text": report.text.body, "annotators": list(readers), "made": provenance(report)},
        "annotations": [
            {"result": [_region(annotation) for annotation in annotations], "ground_truth": False}
            for annotations in readers.values()
        ],
    }


def _document(file: str, where: str, row: dict[str, Any]) -> Document:
    """Return a task of the export that Label Studio calls “JSON”, with a layer per annotator."""
    data = require_object(row.get("data"), "Label Studio")
    text = require_text(_text(data))
    names = data["annotators"] if isinstance(data.get("annotators"), list) else []
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    has_others = False
    results = [require_object(result, "Label Studio") for result in row.get("annotations") or ()]
    for number, result in enumerate(results):
        # Someone who skipped a task said nothing about its text.
        if result.get("was_cancelled"):
            continue
        name = names[number] if number < len(names) else _name(result.get("completed_by"))
        annotator = annotator_name(name, file)
        annotations, others = _annotations(result)
        layers[annotator] = (*layers.get(annotator, ()), *annotations)
        has_others = has_others or others
    left_out = (OTHERS,) * has_others
    return Document(where, text, layers, left_out=left_out, **article_metadata(data.get("made", data)))


def _text(data: dict[str, Any]) -> Any:
    """Return ``text``, or else the only text there is."""
    if isinstance(data.get("text"), str):
        return data["text"]
    texts = [value for value in data.values() if isinstance(value, str)]
    if len(texts) > 1:
        raise RowError(Message("contains several texts, but none is called “text”."))
    return texts[0] if texts else None


def _name(completed_by: Any) -> str:
    """Return the name of a user, or else their address or id."""
    if isinstance(completed_by, dict):
        name = " ".join(str(completed_by.get(part) or "") for part in ("first_name", "last_name")).strip()
        return name or str(completed_by.get("email") or completed_by.get("id") or "")
    return str(completed_by or "")


def _annotations(result: dict[str, Any]) -> tuple[list[ParsedAnnotation], bool]:
    """Return the labelled passages, and whether there is anything else."""
    annotations: list[ParsedAnnotation] = []
    others = False
    for region in (require_object(region, "Label Studio") for region in result.get("result") or ()):
        value = region.get("value")
        if region.get("type") == "hypertextlabels":
            raise RowError(
                Message("was labelled as HTML, so its positions refer to a page that is not in the file.")
            )
        if not isinstance(value, dict) or not isinstance(value.get("labels"), list):
            others = True
            continue
        meta = region["meta"] if isinstance(region.get("meta"), dict) else {}
        notes = [str(note) for note in meta["text"]] if isinstance(meta.get("text"), list) else []
        optional = {
            "quote": value.get("text"),
            "note": meta.get("note", "\n".join(notes)),
            "details": meta.get("details"),
            "id": region.get("id"),
        }
        annotations += [
            require_annotation(value.get("start"), value.get("end"), label, **optional)
            for label in value["labels"]
        ]
    return annotations, others


def _region(annotation: SpanAnnotation) -> dict[str, Any]:
    details = [f"{name}: {_detail_text(value)}" for name, value in annotation.details.items()]
    region: dict[str, Any] = {
        "id": annotation.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": annotation.start,
            "end": annotation.end,
            "text": annotation.quote,
            "labels": [annotation.tag],
        },
    }
    # Label Studio shows ``text``; from the rest we read the note and the details back.
    notes = [text for text in (annotation.note, *details) if text]
    meta = {"text": notes, "note": annotation.note, "details": annotation.details}
    return region | ({"meta": meta} if notes else {})


def _detail_text(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)

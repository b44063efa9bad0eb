"""Label Studio's JSON: one task with an annotation a reader."""

import json
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
    require_object,
    require_text,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

OTHERS = Message("has more than labels on passages, such as choices or relations, which has no place here.")


class LabelStudioFormat:
    """For a labelling setup of ``<Labels name="label" toName="text">`` over ``<Text name="text" value="$text"/>``."""

    slug = "labelstudio"
    ending = "labelstudio.json"
    group = "tools"
    of_marks = True
    order = 22
    title = _("Label Studio")
    media_type = "application/json"
    loses = _("Readers as people of Label Studio: their names stand in the task’s data.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """UTF-8; a list of one task."""
        readers = by_reader(report)
        task = {
            "data": {"text": report.text.body, "annotators": list(readers), "made": provenance(report)},
            "annotations": [
                {"result": [_region(mark) for mark in marks], "ground_truth": False}
                for marks in readers.values()
            ],
        }
        return json.dumps([task], ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """Tasks with data and annotations."""
        first = first_object(files)
        return isinstance(first.get("data"), dict) and isinstance(first.get("annotations"), list)

    def read(self, files: Files) -> ParsedFile:
        """The export called “JSON”: a task has a text, and an annotation for each who annotated it."""
        return read_rows(files, "Label Studio", _document)


def _document(file: str, where: str, task: dict[str, Any]) -> Document:
    data = require_object(task.get("data"), "Label Studio")
    text = require_text(_text(data, task))
    names = data.get("annotators")
    named = names if isinstance(names, list) else []
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    others = False
    annotations = [require_object(annotation, "Label Studio") for annotation in task.get("annotations") or ()]
    for number, annotation in enumerate(annotations):
        # What was skipped says nothing of the text.
        if annotation.get("was_cancelled"):
            continue
        own = named[number] if number < len(named) else _name(annotation.get("completed_by"))
        reader = annotator_name(own, file)
        marks, more = _marks(annotation)
        layers[reader] = (*layers.get(reader, ()), *marks)
        others = others or more
    return Document(
        where, text, layers, left_out=(OTHERS,) * others, **article_metadata(data.get("made", data))
    )


def _text(data: dict[str, Any], task: dict[str, Any]) -> Any:
    """What was labelled: ``text``, or the one text that there is."""
    if isinstance(data.get("text"), str):
        return data["text"]
    texts = [value for value in data.values() if isinstance(value, str)]
    if len(texts) > 1:
        raise RowError(Message("holds several texts, and none is called “text”."))
    return texts[0] if texts else None


def _name(completed_by: Any) -> str:
    """Of the user, or what number they have there."""
    if isinstance(completed_by, dict):
        name = " ".join(str(completed_by.get(part) or "") for part in ("first_name", "last_name")).strip()
        return name or str(completed_by.get("email") or completed_by.get("id") or "")
    return str(completed_by or "")


def _marks(annotation: dict[str, Any]) -> tuple[list[ParsedAnnotation], bool]:
    """Labelled stretches of text, and whether the annotation holds anything else."""
    found: list[ParsedAnnotation] = []
    others = False
    for region in (require_object(region, "Label Studio") for region in annotation.get("result") or ()):
        value = region.get("value")
        if region.get("type") == "hypertextlabels":
            raise RowError(Message("was labelled as HTML: its places count in a page that is not here."))
        if not isinstance(value, dict) or not isinstance(value.get("labels"), list):
            others = True
            continue
        meta = region.get("meta")
        about = meta if isinstance(meta, dict) else {}
        said = about.get("text")
        notes = [str(note) for note in said] if isinstance(said, list) else []
        more = {
            "quote": value.get("text"),
            "note": about.get("note", "\n".join(notes)),
            "details": about.get("details"),
            "id": region.get("id"),
        }
        found += [
            require_annotation(value.get("start"), value.get("end"), label, **more)
            for label in value["labels"]
        ]
    return found, others


def _region(mark: SpanAnnotation) -> dict[str, Any]:
    said = [mark.note, *(f"{name}: {_said(value)}" for name, value in mark.details.items())]
    region: dict[str, Any] = {
        "id": mark.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": mark.start, "end": mark.end, "text": mark.quote, "labels": [mark.tag]},
    }
    # ``text`` is what Label Studio shows; the rest lets us read back what was what.
    notes = [text for text in said if text]
    meta = {"text": notes, "note": mark.note, "details": mark.details}
    return region | ({"meta": meta} if notes else {})


def _said(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)

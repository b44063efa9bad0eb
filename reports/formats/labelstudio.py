"""Label Studio's JSON: one task with an annotation a reader."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.exported import by_reader, provenance
from reports.layers import Mark
from reports.report import Report


class LabelStudioFormat:
    """For a labelling setup of ``<Labels name="label" toName="text">`` over ``<Text name="text" value="$text"/>``."""

    slug = "labelstudio"
    ending = "labelstudio.json"
    group = "tools"
    order = 22
    title = _("Label Studio")
    media_type = "application/json"
    loses = _("Readers as people of Label Studio: their names stand in the task’s data.")

    def write(self, report: Report) -> bytes:
        """UTF-8; a list of one task."""
        readers = by_reader(report)
        task = {
            "data": {"text": report.text.body, "annotators": list(readers), "made": provenance(report)},
            "annotations": [
                {"result": [_region(mark) for mark in marks], "ground_truth": False}
                for marks in readers.values()
            ],
        }
        return json.dumps([task], ensure_ascii=False, indent=1).encode()


def _region(mark: Mark) -> dict[str, Any]:
    said = [mark.note, *(f"{name}: {_said(value)}" for name, value in mark.details.items())]
    region: dict[str, Any] = {
        "id": mark.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": mark.start, "end": mark.end, "text": mark.quote, "labels": [mark.tag]},
    }
    notes = [text for text in said if text]
    return region | ({"meta": {"text": notes}} if notes else {})


def _said(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)

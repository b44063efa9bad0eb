"""doccano's JSONL for sequence labelling."""

import json

from django.utils.translation import gettext_lazy as _

from reports.exported import by_reader, provenance
from reports.report import Report


class DoccanoFormat:
    """A line a reader. What doccano has no place for stands beside the labels, and becomes the example's metadata."""

    slug = "doccano"
    ending = "doccano.jsonl"
    group = "tools"
    order = 21
    title = _("doccano")
    media_type = "application/x-ndjson"
    loses = _("Overlapping labels, where the project in doccano does not allow them.")

    def write(self, report: Report) -> bytes:
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

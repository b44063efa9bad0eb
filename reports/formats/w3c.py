"""W3C Web Annotations, as JSON-LD."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotate.spans import context
from reports.exported import by_reader, provenance
from reports.layers import Mark
from reports.report import Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class W3cFormat:
    """A collection with one page; each mark by its quote and by its position."""

    slug = "w3c"
    ending = "w3c.jsonld"
    group = "tools"
    order = 20
    title = _("W3C Web Annotations")
    media_type = "application/ld+json"
    loses = ""

    def write(self, report: Report) -> bytes:
        """UTF-8."""
        marks = [mark for own in by_reader(report).values() for mark in own]
        items = [_annotation(report, mark) for mark in marks]
        page = {"id": f"{_source(report)}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
        collection = {
            "@context": CONTEXT,
            "id": f"{_source(report)}#marks",
            "type": "AnnotationCollection",
            "label": report.article.title,
            "generator": {"type": "Software", "name": report.made.software},
            "total": len(items),
            "first": page,
            "dcterms:provenance": json.dumps(provenance(report), ensure_ascii=False),
        }
        return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def _source(report: Report) -> str:
    """The text itself has no address: its hash is its name."""
    return f"urn:sha256:{report.made.text_sha256}"


def _annotation(report: Report, mark: Mark) -> dict[str, Any]:
    prefix, suffix = context(report.text.body, mark.start, mark.end)
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": mark.tag}]
    if mark.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": mark.note}
        )
    if mark.details:
        value = json.dumps(mark.details, ensure_ascii=False)
        bodies.append(
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}
        )
    quote = {"type": "TextQuoteSelector", "exact": mark.quote, "prefix": prefix, "suffix": suffix}
    position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{mark.id}" if len(mark.id) == 36 else f"{_source(report)}#{mark.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": mark.annotator},
    }
    # A day alone is no time as the model has it.
    if "T" in mark.created:
        found["created"] = mark.created
    return found | {"body": bodies, "target": {"source": _source(report), "selector": [quote, position]}}

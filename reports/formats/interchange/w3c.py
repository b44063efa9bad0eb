"""W3C Web Annotations, as JSON-LD."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotate.annotations.from_hint import FromHintError, check_from_hint
from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader, provenance
from reports.formats.interchange._base import ToolFormat
from reports.formats.interchange._w3c_hints import hint_collection, is_hint
from reports.formats.interchange._w3c_targets import source_urn, target
from reports.formats.json_rows import (
    HINTS_LEFT_OUT,
    annotator_name,
    article_metadata,
    decode,
    first_object,
    parse_json,
    require_object,
)
from reports.formats.parsed import (
    NUMBER,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    reason_of,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class W3cFormat(ToolFormat):
    """A collection with one page. Each annotation has a quote selector and a position selector."""

    slug = "w3c"
    ending = "w3c.jsonld"
    order = 20
    of_hints = True
    limitations = ""
    title = _("W3C Web Annotations")
    media_type = "application/ld+json"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return the collection as UTF-8."""
        items = [
            _item(report, annotation)
            for annotations in by_reader(report).values()
            for annotation in annotations
        ]
        page = {
            "id": f"{source_urn(report)}#page",
            "type": "AnnotationPage",
            "partOf": f"{source_urn(report)}#marks",
            "startIndex": 0,
            "items": items,
        }
        collection: dict[str, Any] = {
            "@context": CONTEXT,
            "id": f"{source_urn(report)}#marks",
            "type": "AnnotationCollection",
            "label": report.article.title,
            "generator": {"type": "Software", "name": report.made.software},
            "total": len(items),
            "first": page,
            # The model has no property for a text without an address; readers of JSON-LD may ignore these two.
            "schema:text": report.text.body,
            "dcterms:provenance": json.dumps(provenance(report), ensure_ascii=False),
        }
        if report.hints:
            collection["dcterms:relation"] = hint_collection(report, report.hints)
        return json.dumps(collection, ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """Return whether the first object has the context of Web Annotations."""
        context = first_object(files).get("@context")
        return CONTEXT in (context if isinstance(context, list) else [context])

    def read(self, files: Files) -> ParsedFile:
        """Read annotations of the text in a file of ours, or of articles that we have, by their address or hash."""
        documents: list[Document] = []
        problems: list[RowProblem] = []
        for name, data in files.items():
            try:
                top = parse_json(decode(data))
                items, hints = _without_hints(_items(top), top)
                text = top.get("schema:text") if isinstance(top, dict) else None
                about = _metadata(top)
            except RowError as error:
                problems.append(RowProblem(name, reason_of(error)))
                continue
            if hints:
                problems.append(RowProblem(name, HINTS_LEFT_OUT.format(count=hints)))
            if isinstance(text, str) and text.strip():
                documents.append(Document(name, text, {}, **about))
            for number, item in enumerate(items, 1):
                where = NUMBER.format(file=name, number=number)
                try:
                    documents.append(_document(where, require_object(item, "W3C"), text, name, about))
                except RowError as error:
                    problems.append(RowProblem(where, reason_of(error)))
        return ParsedFile(tuple(documents), tuple(problems))


def _items(top: Any) -> list[Any]:
    if isinstance(top, list):
        return top
    kind = require_object(top, "W3C").get("type")
    if kind == "AnnotationCollection":
        return _items(top.get("first"))
    if kind == "AnnotationPage":
        items = top.get("items")
        return items if isinstance(items, list) else []
    return [top]


def _without_hints(items: list[Any], top: Any) -> tuple[list[Any], int]:
    """Return the items that are no hints of ours, and the number of hints in the file."""
    related = top.get("dcterms:relation") if isinstance(top, dict) else None
    hints = len(_items(related)) if is_hint(related) else 0
    annotations = [item for item in items if not is_hint(item)]
    return annotations, hints + len(items) - len(annotations)


def _metadata(top: Any) -> dict[str, str]:
    metadata = top.get("dcterms:provenance") if isinstance(top, dict) else None
    return article_metadata(parse_json(metadata)) if isinstance(metadata, str) else {}


def _document(where: str, item: dict[str, Any], text: Any, file: str, about: dict[str, str]) -> Document:
    target = item.get("target")
    target = target[0] if isinstance(target, list) and target else target
    source = target.get("source") if isinstance(target, dict) else target
    source = source.get("id") if isinstance(source, dict) else source
    body = text if isinstance(text, str) else None
    if body is None and not isinstance(source, str):
        raise RowError(Message("does not say which text it belongs to."))
    creator = item.get("creator")
    name = creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
    layers = {annotator_name(name, file): (_annotation(item, _selectors(target)),)}
    return Document(where, body, layers, source=str(source or ""), **about)


def _selectors(target: Any) -> dict[str, dict[str, Any]]:
    value = target.get("selector") if isinstance(target, dict) else None
    selectors = value if isinstance(value, list) else [value]
    return {s["type"]: s for s in selectors if isinstance(s, dict) and isinstance(s.get("type"), str)}


def _annotation(item: dict[str, Any], selectors: dict[str, dict[str, Any]]) -> ParsedAnnotation:
    position = selectors.get("TextPositionSelector", {})
    start, end = position.get("start"), position.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise RowError(Message("has no TextPositionSelector, so its position in the text is unknown."))
    bodies = item.get("body")
    values: dict[str, str] = {}
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, str):
            values.setdefault("tagging", body)
        elif isinstance(body, dict) and isinstance(body.get("value"), str):
            values.setdefault(str(body.get("purpose") or item.get("motivation") or "tagging"), body["value"])
    if "tagging" not in values:
        raise RowError(Message("has no tag in its body."))
    details = parse_json(values["describing"]) if "describing" in values else {}
    quote = selectors.get("TextQuoteSelector", {}).get("exact")
    return ParsedAnnotation(
        start,
        end,
        values["tagging"],
        quote if isinstance(quote, str) else "",
        values.get("commenting", ""),
        details if isinstance(details, dict) else {},
        str(item.get("id") or "").removeprefix("urn:uuid:"),
        _from_hint(item.get("dcterms:provenance")),
    )


def _from_hint(provenance: Any) -> dict[str, str] | None:
    """Return the hint that a highlight was made from, as our own files name it; None if there is none."""
    values = parse_json(provenance) if isinstance(provenance, str) else None
    try:
        return check_from_hint(values.get("from_hint")) if isinstance(values, dict) else None
    except FromHintError:
        return None


def _item(report: Report | ArticleAnnotations, annotation: SpanAnnotation) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": annotation.tag}]
    if annotation.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": annotation.note}
        )
    if annotation.details:
        value = json.dumps(annotation.details, ensure_ascii=False)
        bodies.append(
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}
        )
    has_uuid = len(annotation.id) == 36
    item: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{annotation.id}" if has_uuid else f"{source_urn(report)}#{annotation.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": annotation.annotator},
    }
    # The model wants a time, and not a day.
    if "T" in annotation.created:
        item["created"] = annotation.created
    if annotation.from_hint:
        item["dcterms:provenance"] = json.dumps({"from_hint": annotation.from_hint}, ensure_ascii=False)
    return item | {"body": bodies, "target": target(report, annotation)}

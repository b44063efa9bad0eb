"""W3C Web Annotations, as JSON-LD."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotate.annotations.spans import quote_context
from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader, provenance
from reports.formats.parsed import (
    NUMBER,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    annotator_name,
    article_metadata,
    decode,
    first_object,
    parse_json,
    reason_of,
    require_object,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class W3cFormat:
    """A collection with one page; each mark by its quote and by its position."""

    slug = "w3c"
    ending = "w3c.jsonld"
    group = "tools"
    of_marks = True
    order = 20
    title = _("W3C Web Annotations")
    media_type = "application/ld+json"
    loses = ""

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """UTF-8."""
        marks = [mark for own in by_reader(report).values() for mark in own]
        items = [_annotation(report, mark) for mark in marks]
        page = {
            "id": f"{_source(report)}#page",
            "type": "AnnotationPage",
            "partOf": f"{_source(report)}#marks",
            "startIndex": 0,
            "items": items,
        }
        collection = {
            "@context": CONTEXT,
            "id": f"{_source(report)}#marks",
            "type": "AnnotationCollection",
            "label": report.article.title,
            "generator": {"type": "Software", "name": report.made.software},
            "total": len(items),
            "first": page,
            # The model has no place for a text that has no address; readers of JSON-LD may skip it.
            "schema:text": report.text.body,
            "dcterms:provenance": json.dumps(provenance(report), ensure_ascii=False),
        }
        return json.dumps(collection, ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """Annotations, a page of them or a collection."""
        context = first_object(files).get("@context")
        return CONTEXT in (context if isinstance(context, list) else [context])

    def read(self, files: Files) -> ParsedFile:
        """Annotations of texts in our own files, or of articles that are here already, known by address or hash."""
        documents: list[Document] = []
        problems: list[RowProblem] = []
        for name, data in files.items():
            try:
                top = parse_json(decode(data))
                items = _items(top)
                text = top.get("schema:text") if isinstance(top, dict) else None
                about = _about(top)
            except RowError as error:
                problems.append(RowProblem(name, reason_of(error)))
                continue
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


def _about(top: Any) -> dict[str, str]:
    said = top.get("dcterms:provenance") if isinstance(top, dict) else None
    return article_metadata(parse_json(said)) if isinstance(said, str) else {}


def _document(where: str, item: dict[str, Any], text: Any, file: str, about: dict[str, str]) -> Document:
    target = item.get("target")
    target = target[0] if isinstance(target, list) and target else target
    source = target.get("source") if isinstance(target, dict) else target
    source = source.get("id") if isinstance(source, dict) else source
    body = text if isinstance(text, str) else None
    if body is None and not isinstance(source, str):
        raise RowError(Message("does not say which text it is about."))
    creator = item.get("creator")
    named = creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
    mark = _mark(item, _selectors(target))
    return Document(where, body, {annotator_name(named, file): (mark,)}, source=str(source or ""), **about)


def _selectors(target: Any) -> dict[str, dict[str, Any]]:
    selectors = target.get("selector") if isinstance(target, dict) else None
    found = selectors if isinstance(selectors, list) else [selectors]
    return {s["type"]: s for s in found if isinstance(s, dict) and isinstance(s.get("type"), str)}


def _mark(item: dict[str, Any], selectors: dict[str, dict[str, Any]]) -> ParsedAnnotation:
    position = selectors.get("TextPositionSelector", {})
    start, end = position.get("start"), position.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise RowError(Message("has no TextPositionSelector, so that nobody knows where its words stand."))
    bodies = item.get("body")
    said: dict[str, str] = {}
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, str):
            said.setdefault("tagging", body)
        elif isinstance(body, dict) and isinstance(body.get("value"), str):
            said.setdefault(str(body.get("purpose") or item.get("motivation") or "tagging"), body["value"])
    if "tagging" not in said:
        raise RowError(Message("has no body that is a tag."))
    details = parse_json(said["describing"]) if "describing" in said else {}
    quote = selectors.get("TextQuoteSelector", {}).get("exact")
    return ParsedAnnotation(
        start,
        end,
        said["tagging"],
        quote if isinstance(quote, str) else "",
        said.get("commenting", ""),
        details if isinstance(details, dict) else {},
        str(item.get("id") or "").removeprefix("urn:uuid:"),
    )


def _source(report: Report | ArticleAnnotations) -> str:
    """The text itself has no address: its hash is its name."""
    return f"urn:sha256:{report.made.text_sha256}"


def _annotation(report: Report | ArticleAnnotations, mark: SpanAnnotation) -> dict[str, Any]:
    prefix, suffix = quote_context(report.text.body, mark.start, mark.end)
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

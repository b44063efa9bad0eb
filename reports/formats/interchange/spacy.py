"""spaCy's JSON, one document a reader, for ``Doc.from_json``."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import Token, by_reader, edges_of, provenance, tokens
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


class SpacyFormat:
    """Marks are a span group, for they overlap; tokens are cut wherever a mark begins or ends."""

    slug = "spacy"
    ending = "spacy.json"
    group = "tools"
    of_marks = True
    order = 23
    title = _("spaCy")
    media_type = "application/json"
    loses = _("White space at the edges of a mark.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """UTF-8; a list of documents."""
        found = [_doc(report, reader, marks) for reader, marks in by_reader(report).items()]
        return json.dumps(found, ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """What ``Doc.to_json`` makes."""
        first = first_object(files)
        return (
            "text" in first
            and "tokens" in first
            and ("ents" in first or isinstance(first.get("spans"), dict))
        )

    def read(self, files: Files) -> ParsedFile:
        """Entities, and the spans of every group."""
        return read_rows(files, "spaCy", _document)


def _document(file: str, where: str, doc: dict[str, Any]) -> Document:
    text = require_text(doc.get("text"))
    notes = doc.get("notes")
    said = notes if isinstance(notes, dict) else {}
    spans = [*(doc.get("ents") or ()), *_grouped(doc.get("spans") or {})]
    marks = tuple(_mark(span, said) for span in spans)
    return Document(
        where, text, {annotator_name(doc.get("annotator"), file): marks}, **article_metadata(doc.get("made"))
    )


def _grouped(groups: Any) -> list[Any]:
    if not isinstance(groups, dict) or not all(isinstance(group, list) for group in groups.values()):
        raise RowError(Message("has spans that are no groups of spans."))
    return [span for group in groups.values() for span in group]


def _mark(span: Any, said: dict[str, Any]) -> ParsedAnnotation:
    span = require_object(span, "spaCy")
    more = said.get(span.get("id", ""), {})
    return require_annotation(
        span.get("start"), span.get("end"), span.get("label"), id=span.get("id"),
        note=more.get("note"), details=more.get("details"),
    )  # fmt: skip


def _doc(report: Report | ArticleAnnotations, reader: str, marks: list[SpanAnnotation]) -> dict[str, Any]:
    body = report.text.body
    cut = _with_space(body, tokens(body, edges_of(marks)))
    spans = [
        {"start": start, "end": end, "label": mark.tag, "kb_id": "", "id": mark.id}
        for mark in marks
        for start, end in [_inner(body, mark)]
    ]
    return {
        "text": body,
        "ents": [],
        "spans": {"claimlight": spans},
        "tokens": [{"id": n, "start": start, "end": end} for n, (start, end) in enumerate(cut)],
        "_": {},
        "annotator": reader,
        "notes": {mark.id: {"note": mark.note, "details": mark.details} for mark in marks},
        "made": provenance(report),
    }


def _with_space(body: str, words: list[Token]) -> list[tuple[int, int]]:
    """As spaCy cuts: a word takes one space after it, and what more white space there is is a token."""
    found: list[tuple[int, int]] = []
    at = 0
    for word in words:
        if at < word.start:
            found.append((at, word.start))
        found.append((word.start, word.end))
        at = word.end + (body[word.end : word.end + 1] == " ")
    return [*found, (at, len(body))] if at < len(body) else found


def _inner(body: str, mark: SpanAnnotation) -> tuple[int, int]:
    inner = body[mark.start : mark.end]
    return mark.start + len(inner) - len(inner.lstrip()), mark.end - (len(inner) - len(inner.rstrip()))

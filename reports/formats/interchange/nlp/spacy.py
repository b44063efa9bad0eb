"""spaCy's JSON for ``Doc.from_json``."""

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
from reports.formats.tokens import Token, edges_of, tokens
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message


class SpacyFormat(ToolFormat):
    """A document per reader, with a span group, since annotations overlap. A token ends wherever one of them does."""

    slug = "spacy"
    ending = "spacy.json"
    order = 23
    title = _("spaCy")
    limitations = _("White space at the edges of a highlight, and hints.")
    media_type = "application/json"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a document per reader."""
        return json_list(
            _row(report, reader, annotations) for reader, annotations in by_reader(report).items()
        )

    def fits(self, files: Files) -> bool:
        """Return whether the first object is one that ``Doc.to_json`` makes."""
        first = first_object(files)
        return (
            "text" in first
            and "tokens" in first
            and ("ents" in first or isinstance(first.get("spans"), dict))
        )

    def read(self, files: Files) -> ParsedFile:
        """Read the documents in the rows."""
        return read_rows(files, "spaCy", _document)


def _row(
    report: Report | ArticleAnnotations, reader: str, annotations: list[SpanAnnotation]
) -> dict[str, Any]:
    """Return a document with the spans of one reader."""
    body = report.text.body
    spans = []
    for annotation in annotations:
        start, end = _without_outer_space(body, annotation)
        spans.append({"start": start, "end": end, "label": annotation.tag, "kb_id": "", "id": annotation.id})
    offsets = _with_space(body, tokens(body, edges_of(annotations)))
    return {
        "text": body,
        "ents": [],
        "spans": {"claimlight": spans},
        "tokens": [{"id": n, "start": start, "end": end} for n, (start, end) in enumerate(offsets)],
        "_": {},
        "annotator": reader,
        "notes": {
            annotation.id: {"note": annotation.note, "details": annotation.details}
            for annotation in annotations
        },
        "made": provenance(report),
    }


def _document(file: str, where: str, row: dict[str, Any]) -> Document:
    """Return the entities and the spans of every group."""
    text = require_text(row.get("text"))
    notes = row.get("notes") if isinstance(row.get("notes"), dict) else {}
    spans = [*(row.get("ents") or ()), *_grouped(row.get("spans") or {})]
    layers = {annotator_name(row.get("annotator"), file): tuple(_annotation(span, notes) for span in spans)}
    return Document(where, text, layers, **article_metadata(row.get("made")))


def _grouped(groups: Any) -> list[Any]:
    if not isinstance(groups, dict) or not all(isinstance(group, list) for group in groups.values()):
        raise RowError(Message("has spans that are not in groups."))
    return [span for group in groups.values() for span in group]


def _annotation(value: Any, notes: Any) -> ParsedAnnotation:
    span = require_object(value, "spaCy")
    extras = notes.get(span.get("id", ""), {})
    return require_annotation(
        span.get("start"), span.get("end"), span.get("label"), id=span.get("id"),
        note=extras.get("note"), details=extras.get("details"),
    )  # fmt: skip


def _with_space(body: str, words: list[Token]) -> list[tuple[int, int]]:
    """Cut as spaCy does: a word takes one space after it, and any more white space is a token."""
    offsets: list[tuple[int, int]] = []
    end = 0
    for word in words:
        if end < word.start:
            offsets.append((end, word.start))
        offsets.append((word.start, word.end))
        end = word.end + (body[word.end : word.end + 1] == " ")
    return [*offsets, (end, len(body))] if end < len(body) else offsets


def _without_outer_space(body: str, annotation: SpanAnnotation) -> tuple[int, int]:
    quote = body[annotation.start : annotation.end]
    return (
        annotation.start + len(quote) - len(quote.lstrip()),
        annotation.end - (len(quote) - len(quote.rstrip())),
    )

"""Prodigy's JSONL for its recipe ``spans.manual``."""

from bisect import bisect_left, bisect_right
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
    require_object,
    require_text,
)
from reports.formats.parsed import Document, Files, ParsedAnnotation, ParsedFile, RowError
from reports.formats.tokens import edges_of, tokens
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message


class ProdigyFormat(ToolFormat):
    """A task per reader. Spans may overlap; a token ends wherever an annotation begins or ends."""

    slug = "prodigy"
    ending = "prodigy.jsonl"
    order = 24
    title = _("Prodigy")
    media_type = "application/x-ndjson"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a line per reader."""
        return json_lines(
            _row(report, reader, annotations) for reader, annotations in by_reader(report).items()
        )

    def fits(self, files: Files) -> bool:
        """Return whether the first object is a task with a text and spans."""
        first = first_object(files)
        return "text" in first and (isinstance(first.get("spans"), list) or "_task_hash" in first)

    def read(self, files: Files) -> ParsedFile:
        """Read the documents in the rows."""
        return read_rows(files, "Prodigy", _document)


def _row(
    report: Report | ArticleAnnotations, reader: str, annotations: list[SpanAnnotation]
) -> dict[str, Any]:
    """Return an accepted task with the spans of one reader."""
    body = report.text.body
    words = tokens(body, edges_of(annotations))
    starts, ends = [token.start for token in words], [token.end for token in words]
    return {
        "text": body,
        "tokens": [
            {
                "text": body[token.start : token.end],
                "start": token.start,
                "end": token.end,
                "id": number,
                "ws": body[token.end : token.end + 1] == " ",
            }
            for number, token in enumerate(words)
        ],
        "spans": [
            {
                "start": annotation.start,
                "end": annotation.end,
                "label": annotation.tag,
                "token_start": bisect_left(starts, annotation.start),
                "token_end": bisect_right(ends, annotation.end) - 1,
                "id": annotation.id,
                "note": annotation.note,
                "details": annotation.details,
            }
            for annotation in annotations
        ],
        "_view_id": "spans_manual",
        "_annotator_id": reader,
        "answer": "accept",
        "meta": provenance(report),
    }


def _document(file: str, where: str, row: dict[str, Any]) -> Document:
    """Return a task that ``prodigy db-out`` wrote. Raises ``RowError`` for one that was not accepted."""
    text = require_text(row.get("text"))
    if row.get("answer", "accept") != "accept":
        raise RowError(
            Message("was not accepted: the answer is “{answer}”.").format(answer=str(row["answer"]))
        )
    annotations = tuple(_annotation(span) for span in row.get("spans") or ())
    annotator = annotator_name(row.get("_annotator_id") or row.get("_session_id"), file)
    return Document(where, text, {annotator: annotations}, **article_metadata(row.get("meta")))


def _annotation(value: Any) -> ParsedAnnotation:
    span = require_object(value, "Prodigy")
    optional = {name: span.get(name) for name in ("note", "details", "id")}
    return require_annotation(span.get("start"), span.get("end"), span.get("label"), **optional)

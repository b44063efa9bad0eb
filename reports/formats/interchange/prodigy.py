"""Prodigy's JSONL, a line a reader, for its recipe ``spans.manual``."""

import json
from bisect import bisect_left, bisect_right
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


class ProdigyFormat:
    """Spans may overlap there. Tokens are cut wherever a mark begins or ends."""

    slug = "prodigy"
    ending = "prodigy.jsonl"
    group = "tools"
    of_marks = True
    order = 24
    title = _("Prodigy")
    media_type = "application/x-ndjson"
    loses = ""

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """UTF-8, a JSON object a line."""
        lines = [
            json.dumps(_task(report, reader, marks), ensure_ascii=False)
            for reader, marks in by_reader(report).items()
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    def fits(self, files: Files) -> bool:
        """Tasks with a text and a list of spans."""
        first = first_object(files)
        return "text" in first and (isinstance(first.get("spans"), list) or "_task_hash" in first)

    def read(self, files: Files) -> ParsedFile:
        """What ``prodigy db-out`` writes; only what was accepted."""
        return read_rows(files, "Prodigy", _document)


def _document(file: str, where: str, task: dict[str, Any]) -> Document:
    text = require_text(task.get("text"))
    if task.get("answer", "accept") != "accept":
        raise RowError(
            Message("was not accepted: the answer is “{answer}”.").format(answer=str(task["answer"]))
        )
    marks = tuple(_mark(span) for span in task.get("spans") or ())
    annotator = annotator_name(task.get("_annotator_id") or task.get("_session_id"), file)
    return Document(where, text, {annotator: marks}, **article_metadata(task.get("meta")))


def _mark(span: Any) -> ParsedAnnotation:
    span = require_object(span, "Prodigy")
    more = {name: span.get(name) for name in ("note", "details", "id")}
    return require_annotation(span.get("start"), span.get("end"), span.get("label"), **more)


def _task(report: Report | ArticleAnnotations, reader: str, marks: list[SpanAnnotation]) -> dict[str, Any]:
    body = report.text.body
    cut = tokens(body, edges_of(marks))
    starts, ends = [token.start for token in cut], [token.end for token in cut]
    return {
        "text": body,
        "tokens": [_token(body, n, token) for n, token in enumerate(cut)],
        "spans": [
            {
                "start": mark.start,
                "end": mark.end,
                "label": mark.tag,
                "token_start": bisect_left(starts, mark.start),
                "token_end": bisect_right(ends, mark.end) - 1,
                "id": mark.id,
                "note": mark.note,
                "details": mark.details,
            }
            for mark in marks
        ],
        "_view_id": "spans_manual",
        "_annotator_id": reader,
        "answer": "accept",
        "meta": provenance(report),
    }


def _token(body: str, number: int, token: Token) -> dict[str, Any]:
    return {
        "text": body[token.start : token.end],
        "start": token.start,
        "end": token.end,
        "id": number,
        "ws": body[token.end : token.end + 1] == " ",
    }

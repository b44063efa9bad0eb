"""Prodigy's JSONL, a line a reader, for its recipe ``spans.manual``."""

import json
from bisect import bisect_left, bisect_right
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.exported import Token, by_reader, edges_of, provenance, tokens
from reports.layers import Mark
from reports.report import Report


class ProdigyFormat:
    """Spans may overlap there. Tokens are cut wherever a mark begins or ends."""

    slug = "prodigy"
    ending = "prodigy.jsonl"
    group = "tools"
    order = 24
    title = _("Prodigy")
    media_type = "application/x-ndjson"
    loses = ""

    def write(self, report: Report) -> bytes:
        """UTF-8, a JSON object a line."""
        lines = [
            json.dumps(_task(report, reader, marks), ensure_ascii=False)
            for reader, marks in by_reader(report).items()
        ]
        return "".join(f"{line}\n" for line in lines).encode()


def _task(report: Report, reader: str, marks: list[Mark]) -> dict[str, Any]:
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

"""The whole report as JSON: the same inputs give the same bytes."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.hints import Reason
from reports.analysis.combine import Passage
from reports.analysis.report import Report
from reports.analysis.unmarked_hints import UnmarkedHint
from web.api.openapi import override_field_types
from web.i18n.translate import translate

override_field_types(Passage, marks=list[str])
override_field_types(UnmarkedHint, reason=str)


def to_plain(report: Report) -> dict[str, Any]:
    """Return the report as plain JSON values. Annotations are listed once, in ``marks``; passages name their ids."""
    return {field.name: plain_value(getattr(report, field.name)) for field in fields(report)}


def plain_value(value: Any) -> Any:
    """Return one value of a report as plain JSON values."""
    if isinstance(value, Passage):
        ids = [mark.id for mark in value.marks]
        return {
            f.name: ids if f.name == "marks" else plain_value(getattr(value, f.name)) for f in fields(value)
        }
    if isinstance(value, Reason):
        return translate(value)
    if is_dataclass(value):
        return {field.name: plain_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain_value(inner) for inner in value]
    if isinstance(value, dict):
        return {str(key): plain_value(inner) for key, inner in value.items()}
    return value.isoformat() if isinstance(value, date) else value


class JsonFormat:
    """Everything in the report. Offsets are half open and count Unicode code points of ``text.body``."""

    slug = "json"
    ending = "json"
    group = "tools"
    order = 10
    title = _("JSON, for programs")
    media_type = "application/json"
    limitations = ""

    def write(self, report: Report) -> bytes:
        """Return the report as UTF-8, with the keys in the order of the dataclasses."""
        return json.dumps(to_plain(report), ensure_ascii=False).encode()

"""The whole report as JSON: the same inputs give the same bytes."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.report import Report


def plain(report: Report) -> dict[str, Any]:
    """The report as plain JSON values."""
    data = asdict(report)
    data["article"]["published"] = _day(report.article.published)
    return data


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class JsonFormat:
    """Everything, for programs. Offsets are half open and count Unicode code points of ``text.body``."""

    slug = "json"
    order = 4
    title = _("JSON, for programs")
    media_type = "application/json"
    loses = ""

    def write(self, report: Report) -> bytes:
        """UTF-8, keys in the order of the dataclasses."""
        return json.dumps(plain(report), ensure_ascii=False, indent=1).encode()

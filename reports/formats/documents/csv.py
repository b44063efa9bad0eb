"""One row a mark, for spreadsheets. Formulas are made harmless."""

import csv
import io
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from web.csv_safety import escape_formula

COLUMNS = ["passage", "reader", "tag", "start", "end", "quote", "note", "marked at"]


class CsvFormat:
    """UTF-8 with the mark by which Excel knows it."""

    slug = "csv"
    ending = "csv"
    group = "people"
    of_marks = of_passages = True
    order = 5
    title = _("CSV, for spreadsheets")
    media_type = "text/csv"
    loses = _("The article’s text outside the marked passages, and its formatting.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """A header, then the marks in the order of the text."""
        details = list(dict.fromkeys(detail.slug for tag in report.tags for detail in tag.details))
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *details])
        nothing = [""] * len(details)
        numbers: dict[str, list[str]] = {}
        for passage in report.passages:
            for mark in passage.marks:
                numbers.setdefault(mark.id, []).append(str(passage.number))
        for mark in (*report.marks, *report.settled):
            passages = " ".join(numbers.get(mark.id, ()))
            said = [_cell(mark.details.get(slug, "")) for slug in details] if mark.details else nothing
            who, quote, note = (
                escape_formula(mark.annotator),
                escape_formula(mark.quote),
                escape_formula(mark.note),
            )
            writer.writerow([passages, who, mark.tag, mark.start, mark.end, quote, note, mark.created, *said])
        return file.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return escape_formula(" ".join(value) if isinstance(value, list) else value)

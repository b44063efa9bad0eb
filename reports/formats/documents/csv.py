"""One row per annotation, for spreadsheets. Formulas are escaped."""

import csv
import io
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import hint_label
from web.csv_safety import escape_formula

COLUMNS = ["passage", "reader", "tag", "start", "end", "quote", "note", "marked at"]


class CsvFormat:
    """UTF-8 with a byte order mark, by which Excel recognizes it."""

    slug = "csv"
    ending = "csv"
    group = "people"
    of_marks = of_passages = True
    order = 5
    title = _("CSV, for spreadsheets")
    media_type = "text/csv"
    limitations = _(
        "The article’s text outside the highlighted passages, its formatting, hints, and the comparison of groups."
    )

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a header and the annotations in the order of the text."""
        details = list(dict.fromkeys(detail.slug for tag in report.tags for detail in tag.details))
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *details, "from hint"])
        numbers: dict[str, list[str]] = {}
        for passage in report.passages:
            for annotation in passage.marks:
                numbers.setdefault(annotation.id, []).append(str(passage.number))
        for annotation in (*report.marks, *report.settled):
            writer.writerow(
                [
                    " ".join(numbers.get(annotation.id, ())),
                    escape_formula(annotation.annotator),
                    annotation.tag,
                    annotation.start,
                    annotation.end,
                    escape_formula(annotation.quote),
                    escape_formula(annotation.note),
                    annotation.created,
                    *(_cell(annotation.details.get(slug, "")) for slug in details),
                    hint_label(annotation),
                ]
            )
        return file.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return escape_formula(" ".join(value) if isinstance(value, list) else value)

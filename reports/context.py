"""What the report's templates are given: the report, and its passages by number."""

from typing import Any

from reports.charts import strip
from reports.marked_html import marked_html
from reports.report import Report


def context(report: Report) -> dict[str, Any]:
    """For the page and for the HTML file alike. Numbers are looked up here and made nowhere but in the report."""
    by_number = {passage.number: passage for passage in report.passages}

    def passages(numbers: tuple[int, ...]) -> list[Any]:
        return [by_number[number] for number in numbers]

    labels = {d.slug: d.choices for tag in report.tags for d in tag.details if d.choices}
    return {
        "report": report,
        "article": report.article,
        "strip": strip(report),
        "text": marked_html(report),
        "claims": [
            (by_number[c.passage], c, [labels["status"].get(s, s) for s in c.statuses]) for c in report.claims
        ],
        "sources": [(source, passages(source.passages)) for source in report.sources],
        "unsourced": passages(report.unsourced),
        "opinions": [
            ("The author’s", passages(report.opinions.author)),
            ("Of people who are quoted", passages(report.opinions.quoted)),
            ("Whose is not said", passages(report.opinions.unsaid)),
        ],
        "loaded": report.loaded,
    }

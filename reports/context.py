"""What the report's templates are given: the report, and its passages by number."""

from typing import Any

from articles.telling import told
from reports.charts import strip
from reports.marked_html import marked_html
from reports.report import Report
from reports.wording import unsourced, wording


def context(report: Report) -> dict[str, Any]:
    """For the page and for the HTML file alike. Numbers are looked up here and made nowhere but in the report."""
    by_number = {passage.number: passage for passage in report.passages}

    def passages(numbers: tuple[int, ...]) -> list[Any]:
        return [by_number[number] for number in numbers]

    words = wording(report)
    return {
        "report": report,
        "article": report.article,
        "strip": strip(report, told),
        "text": marked_html(report, told),
        "claims": [
            (by_number[c.passage], c, [report.statuses.get(s, s) for s in c.statuses]) for c in report.claims
        ],
        "sources": [(source, passages(source.passages)) for source in report.sources],
        "unsourced": passages(report.unsourced),
        "unsourced_words": unsourced(len(report.unsourced)),
        "opinions": [
            (title, passages(getattr(report.opinions, whose))) for whose, title in words.pop("whose").items()
        ],
        "loaded": report.loaded,
    } | words

"""What the report's templates are given: the report, and what belongs together in it side by side."""

from typing import Any

from reports.agreement import MeasureResult
from reports.analysis.combine import Passage
from reports.analysis.disputes import Dispute
from reports.analysis.report import Report
from reports.rendering.charts import minimap
from reports.rendering.marked_html import marked_html
from reports.rendering.phrases import (
    STANCES,
    more_disputes,
    other_ways,
    readers_phrase,
    report_phrases,
    score_text,
    unsourced_phrase,
)
from web.i18n.translate import translate

# The page of the discussion shows all; the report the ones that are worth most.
MAX_DISPUTES = 10
# Of many ways to mark a passage those that most readers chose.
MAX_SIDES = 5


def report_context(report: Report) -> dict[str, Any]:
    """For the page and for the HTML file alike. Numbers are looked up here and made nowhere but in the report."""
    by_number = {passage.number: passage for passage in report.passages}
    people = len(report.made.readers)

    def passages(numbers: tuple[int, ...]) -> list[Passage]:
        return [by_number[number] for number in numbers]

    words = report_phrases(report)
    return {
        "report": report,
        "article": report.article,
        "hidden_tags": (),
        "strip": minimap(report, translate),
        "text": marked_html(report, translate),
        "claims": [
            (
                by_number[c.passage],
                c,
                [report.statuses.get(s, s) for s in c.statuses],
                readers_phrase(by_number[c.passage].readers, people),
            )
            for c in report.claims
        ],
        "sources": [
            (source, [(cue, STANCES.get(cue.stance, "")) for cue in source.cues], passages(source.passages))
            for source in report.sources
        ],
        "unsourced": passages(report.unsourced),
        "unsourced_words": unsourced_phrase(len(report.unsourced)),
        "opinions": [
            (title, passages(getattr(report.opinions, whose))) for whose, title in words.pop("whose").items()
        ],
        "loaded": report.loaded,
        "disputed": [dispute_context(report, dispute) for dispute in report.disputed[:MAX_DISPUTES]],
        "more_disputes": more_disputes(max(0, len(report.disputed) - MAX_DISPUTES)),
        "scores": score_table(report),
        "confusion": confusion_rows(report),
        "every": [
            (passage, get_tag(report, passage.tag), readers_phrase(passage.readers, people))
            for passage in report.passages
        ],
    } | words


def get_tag(report: Report, slug: str) -> Any:
    """One tag of the report's codebook."""
    return next(tag for tag in report.tags if tag.slug == slug)


def dispute_context(report: Report, dispute: Dispute) -> dict[str, Any]:
    """A dispute with its tags in full, and who took which side."""
    people = len(report.made.readers)
    shown, rest = dispute.sides[:MAX_SIDES], dispute.sides[MAX_SIDES:]
    return {
        "dispute": dispute,
        "sides": [(side, get_tag(report, side.tag), readers_phrase(side.readers, people)) for side in shown],
        "rest": other_ways(len(rest)),
        "tags": [get_tag(report, slug) for slug in dispute.tags],
        "mixed": len({(side.start, side.end) for side in dispute.sides}) > 1,
    }


def score_table(report: Report) -> dict[str, Any]:
    """The measures in rows: all tags together, then each tag; with why, where one is undefined."""
    found = report.agreement
    slugs = list(dict.fromkeys(m.measure for m in found.by_tag))
    rows = [
        (tag.plural, tag.slug, [_score(found.of(slug, tag.slug)) for slug in slugs]) for tag in report.tags
    ]
    return {
        "columns": [translate(found.of(slug, report.tags[0].slug).title) for slug in slugs]
        if report.tags
        else [],
        "rows": rows,
        "overall": [_score(measured) for measured in found.overall],
        "about": list(
            {
                m.measure: (translate(m.title), translate(m.about)) for m in (*found.overall, *found.by_tag)
            }.values()
        ),
    }


def _score(measured: MeasureResult) -> dict[str, Any]:
    score = measured.score
    return {
        "title": translate(measured.title),
        "value": score_text(measured),
        "n": score.n,
        "why": translate(score.why_undefined) if score.why_undefined else "",
        "says": translate(measured.says) if measured.says else "",
        "coverage": score.coverage,
    }


def confusion_rows(report: Report) -> list[tuple[str, str, list[float]]]:
    """(tag's name or "", its slug, the shares of its row) for each tag, what was left unmarked last;

    None for one reader.
    """
    table = report.agreement.confusion
    if report.agreement.readers < 2:
        return []
    names = {tag.slug: tag.name for tag in report.tags}
    return [
        (names.get(slug, ""), slug, list(shares))
        for slug, shares in zip(table.rows, table.shares, strict=True)
    ]

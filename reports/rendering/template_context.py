"""The context of the report's templates."""

from collections.abc import Iterable, Sequence
from typing import Any

from articles.text.html import ShownPicture
from people.terms import Kind
from reports.agreement import MeasureResult
from reports.agreement.confusion import Confusion
from reports.analysis.combine import Passage
from reports.analysis.disputes import Dispute
from reports.analysis.report import Report
from reports.rendering.charts import minimap
from reports.rendering.group_rows import group_sections
from reports.rendering.hint_rows import exposure_phrase, from_hints_phrase, hint_section
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

# The report shows the most evenly split ones; the discussion page shows all.
MAX_DISPUTES = 10
# Of many ways to annotate a passage, those that most readers chose.
MAX_SIDES = 5


def report_context(
    report: Report, kind: Kind = Kind.CLASS, pictures: Iterable[ShownPicture] = ()
) -> dict[str, Any]:
    """Return the context of the report's page and HTML file. Numbers are looked up here, never computed.

    ``kind``: speak of exercises, as to a class, or of annotation sessions, as to a team. ``pictures`` are those of
    the text, with addresses that whoever reads the report can open.
    """
    by_number = {passage.number: passage for passage in report.passages}
    total = len(report.made.readers)

    def passages(numbers: tuple[int, ...]) -> list[Passage]:
        return [by_number[number] for number in numbers]

    phrases = report_phrases(report, kind)
    return {
        "report": report,
        "article": report.article,
        "hidden_tags": (),
        "strip": minimap(report, translate),
        "text": marked_html(report, translate, pictures),
        "claims": [
            (
                by_number[claim.passage],
                claim,
                [report.statuses.get(status, status) for status in claim.statuses],
                readers_phrase(by_number[claim.passage].readers, total),
            )
            for claim in report.claims
        ],
        "sources": [
            (source, [(cue, STANCES.get(cue.stance, "")) for cue in source.cues], passages(source.passages))
            for source in report.sources
        ],
        "unsourced": passages(report.unsourced),
        "unsourced_words": unsourced_phrase(len(report.unsourced)),
        "opinions": [
            (title, passages(getattr(report.opinions, author)))
            for author, title in phrases.pop("whose").items()
        ],
        "loaded": report.loaded,
        "disputed": [dispute_context(report, dispute) for dispute in report.disputed[:MAX_DISPUTES]],
        "more_disputes": more_disputes(max(0, len(report.disputed) - MAX_DISPUTES)),
        "groups": group_sections(report, kind),
        "hints": hint_section(report),
        "from_hints": from_hints_phrase(report),
        "exposure": exposure_phrase(report),
        "scores": score_table(report.agreement.overall, report.agreement.by_tag, report.tags),
        "confusion": confusion_rows(report.agreement.confusion, report.tags)
        if report.agreement.readers > 1
        else [],
        "every": [
            (passage, get_tag(report, passage.tag), readers_phrase(passage.readers, total))
            for passage in report.passages
        ],
    } | phrases


def get_tag(report: Report, slug: str) -> Any:
    """Return a tag of the report's codebook."""
    return next(tag for tag in report.tags if tag.slug == slug)


def dispute_context(report: Report, dispute: Dispute) -> dict[str, Any]:
    """Return the context of one dispute: its tags, its largest sides, and the readers on each side."""
    total = len(report.made.readers)
    largest, rest = dispute.sides[:MAX_SIDES], dispute.sides[MAX_SIDES:]
    return {
        "dispute": dispute,
        "sides": [(side, get_tag(report, side.tag), readers_phrase(side.readers, total)) for side in largest],
        "rest": other_ways(len(rest)),
        "tags": [get_tag(report, slug) for slug in dispute.tags],
        "mixed": len({(side.start, side.end) for side in dispute.sides}) > 1,
    }


def score_table(
    overall: Sequence[MeasureResult], by_tag: Sequence[MeasureResult], tags: Sequence[Any]
) -> dict[str, Any]:
    """Return the measures as a table: one row for all tags, then one for each tag."""
    results = {(result.measure, result.tag): result for result in by_tag}
    titles = {result.measure: translate(result.title) for result in by_tag}
    return {
        "columns": list(titles.values()),
        "rows": [
            (tag.plural, tag.slug, [_score(results[slug, tag.slug]) for slug in titles]) for tag in tags
        ],
        "overall": [_score(result) for result in overall],
        "about": list(
            {
                result.measure: (translate(result.title), translate(result.about))
                for result in (*overall, *by_tag)
            }.values()
        ),
    }


def _score(result: MeasureResult) -> dict[str, Any]:
    score = result.score
    return {
        "title": translate(result.title),
        "value": score_text(result),
        "n": score.n,
        "why": translate(score.why_undefined) if score.why_undefined else "",
        "says": translate(result.says) if result.says else "",
        "coverage": score.coverage,
    }


def confusion_rows(table: Confusion, tags: Sequence[Any]) -> list[tuple[str, str, list[float]]]:
    """Return (tag name, slug, shares) of each row, unmarked text last."""
    names = {tag.slug: tag.name for tag in tags}
    return [
        (names.get(slug, ""), slug, list(shares))
        for slug, shares in zip(table.rows, table.shares, strict=True)
    ]

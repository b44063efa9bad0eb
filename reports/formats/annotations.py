"""What every file with annotations holds: the annotations by reader, and their provenance. Pure."""

from typing import Any

from reports.analysis.combine import Passage
from reports.analysis.report import ArticleAnnotations, Report
from reports.layers import SpanAnnotation, text_order

AGREED = "agreed"


def by_reader(report: Report | ArticleAnnotations) -> dict[str, list[SpanAnnotation]]:
    """Return the annotations of each reader in the order of the text.

    The final version counts as a reader of its own; so do the agreed passages, if the options ask for them.
    """
    if report.made.asked.agreed:
        return {AGREED: [_agreed_annotation(passage) for passage in report.passages]}
    readers: dict[str, list[SpanAnnotation]] = {reader: [] for reader in report.made.readers}
    for annotation in (*report.marks, *report.settled):
        readers.setdefault(annotation.annotator, []).append(annotation)
    return {reader: sorted(annotations, key=text_order) for reader, annotations in readers.items()}


def provenance(report: Report | ArticleAnnotations) -> dict[str, Any]:
    """Return where the annotations come from, as every file says it."""
    origin = report.made
    return {
        "software": origin.software,
        "title": report.article.title,
        "url": report.article.url,
        "codebook": origin.codebook,
        "codebook_version": origin.codebook_version,
        "text_revision": origin.text_revision,
        "text_sha256": origin.text_sha256,
        "rounds": [round_.id for round_ in origin.rounds],
        "marks": _whose_annotations(report),
        "names": origin.asked.names,
        "from_hints": origin.from_hints,
        "offsets": "half open, Unicode code points",
    }


def hint_label(annotation: SpanAnnotation) -> str:
    """Return the hint that an annotation was made from as a cell of a table holds it, "" for none."""
    hint = annotation.from_hint
    return f"{hint['code']} ({hint['rules']})" if hint else ""


def _whose_annotations(report: Report | ArticleAnnotations) -> str:
    origin = report.made
    if not origin.asked.agreed:
        return "each reader's"
    return f"{AGREED} by {origin.least} of {len(origin.readers)} readers ({origin.asked.threshold})"


def _agreed_annotation(passage: Passage) -> SpanAnnotation:
    details = next((annotation.details for annotation in passage.marks if annotation.details), {})
    note = "\n".join(passage.notes)
    return SpanAnnotation(
        f"passage-{passage.number}",
        passage.start,
        passage.end,
        passage.tag,
        passage.quote,
        AGREED,
        "",
        note,
        details,
    )

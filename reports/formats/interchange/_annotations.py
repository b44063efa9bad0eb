"""What a file for another tool holds: marks by reader, and where they come from. Pure."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Any, NamedTuple

from articles.words import WORD
from reports.analysis.combine import Passage
from reports.analysis.report import ArticleAnnotations, Report
from reports.layers import SpanAnnotation, text_order

AGREED = "agreed"


class Token(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


def by_reader(report: Report | ArticleAnnotations) -> dict[str, list[SpanAnnotation]]:
    """reader -> marks in the order of the text;

    What is settled, or agreed where that was asked for, as one reader's.
    """
    if report.made.asked.agreed:
        return {AGREED: [_agreed(passage) for passage in report.passages]}
    found: dict[str, list[SpanAnnotation]] = {reader: [] for reader in report.made.readers}
    for mark in (*report.marks, *report.settled):
        found.setdefault(mark.annotator, []).append(mark)
    return {reader: sorted(found[reader], key=text_order) for reader in found}


def provenance(report: Report | ArticleAnnotations) -> dict[str, Any]:
    """Where the marks come from, as every file says it."""
    made = report.made
    return {
        "software": made.software,
        "title": report.article.title,
        "url": report.article.url,
        "codebook": made.codebook,
        "codebook_version": made.codebook_version,
        "text_revision": made.text_revision,
        "text_sha256": made.text_sha256,
        "rounds": [round_.id for round_ in made.rounds],
        "marks": _whose(report),
        "names": made.asked.names,
        "offsets": "half open, Unicode code points",
    }


def _whose(report: Report | ArticleAnnotations) -> str:
    made = report.made
    if not made.asked.agreed:
        return "each reader's"
    return f"{AGREED} by {made.least} of {len(made.readers)} readers ({made.asked.threshold})"


def tokens(text: str, edges: set[int]) -> list[Token]:
    """Words, and every other letter that is no white space, cut wherever a mark begins or ends."""
    found: list[tuple[int, int]] = []
    inner = sorted(edges)
    at = 0
    spans = [match.span() for match in WORD.finditer(text)]
    for start, end in [*spans, (len(text), len(text))]:
        found += [(i, i + 1) for i in range(at, start) if not text[i].isspace()]
        if start < end:
            first = bisect_right(inner, start)
            found += pairwise((start, *inner[first : bisect_left(inner, end, first)], end))
        at = end
    return [Token(*span) for span in found]


def edges_of(marks: list[SpanAnnotation]) -> set[int]:
    """Every offset at which a mark begins or ends."""
    return {edge for mark in marks for edge in (mark.start, mark.end)}


def _agreed(passage: Passage) -> SpanAnnotation:
    details = next((mark.details for mark in passage.marks if mark.details), {})
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

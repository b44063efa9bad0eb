"""Two reports side by side, by the same measures: of two articles, two groups of readers, or the key. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.agreement import MeasureResult, agreement
from reports.agreement.span_f1_overlap import overlap_scores as between_spans
from reports.analysis.combine import Passage, combine
from reports.analysis.report import Report
from reports.analysis.sources import source_key
from reports.analysis.summary import TagCount
from reports.layers import SpanAnnotation

LEFT, RIGHT = "left", "right"
# What says how far the passages of both sides are the same.
SPAN_MEASURES = ("exact", "overlap", "letters")


@dataclass(frozen=True, slots=True)
class Pair:
    """One number of both sides; None where a side has none. ``tag`` "" is all tags together."""

    what: str
    tag: str
    left: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Of one tag the mean part of a left passage that lies in right ones, and the other way round; their F1.

    SemEval-2020 task 11; None where a side has no passage. Beside a key on the right: precision and recall.
    """

    tag: str
    left: float | None
    right: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Names or words that both sides have, and that one has alone, in order of the alphabet."""

    both: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``passages``, ``inside`` and ``overlap_scores`` are there where both sides are about the same text, else empty.

    A passage has ``left``, ``right`` or both as its readers.
    """

    same_text: bool
    pairs: tuple[Pair, ...]
    sources: WordCounts
    loaded: WordCounts
    passages: tuple[Passage, ...]
    inside: tuple[SharedPassage, ...]
    between: tuple[MeasureResult, ...]


def compare(left: Report, right: Report) -> Comparison:
    """Tags are matched by their slugs: both codebooks may differ in the others."""
    same = left.text.sha256 == right.text.sha256
    tags = [tag.slug for tag in left.tags if tag.slug in {other.slug for other in right.tags}]
    sides = {LEFT: _drawn(left, LEFT), RIGHT: _drawn(right, RIGHT)} if same else {}
    between = agreement(left.text.body, sides, tags) if same else None
    return Comparison(
        same,
        tuple(_pairs(left, right, tags)),
        _words([s.name for s in left.sources], [s.name for s in right.sources]),
        _words([w.words for w in left.loaded], [w.words for w in right.loaded]),
        combine(left.text.body, sides, 1).passages if same else (),
        tuple(SharedPassage(tag, *between_spans(_spans(left, tag), _spans(right, tag))) for tag in tags)
        if same
        else (),
        tuple(m for m in (*between.overall, *between.by_tag) if m.measure in SPAN_MEASURES)
        if between
        else (),
    )


def _pairs(left: Report, right: Report, tags: Sequence[str]) -> list[Pair]:
    def both(what: str, of: str, tag: str = "") -> Pair:
        one, two = ((_count(report, tag) if tag else report.glance) for report in (left, right))
        return Pair(what, tag, getattr(one, of), getattr(two, of))

    found = [both(what, what) for what in ("readers", "words", "marks", "passages", "per_100_words", "share")]
    for tag in tags:
        found += [both(what, what, tag) for what in ("passages", "per_100_words", "share")]
    found += [
        Pair(slug, "", left.agreement.of(slug).score.value, right.agreement.of(slug).score.value)
        for slug in (*SPAN_MEASURES, "tagging")
    ]
    return found


def _count(report: Report, tag: str) -> TagCount:
    return next(count for count in report.glance.tags if count.slug == tag)


def _spans(report: Report, tag: str) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in report.passages if p.tag == tag]


def _drawn(report: Report, side: str) -> list[SpanAnnotation]:
    return [
        SpanAnnotation(f"{side}-{p.number}", p.start, p.end, p.tag, p.quote, side, "")
        for p in report.passages
    ]


def _words(left: Sequence[str], right: Sequence[str]) -> WordCounts:
    one, two = ({source_key(word): word for word in reversed(words)} for words in (left, right))

    def those(keys: set[str]) -> tuple[str, ...]:
        return tuple(sorted((one.get(key) or two[key] for key in keys), key=str.casefold))

    return WordCounts(
        those(one.keys() & two.keys()), those(one.keys() - two.keys()), those(two.keys() - one.keys())
    )

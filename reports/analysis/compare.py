"""Compares two reports by the same measures: two articles, two groups of readers, or readers and answer key. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.agreement import MeasureResult, agreement, all_measures
from reports.agreement.span_overlap import overlap_scores
from reports.analysis.combine import Passage, combine
from reports.analysis.report import Report
from reports.analysis.sources import source_key
from reports.analysis.summary import TagCount
from reports.layers import SpanAnnotation

LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Pair:
    """One number of both sides, None where a side has none; ``tag`` "" stands for all tags together."""

    what: str
    tag: str
    left: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """For one tag, the mean share of a left passage that lies in right ones, the reverse, and their F1.

    As in SemEval-2020 task 11; None where a side has no passage. With an answer key on the right they are precision
    and recall.
    """

    tag: str
    left: float | None
    right: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Names or words that both sides have, and those that only one has, sorted."""

    both: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of two reports.

    ``passages``, ``inside`` and ``between`` (how far the passages of both sides are the same) are empty unless both are
    about the same text. The readers of a passage are ``left``, ``right`` or both.
    """

    same_text: bool
    pairs: tuple[Pair, ...]
    sources: WordCounts
    loaded: WordCounts
    passages: tuple[Passage, ...]
    inside: tuple[SharedPassage, ...]
    between: tuple[MeasureResult, ...]


def compare(left: Report, right: Report) -> Comparison:
    """Compare two reports. Tags are matched by slug, because the codebooks may differ."""
    same_text = left.text.sha256 == right.text.sha256
    tags = [tag.slug for tag in left.tags if tag.slug in {other.slug for other in right.tags}]
    sides = {LEFT: _drawn(left, LEFT), RIGHT: _drawn(right, RIGHT)} if same_text else {}
    return Comparison(
        same_text,
        tuple(_pairs(left, right, tags)),
        _words([source.name for source in left.sources], [source.name for source in right.sources]),
        _words([word.words for word in left.loaded], [word.words for word in right.loaded]),
        combine(left.text.body, sides, 1).passages if same_text else (),
        tuple(SharedPassage(tag, *overlap_scores(_spans(left, tag), _spans(right, tag))) for tag in tags)
        if same_text
        else (),
        _agreement_of_sides(left.text.body, sides, tags) if same_text else (),
    )


def _agreement_of_sides(
    text: str, sides: Mapping[str, Sequence[SpanAnnotation]], tags: Sequence[str]
) -> tuple[MeasureResult, ...]:
    """Return how far the passages of both sides are the same."""
    results = agreement(text, sides, tags)
    used = {slug for slug, measure in all_measures().items() if measure.compares_passages}
    return tuple(result for result in (*results.overall, *results.by_tag) if result.measure in used)


def _pairs(left: Report, right: Report, tags: Sequence[str]) -> list[Pair]:
    def both(measure: str, field: str, tag: str = "") -> Pair:
        left_count, right_count = (
            (_count(report, tag) if tag else report.glance) for report in (left, right)
        )
        return Pair(measure, tag, getattr(left_count, field), getattr(right_count, field))

    pairs = [
        both(measure, measure)
        for measure in ("readers", "words", "marks", "passages", "per_100_words", "share")
    ]
    for tag in tags:
        pairs += [both(measure, measure, tag) for measure in ("passages", "per_100_words", "share")]
    pairs += [
        Pair(slug, "", left.agreement.of(slug).score.value, right.agreement.of(slug).score.value)
        for slug, measure in all_measures().items()
        if measure.compares_reports
    ]
    return pairs


def _count(report: Report, tag: str) -> TagCount:
    return next(count for count in report.glance.tags if count.slug == tag)


def _spans(report: Report, tag: str) -> list[tuple[int, int]]:
    return [(passage.start, passage.end) for passage in report.passages if passage.tag == tag]


def _drawn(report: Report, side: str) -> list[SpanAnnotation]:
    return [
        SpanAnnotation(
            f"{side}-{passage.number}", passage.start, passage.end, passage.tag, passage.quote, side, ""
        )
        for passage in report.passages
    ]


def _words(left: Sequence[str], right: Sequence[str]) -> WordCounts:
    left_words, right_words = (
        {source_key(word): word for word in reversed(words)} for words in (left, right)
    )

    def sorted_words(keys: set[str]) -> tuple[str, ...]:
        return tuple(sorted((left_words.get(key) or right_words[key] for key in keys), key=str.casefold))

    return WordCounts(
        sorted_words(left_words.keys() & right_words.keys()),
        sorted_words(left_words.keys() - right_words.keys()),
        sorted_words(right_words.keys() - left_words.keys()),
    )

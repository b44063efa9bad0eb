"""Feedback to one reader: their annotations compared with the answer key and the class, as far as the round allows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from annotate.access import (
    annotations_in,
    answer_key_for_scoring,
    feedback_for,
    hides_from,
    visible_layers,
)
from annotate.annotations.answer_key import KeyChangeKind, changes_of
from annotate.codebooks.translation import translate_codebook
from annotate.enums import Feedback, Tolerance
from annotate.models import Annotation, Round
from annotate.tag import Tag
from people.models import User
from reports.analysis.clusters import context_around
from reports.feedback.scoring import AnnotatedSpan, Answer, Match, Outcome, ScoringResult, score
from reports.layers import trim_span


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One passage: what the reader annotated, what the answer key says, and how many others annotated the same.

    If the reader may not see the answer key, ``answer``, ``right`` and ``explanation`` are empty; if they may not see
    others' annotations, ``others`` is None.
    """

    outcome: Outcome
    before: str
    quote: str
    after: str
    mine: Tag | None
    answer: str
    right: tuple[Tag, ...]
    explanation: str
    others: int | None
    changes: tuple["LaterChange", ...] = ()


@dataclass(frozen=True, slots=True)
class LaterChange:
    """What a teacher changed at an answer later: added it, or accepted another tag."""

    what: KeyChangeKind
    tag: Tag
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class StudyHint:
    """A tag to study again, and how often it was missed or mistaken for another."""

    tag: Tag
    missed: int
    mistaken: int


@dataclass(frozen=True, slots=True)
class ReaderFeedback:
    """Everything that one reader may see of their result now."""

    mode: Feedback
    score: float | None
    counts: dict[str, int]
    lines: tuple[FeedbackLine, ...]
    hints: tuple[StudyHint, ...]
    readers: int | None
    answers: int

    @property
    def percent(self) -> int | None:
        """Return the score as a whole percentage."""
        return None if self.score is None else round(100 * self.score)


def feedback(user: User, round_: Round) -> ReaderFeedback:
    """Return the feedback that ``user`` may see now on their own annotations in this visible round."""
    return build_feedback(user, round_, feedback_for(user, round_))


def build_feedback(user: User, round_: Round, mode: Feedback) -> ReaderFeedback:
    """Build ``user``'s feedback on their own annotations as ``mode`` allows."""
    if mode == Feedback.NONE:
        return ReaderFeedback(mode, None, {}, (), (), None, 0)
    key = list(answer_key_for_scoring(round_))
    result = score_work(user, round_, key)
    counts = {str(outcome): result.count(outcome) for outcome in Outcome}
    if mode == Feedback.PERCENTAGE:
        return ReaderFeedback(mode, result.score, counts, (), (), None, result.answers)
    tags = {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags}
    others = _others(user, round_)
    changes = later_changes(key, tags)
    lines = tuple(
        _line(round_.text.body, match, tags, mode, others, changes)
        for match in result.matches
        # What was missed reveals a part of the answer key.
        if mode == Feedback.KEY or match.outcome != Outcome.MISSED
    )
    readers = None if others is None else visible_layers(user, round_).exclude(annotator=user).count()
    hints = _hints(result, tags) if mode == Feedback.KEY else ()
    return ReaderFeedback(mode, result.score, counts, lines, hints, readers, result.answers)


def score_of(user: User, round_: Round) -> ScoringResult:
    """Score ``user``'s own annotations against the answer key."""
    return score_work(user, round_, answer_key_for_scoring(round_))


def score_work(user: User, round_: Round, answer_key: Iterable[Annotation]) -> ScoringResult:
    """Score ``user``'s own annotations against an answer key that has been read."""
    annotations = annotations_in(user, round_).filter(layer__annotator=user)
    spans = [
        AnnotatedSpan(annotation.start, annotation.end, annotation.tag.slug) for annotation in annotations
    ]
    return score(round_.text.body, spans, scoring_answers(answer_key))


def later_changes(
    answer_key: Iterable[Annotation], tags: dict[str, Tag]
) -> dict[Answer, tuple[LaterChange, ...]]:
    """Return answer -> what was changed there later, for answers that were."""
    rows = [row for row in answer_key if row.answer.get("changed")]
    return {
        answer: tuple(
            LaterChange(change.what, tags[change.tag], change.reason, change.at)
            for change in changes_of(row.answer)
            if change.tag in tags
        )
        for row, answer in zip(rows, scoring_answers(rows), strict=True)
    }


def scoring_answers(answer_key: Iterable[Annotation]) -> list[Answer]:
    """Return the answers of an answer key for scoring."""
    return [
        Answer(
            annotation.start,
            annotation.end,
            annotation.tag.slug,
            annotation.answer["tolerance"] == Tolerance.EXACT,
            tuple(annotation.answer["also"]),
            annotation.note,
        )
        for annotation in answer_key
    ]


class OtherAnnotations:
    """Everybody else's annotations, by tag and in text order."""

    def __init__(self, rows: Iterable[tuple[str, int, int, int]]) -> None:
        """Take a row (tag, start, end, layer) for each annotation."""
        by_tag: dict[str, list[tuple[int, int, int]]] = {}
        for tag, *span in rows:
            by_tag.setdefault(tag, []).append((span[0], span[1], span[2]))
        self.spans = {tag: sorted(spans) for tag, spans in by_tag.items()}
        # The furthest end so far grows along the text: bisecting finds the first annotation that ends after an offset.
        self.furthest_ends = {
            tag: list(accumulate((end for _, end, _ in spans), max)) for tag, spans in self.spans.items()
        }

    def count_on(self, start: int, end: int, tag: str) -> int:
        """Return how many others annotated some of ``[start, end)`` with ``tag``."""
        spans = self.spans.get(tag, [])
        first = bisect_right(self.furthest_ends.get(tag, []), start)
        last = bisect_left(spans, (end,))
        return len({layer for _, other_end, layer in spans[first:last] if other_end > start})


def _others(user: User, round_: Round) -> OtherAnnotations | None:
    if hides_from(user, round_):
        return None
    annotations = annotations_in(user, round_).exclude(layer__annotator=user).order_by()
    return OtherAnnotations(annotations.values_list("tag__slug", "start", "end", "layer"))


def _line(
    text: str,
    match: Match,
    tags: dict[str, Tag],
    mode: Feedback,
    others: OtherAnnotations | None,
    changes: dict[Answer, tuple[LaterChange, ...]],
) -> FeedbackLine:
    span = match.annotation or match.answer
    start, end = span.start, span.end
    sees_key = mode == Feedback.KEY
    before, after = context_around(text, start, end)
    answer = match.answer if sees_key else None
    return FeedbackLine(
        match.outcome,
        before,
        text[start:end],
        after,
        tags.get(match.annotation.tag) if match.annotation else None,
        text[slice(*trim_span(text, answer.start, answer.end))] if answer else "",
        tuple(tags[slug] for slug in (answer.tag, *answer.also) if slug in tags) if answer else (),
        answer.explanation if answer else "",
        # With the reader's tag, or if the reader did not annotate this, with the answer key's.
        None if others is None else others.count_on(start, end, span.tag),
        _visible_changes(match, changes, sees_key),
    )


def _visible_changes(
    match: Match, changes: dict[Answer, tuple[LaterChange, ...]], sees_key: bool
) -> tuple[LaterChange, ...]:
    """Return what was changed at an answer, without what says more of the key than the reader may see."""
    rows = changes.get(match.answer, ()) if match.answer else ()
    if sees_key:
        return rows
    is_right = match.outcome in (Outcome.FOUND, Outcome.BOUNDARY)
    return tuple(
        row for row in rows if is_right and match.annotation and row.tag.slug == match.annotation.tag
    )


def _hints(result: ScoringResult, tags: dict[str, Tag]) -> tuple[StudyHint, ...]:
    """Return the tags that were missed or mistaken, most often first."""
    missed: dict[str, int] = {}
    mistaken: dict[str, int] = {}
    for match in result.matches:
        if match.outcome == Outcome.MISSED and match.answer:
            missed[match.answer.tag] = missed.get(match.answer.tag, 0) + 1
        if match.outcome == Outcome.TAG and match.answer:
            mistaken[match.answer.tag] = mistaken.get(match.answer.tag, 0) + 1
    hints = [
        StudyHint(tags[slug], missed.get(slug, 0), mistaken.get(slug, 0)) for slug in {**missed, **mistaken}
    ]
    return tuple(sorted(hints, key=lambda hint: (-hint.missed - hint.mistaken, hint.tag.name)))

"""Scores one reader's annotations against an answer key: what was found, missed or extra. Pure.

The outcomes are the MUC types as nervaluate counts them: found (COR), wrong tag (INC), wrong boundary (PAR), missed
(MIS), extra (SPU). The score is an F1: ``2 · credit / (answers + annotations)``. Annotating everything lowers it
through the denominator.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, zip_longest

from reports.feedback.assignment import assigned_pairs
from reports.layers import trim_span


class Outcome(StrEnum):
    """The outcome of one answer, or of one annotation."""

    FOUND = "found"
    BOUNDARY = "wrong boundary"
    TAG = "wrong tag"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, order=True)
class AnnotatedSpan:
    """A reader's annotation on ``[start, end)``, in code points of the text."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """An answer of the key. ``exact``: only these boundaries are right, else any overlap. ``also``: more right tags."""

    start: int
    end: int
    tag: str
    exact: bool = False
    also: tuple[str, ...] = ()
    explanation: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """An answer, an annotation, or both, with their outcome; ``credit`` is 0..1."""

    outcome: Outcome
    answer: Answer | None
    annotation: AnnotatedSpan | None
    credit: float = 0.0

    @property
    def span(self) -> Answer | AnnotatedSpan:
        """Return the answer, which decides the position in the text, or else the annotation."""
        return self.answer or self.annotation  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class ScoringResult:
    """The matches in text order. ``score`` is 0..1; None if there is no answer and no annotation."""

    matches: tuple[Match, ...]
    answers: int
    annotations: int

    @property
    def score(self) -> float | None:
        """Return ``2 · credit / (answers + annotations)``."""
        total = self.answers + self.annotations
        return 2 * sum(match.credit for match in self.matches) / total if total else None

    def count(self, outcome: Outcome) -> int:
        """Return how many matches have this outcome."""
        return sum(1 for match in self.matches if match.outcome == outcome)


def combined_score(results: Iterable[ScoringResult], given: Sequence[float | None] = ()) -> float | None:
    """Return one score for several articles: the credit for all answers and annotations, not the mean of the scores.

    ``given`` are scores that a teacher gave in place of the computed ones: they weigh as much as the article has
    answers and annotations. None if there is no answer and no annotation.
    """
    credit, total = 0.0, 0
    for result, own in zip_longest(results, given):
        size = result.answers + result.annotations
        total += size
        credit += size * (own if own is not None else result.score or 0.0)
    return credit / total if total else None


def score(text: str, spans: Iterable[AnnotatedSpan], answer_key: Iterable[Answer]) -> ScoringResult:
    """Match each annotation to at most one answer so that the total credit is greatest, and score the result.

    Spans are trimmed of outer white space and punctuation first. Equal annotations count once. The order makes no
    difference.
    """
    annotations = sorted(
        {
            AnnotatedSpan(*trim_span(text, annotation.start, annotation.end), annotation.tag)
            for annotation in spans
        }
    )
    answers = sorted(answer_key)
    pairs = _best_pairs(text, annotations, answers)
    matches = [_match(text, answers[j], annotations[i]) for i, j in pairs.items()]
    matches += [
        Match(Outcome.EXTRA, None, annotation) for i, annotation in enumerate(annotations) if i not in pairs
    ]
    matched_answers = set(pairs.values())
    matches += [
        Match(Outcome.MISSED, answer, None) for j, answer in enumerate(answers) if j not in matched_answers
    ]
    matches.sort(key=lambda match: (match.span.start, match.outcome, match.span.end))
    return ScoringResult(tuple(matches), len(answers), len(annotations))


def _match(text: str, answer: Answer, annotation: AnnotatedSpan) -> Match:
    credit = _credit(text, answer, annotation)
    if annotation.tag != answer.tag and annotation.tag not in answer.also:
        return Match(Outcome.TAG, answer, annotation, credit)
    return Match(Outcome.FOUND if credit == 1 else Outcome.BOUNDARY, answer, annotation, credit)


def _credit(text: str, answer: Answer, annotation: AnnotatedSpan) -> float:
    """Return 1 for the right tag and boundary, the Dice coefficient of characters for a wrong boundary, else 0.

    If the answer accepts any overlap, annotations of more than three times its length still have a wrong boundary.
    """
    if annotation.tag != answer.tag and annotation.tag not in answer.also:
        return 0.0
    start, end = trim_span(text, answer.start, answer.end)
    overlap = min(end, annotation.end) - max(start, annotation.start)
    if overlap <= 0:
        # Only the answer's outer punctuation was annotated.
        return 0.0
    size, length = end - start, annotation.end - annotation.start
    is_right = (start, end) == (annotation.start, annotation.end) if answer.exact else length <= 3 * size
    return 1.0 if is_right else 2 * overlap / (size + length)


def _best_pairs(text: str, annotations: Sequence[AnnotatedSpan], answers: Sequence[Answer]) -> dict[int, int]:
    """Return annotation index -> answer index with the most credit, then the most pairs, then the most overlap."""
    worth: dict[tuple[int, int], float] = {}
    starts = [answer.start for answer in answers]
    # The furthest end so far grows along the text: bisecting finds the first answer that ends after a start.
    furthest_ends = list(accumulate((answer.end for answer in answers), max))
    for i, annotation in enumerate(annotations):
        for j in range(bisect_right(furthest_ends, annotation.start), bisect_left(starts, annotation.end)):
            answer = answers[j]
            overlap = min(annotation.end, answer.end) - max(annotation.start, answer.start)
            if overlap > 0:
                extent = max(annotation.end, answer.end) - min(annotation.start, answer.start)
                # Any overlapping pair is worth more than none: a wrong tag is one mistake, not a miss and an extra.
                worth[i, j] = 1 + overlap / extent + 1000 * _credit(text, answer, annotation)
    return assigned_pairs(worth)

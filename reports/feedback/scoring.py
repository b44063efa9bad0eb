"""Scores one reader's marks against a key: what was found, what was missed, what was extra. Pure.

The outcomes follow the MUC types, as nervaluate counts them: found (COR), wrong tag (INC), wrong boundary (PAR),
missed (MIS), extra (SPU). The score is an F1: the credit of all matches over the mean of how many answers there
are and how many marks, ``2 · credit / (answers + marks)``. Who marks everything is let down by its denominator.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from reports.feedback.assignment import assigned_pairs
from reports.layers import trim_span


class Outcome(StrEnum):
    """What became of one answer, or of one mark."""

    FOUND = "found"
    BOUNDARY = "wrong boundary"
    TAG = "wrong tag"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, order=True)
class AnnotatedSpan:
    """A reader's mark on ``[start, end)``, code points of the text."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """One answer of the key. ``exact``: to the word; else any overlap is right. ``also``: tags that are right, too."""

    start: int
    end: int
    tag: str
    exact: bool = False
    also: tuple[str, ...] = ()
    explanation: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """An answer, a mark, or both, with what became of them; ``credit`` is 0..1."""

    outcome: Outcome
    answer: Answer | None
    given: AnnotatedSpan | None
    credit: float = 0.0

    @property
    def start(self) -> int:
        """Where it stands in the text."""
        return (self.answer or self.given).start  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class ScoringResult:
    """The matches in the order of the text. ``score`` is 0..1; None where nothing was to be found, nor marked."""

    matches: tuple[Match, ...]
    answers: int
    marks: int

    @property
    def score(self) -> float | None:
        """``2 · credit / (answers + marks)``."""
        whole = self.answers + self.marks
        return 2 * sum(match.credit for match in self.matches) / whole if whole else None

    def count(self, outcome: Outcome) -> int:
        """How many matches ended so."""
        return sum(1 for match in self.matches if match.outcome == outcome)


def score(text: str, given: Iterable[AnnotatedSpan], key: Iterable[Answer]) -> ScoringResult:
    """Each mark is matched to at most one answer, so that all credit together is most; order makes no difference.

    Spans are trimmed of outer white space and punctuation before. The same mark twice counts once.
    """
    marks = sorted({AnnotatedSpan(*trim_span(text, mark.start, mark.end), mark.tag) for mark in given})
    answers = sorted(key)
    pairs = _best_pairs(text, marks, answers)
    matches = [_match(text, answers[a], marks[m]) for m, a in pairs.items()]
    matches += [Match(Outcome.EXTRA, None, mark) for m, mark in enumerate(marks) if m not in pairs]
    taken = set(pairs.values())
    matches += [Match(Outcome.MISSED, answer, None) for a, answer in enumerate(answers) if a not in taken]
    matches.sort(key=lambda match: (match.start, match.outcome, (match.answer or match.given).end))  # type: ignore[union-attr]
    return ScoringResult(tuple(matches), len(answers), len(marks))


def _match(text: str, answer: Answer, mark: AnnotatedSpan) -> Match:
    credit = _credit(text, answer, mark)
    if mark.tag != answer.tag and mark.tag not in answer.also:
        return Match(Outcome.TAG, answer, mark, credit)
    return Match(Outcome.FOUND if credit == 1 else Outcome.BOUNDARY, answer, mark, credit)


def _credit(text: str, answer: Answer, mark: AnnotatedSpan) -> float:
    """1 where tag and boundary are right; for a wrong boundary its Dice of characters, for a wrong tag nothing.

    Any overlap is right where the key says so, unless it is a blanket: a mark of more than three times the answer.
    """
    if mark.tag != answer.tag and mark.tag not in answer.also:
        return 0.0
    start, end = trim_span(text, answer.start, answer.end)
    shared = min(end, mark.end) - max(start, mark.start)
    size, drawn = end - start, mark.end - mark.start
    right = (start, end) == (mark.start, mark.end) if answer.exact else drawn <= 3 * size
    return 1.0 if right else 2 * shared / (size + drawn)


def _best_pairs(text: str, marks: Sequence[AnnotatedSpan], answers: Sequence[Answer]) -> dict[int, int]:
    """Mark number -> answer number: the assignment with the most credit, then the most pairs, then the most overlap."""
    worth: dict[tuple[int, int], float] = {}
    starts = [answer.start for answer in answers]
    # The furthest end so far grows along the text: the first answer that reaches behind a mark's start is found by it.
    reached = list(accumulate((answer.end for answer in answers), max))
    for m, mark in enumerate(marks):
        for a in range(bisect_right(reached, mark.start), bisect_left(starts, mark.end)):
            answer = answers[a]
            shared = min(mark.end, answer.end) - max(mark.start, answer.start)
            if shared > 0:
                union = max(mark.end, answer.end) - min(mark.start, answer.start)
                # Any pairing of what touches is worth more than none: a wrong tag is no miss and an extra.
                worth[m, a] = 1 + shared / union + 1000 * _credit(text, answer, mark)
    return assigned_pairs(worth)

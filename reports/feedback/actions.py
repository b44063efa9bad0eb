"""What a reader is told about their marks, beside the key and the class: as much as the round says and no more."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from annotate.access import annotations_in, answer_key_for_scoring, feedback_for, visible_layers
from annotate.codebook import Tag
from annotate.codebooks.translation import translate_codebook
from annotate.enums import Feedback, Tolerance
from annotate.models import Annotation, Round
from people.models import User
from reports.analysis.clusters import context_around
from reports.feedback.scoring import AnnotatedSpan, Answer, Match, Outcome, ScoringResult, score
from reports.layers import trim_span


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One passage: what stands there, what the reader marked, what the key says, and how many others marked it so.

    Without the right to it ``answer``, ``right`` and ``explanation`` are empty, ``others`` is None.
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


@dataclass(frozen=True, slots=True)
class StudyHint:
    """What to look for next time: a tag, and why."""

    tag: Tag
    missed: int
    mistaken: int


@dataclass(frozen=True, slots=True)
class ReaderFeedback:
    """Everything that one reader is told now."""

    mode: Feedback
    score: float | None
    counts: dict[str, int]
    lines: tuple[FeedbackLine, ...]
    looks: tuple[StudyHint, ...]
    readers: int | None
    answers: int

    @property
    def percent(self) -> int | None:
        """The score in whole per cent."""
        return None if self.score is None else round(100 * self.score)


def feedback(user: User, round_: Round) -> ReaderFeedback:
    """What ``user`` is told now about their own marks in this visible round."""
    return build_feedback(user, round_, feedback_for(user, round_))


def build_feedback(user: User, round_: Round, mode: Feedback) -> ReaderFeedback:
    """The same, as ``mode`` says."""
    if mode == Feedback.NONE:
        return ReaderFeedback(mode, None, {}, (), (), None, 0)
    scored = score_of(user, round_)
    counts = {str(outcome): scored.count(outcome) for outcome in Outcome}
    if mode == Feedback.PERCENTAGE:
        return ReaderFeedback(mode, scored.score, counts, (), (), None, scored.answers)
    tags = {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags}
    others = _others(user, round_)
    lines = tuple(
        _line(round_.text.body, match, tags, mode, others)
        for match in scored.matches
        # Where something was missed is a part of the key.
        if mode == Feedback.KEY or match.outcome != Outcome.MISSED
    )
    readers = None if others is None else visible_layers(user, round_).exclude(annotator=user).count()
    looks = _looks(scored, tags) if mode == Feedback.KEY else ()
    return ReaderFeedback(mode, scored.score, counts, lines, looks, readers, scored.answers)


def score_of(user: User, round_: Round) -> ScoringResult:
    """``user``'s own marks against the key."""
    marks = annotations_in(user, round_).filter(layer__annotator=user)
    given = [AnnotatedSpan(mark.start, mark.end, mark.tag.slug) for mark in marks]
    return score(round_.text.body, given, scoring_answers(answer_key_for_scoring(round_)))


def scoring_answers(key: Iterable[Annotation]) -> list[Answer]:
    """The key as the scoring takes it."""
    return [
        Answer(
            mark.start,
            mark.end,
            mark.tag.slug,
            mark.answer["tolerance"] == Tolerance.EXACT,
            tuple(mark.answer["also"]),
            mark.note,
        )
        for mark in key
    ]


class OtherAnnotations:
    """What everybody else marked: for each tag the marks in the order of the text."""

    def __init__(self, rows: Iterable[tuple[str, int, int, int]]) -> None:
        """``rows``: the tag, the start, the end and the layer of each mark."""
        by_tag: dict[str, list[tuple[int, int, int]]] = {}
        for tag, *mark in rows:
            by_tag.setdefault(tag, []).append((mark[0], mark[1], mark[2]))
        self.marks = {tag: sorted(marks) for tag, marks in by_tag.items()}
        # The furthest end so far grows along the text, so that the first mark that reaches behind a place is found.
        self.reached = {
            tag: list(accumulate((end for _, end, _ in marks), max)) for tag, marks in self.marks.items()
        }

    def on(self, start: int, end: int, tag: str) -> int:
        """Return how many others marked some of ``[start, end)`` with ``tag``."""
        marks = self.marks.get(tag, [])
        first = bisect_right(self.reached.get(tag, []), start)
        last = bisect_left(marks, (end,))
        return len({layer for _, until, layer in marks[first:last] if until > start})


def _others(user: User, round_: Round) -> OtherAnnotations | None:
    if round_.hides:
        return None
    marks = annotations_in(user, round_).exclude(layer__annotator=user).order_by()
    return OtherAnnotations(marks.values_list("tag__slug", "start", "end", "layer"))


def _line(
    text: str, match: Match, tags: dict[str, Tag], mode: Feedback, others: OtherAnnotations | None
) -> FeedbackLine:
    shown = match.given or match.answer
    start, end = shown.start, shown.end
    whole = mode == Feedback.KEY
    before, after = context_around(text, start, end)
    answer = match.answer if whole else None
    return FeedbackLine(
        match.outcome,
        before,
        text[start:end],
        after,
        tags.get(match.given.tag) if match.given else None,
        text[slice(*trim_span(text, answer.start, answer.end))] if answer else "",
        tuple(tags[slug] for slug in (answer.tag, *answer.also) if slug in tags) if answer else (),
        answer.explanation if answer else "",
        # With the reader's tag, or where the reader did not mark this, with the key's.
        None if others is None else others.on(start, end, shown.tag),
    )


def _looks(scored: ScoringResult, tags: dict[str, Tag]) -> tuple[StudyHint, ...]:
    """The tags that were missed or taken for others, most often first."""
    missed: dict[str, int] = {}
    mistaken: dict[str, int] = {}
    for match in scored.matches:
        if match.outcome == Outcome.MISSED and match.answer:
            missed[match.answer.tag] = missed.get(match.answer.tag, 0) + 1
        if match.outcome == Outcome.TAG and match.answer:
            mistaken[match.answer.tag] = mistaken.get(match.answer.tag, 0) + 1
    found = [
        StudyHint(tags[slug], missed.get(slug, 0), mistaken.get(slug, 0)) for slug in {**missed, **mistaken}
    ]
    return tuple(sorted(found, key=lambda look: (-look.missed - look.mistaken, look.tag.name)))

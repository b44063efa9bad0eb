"""What a reader is told about their marks, beside the key and the class: as much as the round says and no more."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotate.access import annotations_in, feedback_for, key_for_scoring, layers_seen
from annotate.codebook import Tag
from annotate.models import Annotation, Round
from annotate.rounds import Feedback, Kind, Tolerance
from annotate.telling import told_codebook
from people.models import User
from reports.places import surroundings
from reports.scoring import Answer, Given, Match, Outcome, Scored, score, trimmed


@dataclass(frozen=True, slots=True)
class Line:
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
class Look:
    """What to look for next time: a tag, and why."""

    tag: Tag
    missed: int
    mistaken: int


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that one reader is told now."""

    mode: Feedback
    score: float | None
    counts: dict[str, int]
    lines: tuple[Line, ...]
    looks: tuple[Look, ...]
    readers: int | None
    answers: int

    @property
    def percent(self) -> int | None:
        """The score in whole per cent."""
        return None if self.score is None else round(100 * self.score)


def feedback(user: User, round_: Round) -> Told:
    """What ``user`` is told now about their own marks in this visible round."""
    return told(user, round_, feedback_for(user, round_))


def told(user: User, round_: Round, mode: Feedback) -> Told:
    """The same, as ``mode`` says."""
    if mode == Feedback.NONE:
        return Told(mode, None, {}, (), (), None, 0)
    scored = score_of(user, round_)
    counts = {str(outcome): scored.count(outcome) for outcome in Outcome}
    if mode == Feedback.PERCENTAGE:
        return Told(mode, scored.score, counts, (), (), None, scored.answers)
    tags = {tag.slug: tag for tag in told_codebook(round_.codebook.pure).tags}
    others = _others(user, round_)
    lines = tuple(
        _line(round_.text.body, match, tags, mode, others)
        for match in scored.matches
        # Where something was missed is a part of the key.
        if mode == Feedback.KEY or match.outcome != Outcome.MISSED
    )
    readers = None if others is None else layers_seen(user, round_).exclude(annotator=user).count()
    looks = _looks(scored, tags) if mode == Feedback.KEY else ()
    return Told(mode, scored.score, counts, lines, looks, readers, scored.answers)


def score_of(user: User, round_: Round) -> Scored:
    """``user``'s own marks against the key."""
    marks = annotations_in(user, round_).filter(layer__annotator=user)
    given = [Given(mark.start, mark.end, mark.tag.slug) for mark in marks]
    return score(round_.text.body, given, answers(key_for_scoring(round_)))


def answers(key: Iterable[Annotation]) -> list[Answer]:
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


def _others(user: User, round_: Round) -> list[Annotation] | None:
    if round_.hides:
        return None
    return list(annotations_in(user, round_, Kind.READER).exclude(layer__annotator=user))


def _line(
    text: str, match: Match, tags: dict[str, Tag], mode: Feedback, others: list[Annotation] | None
) -> Line:
    shown = match.given or match.answer
    start, end = shown.start, shown.end
    whole = mode == Feedback.KEY
    before, after = surroundings(text, start, end)
    answer = match.answer if whole else None
    return Line(
        match.outcome,
        before,
        text[start:end],
        after,
        tags.get(match.given.tag) if match.given else None,
        text[slice(*trimmed(text, answer.start, answer.end))] if answer else "",
        tuple(tags[slug] for slug in (answer.tag, *answer.also) if slug in tags) if answer else (),
        answer.explanation if answer else "",
        None if others is None else _agreeing(match, others),
    )


def _agreeing(match: Match, others: list[Annotation]) -> int:
    """How many others marked this passage with the reader's tag, or where the reader did not, with the key's."""
    shown = match.given or match.answer
    return len(
        {
            mark.layer_id
            for mark in others
            if mark.tag.slug == shown.tag and mark.start < shown.end and shown.start < mark.end
        }
    )


def _looks(scored: Scored, tags: dict[str, Tag]) -> tuple[Look, ...]:
    """The tags that were missed or taken for others, most often first."""
    missed: dict[str, int] = {}
    mistaken: dict[str, int] = {}
    for match in scored.matches:
        if match.outcome == Outcome.MISSED and match.answer:
            missed[match.answer.tag] = missed.get(match.answer.tag, 0) + 1
        if match.outcome == Outcome.TAG and match.answer:
            mistaken[match.answer.tag] = mistaken.get(match.answer.tag, 0) + 1
    found = [Look(tags[slug], missed.get(slug, 0), mistaken.get(slug, 0)) for slug in {**missed, **mistaken}]
    return tuple(sorted(found, key=lambda look: (-look.missed - look.mistaken, look.tag.name)))

"""Load the results of a round: everybody's work beside the key, as far as the user may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotate.access import (
    current_annotations,
    has_answer_key,
    reviews_in,
    visible_answer_key,
    visible_layers,
)
from annotate.annotations.answer_key import KeyChange, changes_of
from annotate.models import Annotation, HandInReview, Layer, Round
from people.models import User
from people.permissions import Permission
from reports.access import get_revealed_round
from reports.analysis.clusters import context_around
from reports.cached_results import in_background
from reports.feedback.actions import scoring_answers
from reports.feedback.scoring import AnnotatedSpan, Outcome, ScoringResult
from reports.reader_rows import reader_key, reader_names
from reports.results.class_results import ExtraPassage, Work, class_results
from reports.results.figures import AnswerFigures, Confusion


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """An answer of the key: what it says, its figures, and what was changed later."""

    pk: str
    quote: str
    before: str
    after: str
    figures: AnswerFigures
    changes: tuple[KeyChange, ...]


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """A passage that the key lacks, with its words."""

    quote: str
    before: str
    after: str
    figures: ExtraPassage


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One reader's result. ``score`` is the computed one, ``override`` what a teacher set instead.

    ``person`` is None for those who have left. ``counts``: the work is part of the figures of the class.
    """

    person: int | None
    name: str
    score: float | None
    counts: bool
    outcomes: dict[str, int]
    handed_in: bool
    late: bool
    override: float | None = None
    comment: str = ""

    @property
    def final(self) -> float | None:
        """Return the score that counts: the teacher's, or else the computed one."""
        return self.score if self.override is None else self.override


@dataclass(frozen=True, slots=True)
class RoundResults:
    """The results of a round. ``readers`` are those in the figures; ``drafts`` have not handed in."""

    answers: tuple[KeyAnswer, ...]
    extras: tuple[ExtraRow, ...]
    confusions: tuple[Confusion, ...]
    rows: tuple[ReaderRow, ...]
    readers: int
    drafts: int
    drafts_count: bool


def get_results_round(user: User, pk: int, permission: Permission = Permission.OVERSEE_ROUNDS) -> Round:
    """Return the round if its results exist for ``user`` now. Raise ``RoundNotRevealed`` if they do not yet."""
    return get_revealed_round(user, pk, permission)


def load_results(user: User, round_: Round, with_drafts: bool = False, wait: bool = False) -> RoundResults:
    """Return the results of a round that ``get_results_round`` returned.

    Drafts are part of the figures only ``with_drafts``, or where nobody has handed in. Raise ``ResultNotReady`` if a
    large round takes longer than a page may, unless ``wait`` is set.
    """
    return in_background(
        user, round_, ("results", with_drafts), lambda: compute_results(user, round_, with_drafts), wait
    )


def load_works(user: User, round_: Round) -> list[Work]:
    """Return what everybody highlighted, without those who have not begun."""
    return _works(user, round_, _layers(user, round_), with_drafts=True)


def key_answers(user: User, round_: Round) -> list[Annotation]:
    """Return the answers of the key in the order of scoring."""
    return list(visible_answer_key(user, round_))


def has_key(round_: Round) -> bool:
    """Return whether there is a key with an answer."""
    return has_answer_key(round_)


def compute_results(user: User, round_: Round, with_drafts: bool = False) -> RoundResults:
    """Return the same as ``load_results``, computed now, for what is computed in the background itself."""
    text = round_.text.body
    layers = _layers(user, round_)
    with_drafts = with_drafts or not any(layer.submitted_at for layer in layers)
    works = _works(user, round_, layers, with_drafts)
    key = key_answers(user, round_)
    answers = scoring_answers(key)
    results = class_results(text, works, answers)
    reviews = {review.layer_id: review for review in reviews_in(user, round_)}
    names = reader_names(layers)
    by_pk = {layer.pk: layer for layer in layers}
    rows = [
        _row(
            by_pk[work.reader],
            names[reader_key(by_pk[work.reader])],
            work,
            results.results[work.reader],
            reviews.get(work.reader),
        )
        for work in works
    ]
    return RoundResults(
        tuple(_answer(text, row, figures) for row, figures in zip(key, results.answers, strict=True)),
        tuple(
            ExtraRow(text[one.start : one.end], *context_around(text, one.start, one.end), one)
            for one in results.extras
        ),
        results.confusions,
        tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.person or 0))),
        results.readers,
        sum(1 for row in rows if not row.handed_in),
        with_drafts,
    )


def _layers(user: User, round_: Round) -> list[Layer]:
    return list(visible_layers(user, round_).select_related("annotator").order_by("pk"))


def _works(user: User, round_: Round, layers: Iterable[Layer], with_drafts: bool) -> list[Work]:
    spans: dict[int, list[AnnotatedSpan]] = {}
    rows = current_annotations(user, round_).values_list("layer", "start", "end", "tag__slug")
    for layer, start, end, tag in rows:
        spans.setdefault(layer, []).append(AnnotatedSpan(start, end, tag))
    return [
        Work(layer.pk, tuple(spans.get(layer.pk, ())), with_drafts or layer.submitted_at is not None)
        for layer in layers
        # To have opened a text is not to have begun.
        if layer.submitted_at or layer.pk in spans
    ]


def _answer(text: str, row: Annotation, figures: AnswerFigures) -> KeyAnswer:
    before, after = context_around(text, row.start, row.end)
    return KeyAnswer(str(row.pk), text[row.start : row.end], before, after, figures, changes_of(row.answer))


def _row(
    layer: Layer, name: str, work: Work, result: ScoringResult, review: HandInReview | None
) -> ReaderRow:
    return ReaderRow(
        layer.annotator_id,
        name,
        result.score,
        work.counts,
        {str(outcome): result.count(outcome) for outcome in Outcome},
        layer.submitted_at is not None,
        layer.handed_in_late,
        review.score if review else None,
        review.comment if review else "",
    )

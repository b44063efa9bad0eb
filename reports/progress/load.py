"""Load the progress of a class or of one person: their work in every exercise whose results the viewer may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import (
    annotation_spans,
    answer_keys_for_scoring,
    hides_from,
    own_layers,
    rounds_in,
    visible_layers,
)
from annotate.codebook import Codebook
from annotate.codebooks.translation import translate_codebook
from annotate.enums import Feedback, feedback_now
from annotate.models import Annotation, Layer, Round
from people.models import Team, User
from reports.feedback.actions import scoring_answers
from reports.feedback.scoring import AnnotatedSpan, ScoringResult, score
from reports.progress.figures import Habit, TagFigures, Work, exercise_score, habits, mean, tag_figures, total

# The latest exercises of a class: more than a school year has.
MAX_EXERCISES = 60


@dataclass(frozen=True, slots=True, eq=False)
class Exercise:
    """An exercise with an answer key: one round, or the rounds of an assignment. ``link`` is the pk of the first."""

    link: int
    title: str
    created_at: datetime
    rounds: tuple[Round, ...]
    codebook: Codebook


@dataclass(frozen=True, slots=True)
class Step:
    """What one person did in one exercise. ``figures`` is None where they may not learn it."""

    exercise: Exercise
    score: float | None
    late: bool
    figures: Mapping[str, TagFigures] | None


@dataclass(frozen=True, slots=True)
class CodebookProgress:
    """What was found, exercise by exercise, of the tags of one codebook, and which of them are often confused.

    ``pk`` is that of its version in the latest exercise.
    """

    pk: int
    codebook: Codebook
    steps: tuple[Step, ...]
    total: Mapping[str, TagFigures]
    habits: tuple[Habit, ...]


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """One person's steps by exercise; an exercise that they did not hand in is missing."""

    person: User
    steps: Mapping[Exercise, Step]
    codebooks: tuple[CodebookProgress, ...]

    @property
    def mean(self) -> float | None:
        """Return the mean of the scores."""
        return mean(step.score for step in self.steps.values())


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """Everybody's progress, by name, in ``exercises`` from the first to the last. ``hidden`` are not revealed yet."""

    exercises: tuple[Exercise, ...]
    people: tuple[PersonProgress, ...]
    means: Mapping[Exercise, float | None]
    codebooks: tuple[CodebookProgress, ...]
    hidden: int


def class_progress(viewer: User, team: Team) -> ClassProgress:
    """Return everybody's progress, for those who oversee the rounds of ``team``."""
    rounds = _rounds(viewer, team)
    revealed = [round_ for round_ in rounds if not hides_from(viewer, round_)]
    loaded = _load(revealed, visible_layers(viewer, revealed))
    people = tuple(
        _person_progress(person, loaded, tagged=set(loaded.exercises))
        for person in sorted(loaded.works, key=lambda person: (person.name, person.pk))
    )
    scores: dict[Exercise, list[float | None]] = defaultdict(list)
    for one in people:
        for exercise, step in one.steps.items():
            scores[exercise].append(step.score)
    means = {exercise: mean(scores[exercise]) for exercise in loaded.exercises}
    everything = {
        exercise: [
            work.result for by_exercise in loaded.works.values() for work in by_exercise.get(exercise, [])
        ]
        for exercise in loaded.exercises
    }
    steps = {
        exercise: Step(exercise, means[exercise], False, tag_figures(results))
        for exercise, results in everything.items()
    }
    hidden = len(rounds) - len(revealed)
    return ClassProgress(loaded.exercises, people, means, _by_codebook(steps, everything), hidden)


def get_person_progress(viewer: User, team: Team, person: int) -> PersonProgress:
    """Return the progress of one person, for those who lead the class; raise Http404 if nothing was handed in."""
    for one in class_progress(viewer, team).people:
        if one.person.pk == person:
            return one
    raise Http404(_("This page does not exist, or you do not have access to it."))


def own_progress(user: User, team: Team) -> PersonProgress:
    """Return the user's own progress, in the exercises on which they may have feedback now."""
    rounds = _rounds(user, team)
    submitted = {pk for pk, layer in own_layers(user, rounds).items() if layer.submitted_at}
    feedback = {
        round_.pk: feedback_now(round_.feedback, round_.feedback_when, round_.state, round_.pk in submitted)
        for round_ in rounds
    }
    shown = [round_ for round_ in rounds if feedback[round_.pk] != Feedback.NONE]
    loaded = _load(shown, visible_layers(user, shown).filter(annotator=user))
    # Which answers were missed or mistaken tells what the key says.
    tagged = {
        exercise
        for exercise in loaded.exercises
        if all(feedback[round_.pk] == Feedback.KEY for round_ in exercise.rounds)
    }
    return _person_progress(user, loaded, tagged)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The exercises from the first to the last, and what was handed in: by person and exercise, a work per article."""

    exercises: tuple[Exercise, ...]
    works: Mapping[User, Mapping[Exercise, list[Work]]]
    late: frozenset[tuple[User, Exercise]]


def _rounds(user: User, team: Team) -> list[Round]:
    return list(rounds_in(user, team).select_related("assigned__assignment")[:MAX_EXERCISES])


def _load(rounds: Sequence[Round], layers: QuerySet[Layer]) -> _Loaded:
    """Score what was handed in, in the same few queries for any number of rounds and people."""
    keys: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in answer_keys_for_scoring(rounds):
        keys[annotation.layer.round_id].append(annotation)
    exercises = _exercises([round_ for round_ in rounds if round_.pk in keys])
    by_round = {round_.pk: (exercise, round_) for exercise in exercises for round_ in exercise.rounds}
    answers = {pk: scoring_answers(keys[pk]) for pk in by_round}

    submitted = layers.filter(round__in=list(by_round), submitted_at__isnull=False, annotator__isnull=False)
    layers_by_pk = {layer.pk: layer for layer in submitted.select_related("annotator", "review")}
    spans: dict[int, list[AnnotatedSpan]] = defaultdict(list)
    for layer, *span in annotation_spans(list(layers_by_pk)):
        spans[layer].append(AnnotatedSpan(*span))

    works: dict[User, dict[Exercise, list[Work]]] = defaultdict(lambda: defaultdict(list))
    late = set()
    for pk, layer in layers_by_pk.items():
        exercise, round_ = by_round[layer.round_id]
        result = score(round_.text.body, spans[pk], answers[round_.pk])
        override = layer.review.score if hasattr(layer, "review") else None
        works[layer.annotator][exercise].append(Work(result, override))
        if layer.handed_in_late:
            late.add((layer.annotator, exercise))
    return _Loaded(exercises, works, frozenset(late))


def _exercises(rounds: Iterable[Round]) -> tuple[Exercise, ...]:
    """Return the exercises that the rounds are, from the first to the last."""
    sets: dict[tuple[str, int], list[Round]] = defaultdict(list)
    for round_ in rounds:
        assigned = getattr(round_, "assigned", None)
        sets["assignment", assigned.assignment_id if assigned else round_.pk].append(round_)
    exercises = []
    codebooks: dict[int, Codebook] = {}
    for members in sets.values():
        members.sort(key=lambda round_: round_.pk)
        first = members[0]
        assigned = getattr(first, "assigned", None)
        title = assigned.assignment.title if assigned else first.text.article.title
        if first.codebook_id not in codebooks:
            codebooks[first.codebook_id] = translate_codebook(first.codebook.pure)
        codebook = codebooks[first.codebook_id]
        exercises.append(Exercise(first.pk, title, first.created_at, tuple(members), codebook))
    return tuple(sorted(exercises, key=lambda exercise: (exercise.created_at, exercise.link)))


def _person_progress(person: User, loaded: _Loaded, tagged: set[Exercise]) -> PersonProgress:
    """Return one person's progress, with figures of tags in the ``tagged`` exercises alone."""
    works = loaded.works.get(person, {})
    results = {
        exercise: [work.result for work in works[exercise]]
        for exercise in loaded.exercises
        if exercise in works
    }
    steps = {
        exercise: Step(
            exercise,
            exercise_score(works[exercise]),
            (person, exercise) in loaded.late,
            tag_figures(results[exercise]) if exercise in tagged else None,
        )
        for exercise in results
    }
    return PersonProgress(person, steps, _by_codebook(steps, results))


def _by_codebook(
    steps: Mapping[Exercise, Step], results: Mapping[Exercise, Sequence[ScoringResult]]
) -> tuple[CodebookProgress, ...]:
    """Return the progress with each codebook, whatever its version; the one that was used last comes first."""
    by_slug: dict[tuple[str, bool], list[Step]] = defaultdict(list)
    for exercise, step in steps.items():
        if step.figures is not None:
            by_slug[exercise.codebook.slug, exercise.codebook.ships].append(step)
    progress = []
    for same in by_slug.values():
        all_results = [result for step in same for result in results[step.exercise]]
        figures = total(step.figures or {} for step in same)
        latest = same[-1].exercise
        pk = latest.rounds[0].codebook_id
        progress.append(CodebookProgress(pk, latest.codebook, tuple(same), figures, habits(all_results)))
    return tuple(sorted(progress, key=lambda one: one.steps[-1].exercise.created_at, reverse=True))

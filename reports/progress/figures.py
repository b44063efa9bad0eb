"""Progress over several exercises: scores, what was found of each tag, and which tags are often confused. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.feedback.scoring import Outcome, ScoringResult

# A confusion is told as a habit from so many cases on, if it is so large a part of the answers with that tag.
MIN_CASES, MIN_SHARE = 3, 0.2


@dataclass(frozen=True, slots=True)
class TagFigures:
    """What became of the answers with one tag. ``extra``: annotations with it that match no answer."""

    found: int = 0
    boundary: int = 0
    mistaken: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def answers(self) -> int:
        """Return how many answers there are with this tag."""
        return self.found + self.boundary + self.mistaken + self.missed

    @property
    def share(self) -> float | None:
        """Return the fraction of the answers that were found, with the right or a wrong boundary; None without any."""
        return (self.found + self.boundary) / self.answers if self.answers else None

    def __add__(self, other: "TagFigures") -> "TagFigures":
        return TagFigures(
            self.found + other.found,
            self.boundary + other.boundary,
            self.mistaken + other.mistaken,
            self.missed + other.missed,
            self.extra + other.extra,
        )


@dataclass(frozen=True, slots=True)
class Work:
    """One person's work on one article of an exercise: its result, and a teacher's score (0..1) instead, if any."""

    result: ScoringResult
    override: float | None = None

    @property
    def score(self) -> float | None:
        """Return the score that counts, 0..1."""
        return self.result.score if self.override is None else self.override

    @property
    def weight(self) -> int:
        """Return how much the article counts among those of its exercise."""
        return self.result.answers + self.result.annotations


@dataclass(frozen=True, slots=True)
class Habit:
    """A confusion that comes back: ``cases`` of the ``answers`` of ``right`` were tagged as ``wrong``."""

    right: str
    wrong: str
    cases: int
    answers: int


def exercise_score(works: Sequence[Work]) -> float | None:
    """Return one person's score (0..1) in an exercise, in which each article counts by its answers and annotations.

    Without overrides it is the F1 over all articles. None if nothing was to be found and nothing was annotated.
    """
    scored = [(score, max(1, work.weight)) for work in works if (score := work.score) is not None]
    total = sum(weight for _score, weight in scored)
    return sum(score * weight for score, weight in scored) / total if total else None


def tag_figures(results: Iterable[ScoringResult]) -> dict[str, TagFigures]:
    """Return the figures of each tag that occurs in the results, by slug."""
    outcomes: dict[str, Counter[Outcome]] = {}
    for result in results:
        for match in result.matches:
            outcomes.setdefault(match.span.tag, Counter())[match.outcome] += 1
    return {
        tag: TagFigures(
            counts[Outcome.FOUND],
            counts[Outcome.BOUNDARY],
            counts[Outcome.TAG],
            counts[Outcome.MISSED],
            counts[Outcome.EXTRA],
        )
        for tag, counts in sorted(outcomes.items())
    }


def habits(results: Iterable[ScoringResult]) -> tuple[Habit, ...]:
    """Return the confusions that come back, the most frequent first."""
    results = list(results)
    cases = Counter(
        (match.answer.tag, match.annotation.tag)
        for result in results
        for match in result.matches
        if match.outcome == Outcome.TAG and match.answer and match.annotation
    )
    answers = {tag: figures.answers for tag, figures in tag_figures(results).items()}
    repeated = [
        Habit(right, wrong, count, answers[right])
        for (right, wrong), count in cases.items()
        if count >= MIN_CASES and count >= MIN_SHARE * answers[right]
    ]
    return tuple(sorted(repeated, key=lambda habit: (-habit.cases, habit.right, habit.wrong)))


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are not None; None if there is none."""
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else None


def total(figures: Iterable[Mapping[str, TagFigures]]) -> dict[str, TagFigures]:
    """Return the sum of the figures of each tag."""
    sums: dict[str, TagFigures] = {}
    for by_tag in figures:
        for tag, one in by_tag.items():
            sums[tag] = sums.get(tag, TagFigures()) + one
    return sums

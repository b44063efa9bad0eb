"""How somebody stands in the training: their attempts at each practice article, and whether they have passed. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class TrainingState(StrEnum):
    """Not needed: there is no practice article. Waiting: all attempts are used, and a lead decides how they go on.

    Let in: a lead let them annotate without the pass mark.
    """

    NOT_NEEDED = "not needed"
    NOT_BEGUN = "not begun"
    PRACTISING = "practising"
    WAITING = "waiting"
    PASSED = "passed"
    LET_IN = "let in"


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """What somebody did with one practice article. ``scores`` are those of their attempts, 0..1, oldest first.

    ``begun``: they have it. ``is_open``: they can highlight in it, since it is not handed in or was reopened.
    """

    article: int
    scores: tuple[float | None, ...] = ()
    begun: bool = False
    is_open: bool = False

    @property
    def best(self) -> float | None:
        """Return the best score; None without any."""
        return max((score for score in self.scores if score is not None), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """The results of one person in the order of the practice articles.

    ``pass_mark`` is a percentage, ``attempts`` how often they can hand in each article.
    """

    results: tuple[PracticeResult, ...]
    pass_mark: int
    attempts: int
    passed: bool = False
    let_in: bool = False

    @property
    def mean(self) -> float | None:
        """Return the mean of the best scores, 0..1; None before the first."""
        best = [result.best for result in self.results if result.best is not None]
        return sum(best) / len(best) if best else None

    @property
    def percent(self) -> int | None:
        """Return the mean as a whole percentage, rounded, but never up to a pass mark that it does not reach."""
        if self.mean is None:
            return None
        rounded = whole_percent(self.mean)
        return rounded if rounded < self.pass_mark or self._mean_suffices else self.pass_mark - 1

    @property
    def _mean_suffices(self) -> bool:
        # A hair below the mark is an error of floating-point sums.
        return 100 * (self.mean or 0.0) + 1e-6 >= self.pass_mark

    @property
    def all_handed_in(self) -> bool:
        """Return whether every practice article was handed in at least once."""
        return all(result.scores for result in self.results)

    @property
    def reaches_pass_mark(self) -> bool:
        """Return whether all practice articles are handed in and the mean of the best scores is high enough."""
        return bool(self.results) and self.all_handed_in and self._mean_suffices

    def attempts_left(self, result: PracticeResult) -> int:
        """Return how often an article can still be handed in, counting one that is open now."""
        return max(0, self.attempts - len(result.scores))

    def may_try_again(self, result: PracticeResult) -> bool:
        """Return whether an article that is handed in can be reopened."""
        is_done = bool(result.scores) and not result.is_open
        return is_done and not self.is_over and self.attempts_left(result) > 0

    @property
    def is_over(self) -> bool:
        """Return whether there is nothing to practise for any more."""
        return self.state in (TrainingState.NOT_NEEDED, TrainingState.PASSED, TrainingState.LET_IN)

    @property
    def state(self) -> TrainingState:
        """Return how far this person is."""
        if self.passed or self.reaches_pass_mark:
            return TrainingState.LET_IN if self.let_in else TrainingState.PASSED
        if not self.results:
            return TrainingState.NOT_NEEDED
        if not any(result.begun for result in self.results):
            return TrainingState.NOT_BEGUN
        if any(self.attempts_left(result) for result in self.results):
            return TrainingState.PRACTISING
        return TrainingState.WAITING

    @property
    def next_result(self) -> PracticeResult | None:
        """Return the article to go on with: one that is open, else the first not begun; None if all are done."""
        open_first = sorted(self.results, key=lambda result: not result.is_open)
        return next((result for result in open_first if result.is_open or not result.begun), None)

    @property
    def weakest(self) -> PracticeResult | None:
        """Return the article that it is best to try again: the lowest score with an attempt left."""
        again = [result for result in self.results if self.may_try_again(result)]
        return min(again, key=lambda result: result.best or 0.0, default=None)


def whole_percent(score: float) -> int:
    """Return a score 0..1 as a whole percentage, rounded as on the page of the feedback."""
    return round(100 * score)

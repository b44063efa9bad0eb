"""How somebody stands in the training, by their attempts."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.training.standing import PracticeResult, Standing, TrainingState


def standing(*scores: Sequence[float | None], attempts: int = 2, begun: int = 9) -> Standing:
    """Return a standing with a result for each row of scores; those without any are open if ``begun`` allows."""
    results = (
        PracticeResult(number, tuple(row), bool(row) or number < begun, not row and number < begun)
        for number, row in enumerate(scores)
    )
    return Standing(tuple(results), pass_mark=70, attempts=attempts)


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        ([], TrainingState.NOT_NEEDED),
        ([[1.0], []], TrainingState.PRACTISING),
        ([[0.9], [0.5]], TrainingState.PASSED),
        ([[0.2, 0.9], [0.5]], TrainingState.PASSED),
        ([[0.9], [0.4]], TrainingState.PRACTISING),
        ([[0.9, 0.1], [0.4, 0.4]], TrainingState.WAITING),
        ([[0.699]], TrainingState.PRACTISING),
        ([[None, None]], TrainingState.WAITING),
    ],
)
def test_the_mean_of_the_best_scores_decides(scores: list[list[float | None]], state: TrainingState) -> None:
    assert standing(*scores).state == state


@pytest.mark.parametrize(("score", "percent"), [(0.857, 86), (0.699, 69), (0.7, 70), (0.694, 69), (0.2, 20)])
def test_the_mean_is_rounded_but_never_up_to_the_pass_mark(score: float, percent: int) -> None:
    assert standing([score]).percent == percent


def test_an_article_that_is_not_begun_comes_after_the_one_that_is_open() -> None:
    assert standing([], [], begun=0).state == TrainingState.NOT_BEGUN
    assert standing([1.0], [], [], begun=0).next_result.article == 1
    assert standing([], [], begun=1).next_result.article == 0
    assert standing([0.1]).next_result is None


def test_the_weakest_article_with_an_attempt_left_is_tried_again() -> None:
    assert standing([0.6], [0.3], [0.1, 0.2]).weakest.article == 1
    assert standing([0.6, 0.6]).weakest is None
    assert standing([1.0]).weakest is None


@given(st.lists(st.lists(st.floats(0, 1), max_size=3), min_size=1), st.integers(0, 100))
def test_another_attempt_never_makes_it_worse(scores: list[list[float]], pass_mark: int) -> None:
    results = [PracticeResult(number, tuple(row), True) for number, row in enumerate(scores)]
    before = Standing(tuple(results), pass_mark, 4)
    better = PracticeResult(0, (*scores[0], 0.5), True)
    after = Standing((better, *results[1:]), pass_mark, 4)
    assert after.reaches_pass_mark >= (before.reaches_pass_mark and before.all_handed_in)

"""Scoring against an answer key: known cases, and the laws that hold for all."""

import random
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.feedback.assignment import maximum_weight_matching
from reports.feedback.scoring import AnnotatedSpan, Answer, Outcome, score

TEXT = "The globalist council voted nine to six. “It was a disgrace,” said the family. Taxes fell by four per cent."
TAGS = ("claim", "opinion", "loaded")


def span_of(words: str) -> tuple[int, int]:
    """Return the span of ``words``."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def annotate(words: str, tag: str = "claim") -> AnnotatedSpan:
    """Return an annotation of ``words``."""
    return AnnotatedSpan(*span_of(words), tag)


def answer(words: str, tag: str = "claim", **more: object) -> Answer:
    """Return an answer on ``words``."""
    return Answer(*span_of(words), tag, **more)


def outcomes(annotations: list[AnnotatedSpan], answer_key: list[Answer]) -> dict[str, int]:
    """Return how often each outcome occurs."""
    result = score(TEXT, annotations, answer_key)
    return {str(outcome): result.count(outcome) for outcome in Outcome if result.count(outcome)}


@pytest.mark.parametrize(
    ("annotations", "answer_key", "expected", "value"),
    [
        ([annotate("voted nine to six")], [answer("voted nine to six")], {"found": 1}, 1),
        # Punctuation and white space around a mark are no boundary.
        ([annotate("voted nine to six. ")], [answer("voted nine to six", exact=True)], {"found": 1}, 1),
        (
            [annotate("“It was a disgrace,”", "opinion")],
            [answer("It was a disgrace", "opinion", exact=True)],
            {"found": 1},
            1,
        ),
        ([annotate("nine to six")], [answer("voted nine to six")], {"found": 1}, 1),
        (
            [annotate("nine to six")],
            [answer("voted nine to six", exact=True)],
            {"wrong boundary": 1},
            2 * 11 / 28,
        ),
        ([annotate("voted nine to six", "opinion")], [answer("voted nine to six")], {"wrong tag": 1}, 0),
        (
            [annotate("globalist", "opinion")],
            [answer("globalist", "loaded", also=("opinion",))],
            {"found": 1},
            1,
        ),
        ([], [answer("globalist")], {"missed": 1}, 0),
        ([annotate("globalist")], [], {"extra": 1}, 0),
        ([], [], {}, None),
        (
            [annotate("globalist", "loaded"), annotate("Taxes fell")],
            [answer("globalist", "loaded"), answer("voted nine to six")],
            {"found": 1, "missed": 1, "extra": 1},
            0.5,
        ),
        # A nested mark is matched to the nested answer.
        (
            [annotate("The globalist council voted nine to six"), annotate("globalist", "loaded")],
            [answer("globalist", "loaded"), answer("The globalist council voted nine to six")],
            {"found": 2},
            1,
        ),
        # The same mark twice is one mark.
        ([annotate("globalist"), annotate("globalist")], [answer("globalist")], {"found": 1}, 1),
    ],
)
def test_known_cases(
    annotations: list[AnnotatedSpan], answer_key: list[Answer], expected: dict[str, int], value: float | None
) -> None:
    assert outcomes(annotations, answer_key) == expected
    assert score(TEXT, annotations, answer_key).score == (None if value is None else pytest.approx(value))


KEY = [answer("globalist", "loaded"), answer("voted nine to six"), answer("It was a disgrace", "opinion")]


def test_marking_everything_earns_next_to_nothing() -> None:
    blanket = [AnnotatedSpan(0, len(TEXT), tag) for tag in TAGS]
    assert score(TEXT, blanket, KEY).score < 0.25
    words, offset = [], 0
    for word in TEXT.split():
        offset = TEXT.index(word, offset)
        words += [AnnotatedSpan(offset, offset + len(word), tag) for tag in TAGS]
        offset += len(word)
    assert score(TEXT, words, KEY).score < 0.15


spans = st.tuples(st.integers(0, 90), st.integers(1, 15), st.sampled_from(TAGS)).map(
    lambda drawn: (drawn[0], min(drawn[0] + drawn[1], len(TEXT)), drawn[2])
)
marks_ = st.lists(spans.map(lambda span: AnnotatedSpan(*span)), max_size=8)
keys = st.lists(
    st.tuples(spans, st.booleans(), st.sampled_from([(), ("opinion",)])).map(
        lambda drawn: Answer(*drawn[0], exact=drawn[1], also=drawn[2])
    ),
    max_size=8,
)


@given(marks_, keys)
def test_the_counts_add_up(annotations: list[AnnotatedSpan], answer_key: list[Answer]) -> None:
    result = score(TEXT, annotations, answer_key)
    paired = sum(result.count(outcome) for outcome in (Outcome.FOUND, Outcome.BOUNDARY, Outcome.TAG))
    assert paired + result.count(Outcome.MISSED) == result.answers == len(answer_key)
    assert paired + result.count(Outcome.EXTRA) == result.annotations
    assert result.score is None if not answer_key and not annotations else 0 <= result.score <= 1


@given(marks_, keys, st.randoms())
def test_order_makes_no_difference(
    annotations: list[AnnotatedSpan], answer_key: list[Answer], chance: random.Random
) -> None:
    result = score(TEXT, annotations, answer_key)
    chance.shuffle(annotations)
    chance.shuffle(answer_key)
    assert score(TEXT, annotations, answer_key) == result


@given(st.lists(spans, min_size=1, max_size=6, unique=True))
def test_the_key_itself_is_right(drawn: list[tuple[int, int, str]]) -> None:
    given_, answer_key = (
        [AnnotatedSpan(*span) for span in drawn],
        [Answer(*span, exact=True) for span in drawn],
    )
    trimmed = score(TEXT, given_, answer_key)
    if trimmed.annotations == len(answer_key):
        assert trimmed.score == pytest.approx(1)


# The comma before a word that the answer key has: the two overlap only before they are trimmed.
@example(
    [AnnotatedSpan(59, 60, "claim")],
    [Answer(0, 1, "claim"), Answer(59, 63, "claim", True)],
    (0, 1, "opinion"),
)
@given(marks_, keys, spans)
def test_a_mark_that_earns_nothing_never_helps(
    annotations: list[AnnotatedSpan], answer_key: list[Answer], more: tuple[int, int, str]
) -> None:
    before, after = (
        score(TEXT, annotations, answer_key),
        score(TEXT, [*annotations, AnnotatedSpan(*more)], answer_key),
    )
    if after.annotations > before.annotations and sum(m.credit for m in after.matches) <= sum(
        m.credit for m in before.matches
    ):
        assert (after.score or 0) <= (before.score or 0)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), max_size=4)
    )
)
def test_no_pairing_is_worth_more(worth: list[list[int]]) -> None:
    """Compare with every possible pairing."""
    matching = maximum_weight_matching(worth)
    assert len(set(matching.values())) == len(matching)
    size = max(len(worth), len(worth[0])) if worth else 0
    square = [[*row, *[0] * (size - len(row))] for row in worth] + [[0] * size] * (size - len(worth))
    best = max((sum(square[r][c] for r, c in enumerate(p)) for p in permutations(range(size))), default=0)
    assert sum(worth[r][c] for r, c in matching.items()) == best

"""Scoring against a key: what every law and every known case says."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.feedback.assignment import maximum_weight_matching
from reports.feedback.scoring import AnnotatedSpan, Answer, Outcome, score

TEXT = "The globalist council voted nine to six. “It was a disgrace,” said the family. Taxes fell by four per cent."
TAGS = ("claim", "opinion", "loaded")


def at(words: str) -> tuple[int, int]:
    """Where ``words`` stand."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def mark(words: str, tag: str = "claim") -> AnnotatedSpan:
    """A mark on ``words``."""
    return AnnotatedSpan(*at(words), tag)


def answer(words: str, tag: str = "claim", **more: object) -> Answer:
    """An answer on ``words``."""
    return Answer(*at(words), tag, **more)


def outcomes(marks: list[AnnotatedSpan], key: list[Answer]) -> dict[str, int]:
    """How often each outcome came."""
    scored = score(TEXT, marks, key)
    return {str(outcome): scored.count(outcome) for outcome in Outcome if scored.count(outcome)}


@pytest.mark.parametrize(
    ("marks", "key", "expected", "value"),
    [
        ([mark("voted nine to six")], [answer("voted nine to six")], {"found": 1}, 1),
        # Punctuation and white space around a mark are no boundary.
        ([mark("voted nine to six. ")], [answer("voted nine to six", exact=True)], {"found": 1}, 1),
        (
            [mark("“It was a disgrace,”", "opinion")],
            [answer("It was a disgrace", "opinion", exact=True)],
            {"found": 1},
            1,
        ),
        ([mark("nine to six")], [answer("voted nine to six")], {"found": 1}, 1),
        (
            [mark("nine to six")],
            [answer("voted nine to six", exact=True)],
            {"wrong boundary": 1},
            2 * 11 / 28,
        ),
        ([mark("voted nine to six", "opinion")], [answer("voted nine to six")], {"wrong tag": 1}, 0),
        ([mark("globalist", "opinion")], [answer("globalist", "loaded", also=("opinion",))], {"found": 1}, 1),
        ([], [answer("globalist")], {"missed": 1}, 0),
        ([mark("globalist")], [], {"extra": 1}, 0),
        ([], [], {}, None),
        (
            [mark("globalist", "loaded"), mark("Taxes fell")],
            [answer("globalist", "loaded"), answer("voted nine to six")],
            {"found": 1, "missed": 1, "extra": 1},
            0.5,
        ),
        # A nested mark is matched to the nested answer.
        (
            [mark("The globalist council voted nine to six"), mark("globalist", "loaded")],
            [answer("globalist", "loaded"), answer("The globalist council voted nine to six")],
            {"found": 2},
            1,
        ),
        # The same mark twice is one mark.
        ([mark("globalist"), mark("globalist")], [answer("globalist")], {"found": 1}, 1),
    ],
)
def test_known_cases(
    marks: list[AnnotatedSpan], key: list[Answer], expected: dict[str, int], value: float | None
) -> None:
    assert outcomes(marks, key) == expected
    assert score(TEXT, marks, key).score == (None if value is None else pytest.approx(value))


KEY = [answer("globalist", "loaded"), answer("voted nine to six"), answer("It was a disgrace", "opinion")]


def test_marking_everything_earns_next_to_nothing() -> None:
    blanket = [AnnotatedSpan(0, len(TEXT), tag) for tag in TAGS]
    assert score(TEXT, blanket, KEY).score < 0.25
    words, place = [], 0
    for word in TEXT.split():
        place = TEXT.index(word, place)
        words += [AnnotatedSpan(place, place + len(word), tag) for tag in TAGS]
        place += len(word)
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
def test_the_counts_add_up(marks: list[AnnotatedSpan], key: list[Answer]) -> None:
    scored = score(TEXT, marks, key)
    paired = sum(scored.count(each) for each in (Outcome.FOUND, Outcome.BOUNDARY, Outcome.TAG))
    assert paired + scored.count(Outcome.MISSED) == scored.answers == len(key)
    assert paired + scored.count(Outcome.EXTRA) == scored.marks
    assert scored.score is None if not key and not marks else 0 <= scored.score <= 1


@given(marks_, keys, st.randoms())
def test_order_makes_no_difference(
    marks: list[AnnotatedSpan], key: list[Answer], chance: random.Random
) -> None:
    scored = score(TEXT, marks, key)
    chance.shuffle(marks)
    chance.shuffle(key)
    assert score(TEXT, marks, key) == scored


@given(st.lists(spans, min_size=1, max_size=6, unique=True))
def test_the_key_itself_is_right(drawn: list[tuple[int, int, str]]) -> None:
    given_, key = [AnnotatedSpan(*span) for span in drawn], [Answer(*span, exact=True) for span in drawn]
    trimmed = score(TEXT, given_, key)
    if trimmed.marks == len(key):
        assert trimmed.score == pytest.approx(1)


@given(marks_, keys, spans)
def test_a_mark_that_earns_nothing_never_helps(
    marks: list[AnnotatedSpan], key: list[Answer], more: tuple[int, int, str]
) -> None:
    before, after = score(TEXT, marks, key), score(TEXT, [*marks, AnnotatedSpan(*more)], key)
    if after.marks > before.marks and sum(m.credit for m in after.matches) <= sum(
        m.credit for m in before.matches
    ):
        assert (after.score or 0) <= (before.score or 0)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), max_size=4)
    )
)
def test_no_pairing_is_worth_more(worth: list[list[int]]) -> None:
    """Against every pairing there is."""
    found = maximum_weight_matching(worth)
    assert len(set(found.values())) == len(found)
    size = max(len(worth), len(worth[0])) if worth else 0
    square = [[*row, *[0] * (size - len(row))] for row in worth] + [[0] * size] * (size - len(worth))
    best = max((sum(square[r][c] for r, c in enumerate(p)) for p in permutations(range(size))), default=0)
    assert sum(worth[r][c] for r, c in found.items()) == best

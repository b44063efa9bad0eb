"""Places: what readers marked where, agreed or disputed, whoever comes first."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.clusters import clusters
from reports.analysis.combine import minimum_readers
from reports.layers import SpanAnnotation

TEXT = "The globalist council voted nine to six on Monday. It was a disgrace, said the family."


def made(who: str, words: str, tag: str, number: int = 0) -> SpanAnnotation:
    """``who`` marked ``words``."""
    start = TEXT.index(words)
    return SpanAnnotation(f"{who}{start}{tag}{number}", start, start + len(words), tag, words, who, "2026")


def test_boundaries_within_a_word_are_the_same() -> None:
    found = clusters(
        TEXT,
        [
            made("a", "council voted nine to six", "claim"),
            made("b", "globalist council voted nine to six", "claim"),
            made("c", "council voted nine to six", "claim"),
            made("a", "globalist", "loaded"),
            made("b", "It was a disgrace", "opinion"),
        ],
        3,
    )
    assert [[(p.quote, p.tag, p.readers) for p in place.proposals] for place in found] == [
        [("globalist", "loaded", ("a",))],
        [("council voted nine to six", "claim", ("a", "b", "c"))],
        [("It was a disgrace", "opinion", ("b",))],
    ]
    assert [place.agreed for place in found] == [False, True, False]


def test_marks_that_touch_are_one_place() -> None:
    found = clusters(
        TEXT, [made("a", "globalist council", "loaded"), made("b", "council voted nine", "claim")], 2
    )
    assert [len(place.proposals) for place in found] == [2]
    assert TEXT[found[0].start : found[0].end] == "globalist council voted nine"


def test_two_words_side_by_side_are_two_proposals() -> None:
    found = clusters(TEXT, [made("a", "nine", "loaded"), made("b", "to", "loaded")], 2)
    assert [p.quote for place in found for p in place.proposals] == ["nine", "to"]


def test_rules() -> None:
    assert [
        minimum_readers("all", 5),
        minimum_readers("majority", 5),
        minimum_readers("majority", 4),
        minimum_readers("2", 5),
    ] == [5, 3, 3, 2]


spans = st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from("xy"), st.sampled_from("abc"))


@given(st.lists(spans, max_size=12), st.randoms())
def test_order_makes_no_difference_and_nothing_is_lost(
    drawn: list[tuple[int, int, str, str]], chance: random.Random
) -> None:
    marks = [
        SpanAnnotation(str(i), start, start + length, tag, TEXT[start : start + length], who, "2026")
        for i, (start, length, tag, who) in enumerate(drawn)
    ]
    found = clusters(TEXT, marks, 3)
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert clusters(TEXT, shuffled, 3) == found
    assert sorted(m.id for place in found for p in place.proposals for m in p.marks) == sorted(
        m.id for m in marks
    )
    for one, other in pairwise(found):
        assert one.end <= other.start

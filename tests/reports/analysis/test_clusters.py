"""Clusters: what readers annotated where, agreed or disputed, whatever the order of readers."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.clusters import clusters
from reports.analysis.combine import minimum_readers
from reports.layers import SpanAnnotation

TEXT = "The globalist council voted nine to six on Monday. It was a disgrace, said the family."


def annotate(reader: str, words: str, tag: str, number: int = 0) -> SpanAnnotation:
    """Return ``reader``'s annotation of ``words``."""
    start = TEXT.index(words)
    return SpanAnnotation(
        f"{reader}{start}{tag}{number}", start, start + len(words), tag, words, reader, "2026"
    )


def test_boundaries_within_a_word_are_the_same() -> None:
    result = clusters(
        TEXT,
        [
            annotate("a", "council voted nine to six", "claim"),
            annotate("b", "globalist council voted nine to six", "claim"),
            annotate("c", "council voted nine to six", "claim"),
            annotate("a", "globalist", "loaded"),
            annotate("b", "It was a disgrace", "opinion"),
        ],
        3,
    )
    assert [[(p.quote, p.tag, p.readers) for p in cluster.proposals] for cluster in result] == [
        [("globalist", "loaded", ("a",))],
        [("council voted nine to six", "claim", ("a", "b", "c"))],
        [("It was a disgrace", "opinion", ("b",))],
    ]
    assert [cluster.agreed for cluster in result] == [False, True, False]


def test_annotations_that_touch_are_one_cluster() -> None:
    touching = clusters(
        TEXT, [annotate("a", "globalist council", "loaded"), annotate("b", "council voted nine", "claim")], 2
    )
    assert [len(cluster.proposals) for cluster in touching] == [2]
    assert TEXT[touching[0].start : touching[0].end] == "globalist council voted nine"


def test_two_words_side_by_side_are_two_proposals() -> None:
    result = clusters(TEXT, [annotate("a", "nine", "loaded"), annotate("b", "to", "loaded")], 2)
    assert [p.quote for cluster in result for p in cluster.proposals] == ["nine", "to"]


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
    annotations = [
        SpanAnnotation(str(i), start, start + length, tag, TEXT[start : start + length], reader, "2026")
        for i, (start, length, tag, reader) in enumerate(drawn)
    ]
    result = clusters(TEXT, annotations, 3)
    shuffled = list(annotations)
    chance.shuffle(shuffled)
    assert clusters(TEXT, shuffled, 3) == result
    assert sorted(
        annotation.id
        for cluster in result
        for proposal in cluster.proposals
        for annotation in proposal.annotations
    ) == sorted(annotation.id for annotation in annotations)
    for left, right in pairwise(result):
        assert left.end <= right.start

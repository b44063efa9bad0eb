"""The fast implementations give the same results as the plain definitions."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from articles.words import Words
from reports.agreement.span_overlap import overlap_scores
from reports.analysis.combine import Passage
from reports.analysis.sources import sources
from reports.feedback.actions import OtherAnnotations
from reports.feedback.assignment import assigned_pairs, maximum_weight_matching
from reports.layers import SpanAnnotation
from tests.reports.small import BODY

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda span: (span[0], span[0] + span[1])),
    max_size=8,
)


@given(SPANS, SPANS)
def test_how_much_of_a_passage_lies_in_others(
    these: list[tuple[int, int]], those: list[tuple[int, int]]
) -> None:
    def covered(spans: list[tuple[int, int]], by: list[tuple[int, int]]) -> float | None:
        shares = [sum(max(0, min(e, b) - max(s, a)) for a, b in by) / (e - s) for s, e in spans]
        return sum(shares) / len(shares) if shares else None

    assert overlap_scores(these, those)[:2] == (covered(these, those), covered(those, these))


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 20), st.integers(1, 9), st.integers(0, 3))),
    st.integers(0, 25),
    st.integers(1, 9),
)
def test_how_many_others_marked_a_passage(
    drawn: list[tuple[str, int, int, int]], start: int, length: int
) -> None:
    rows = [(tag, at, at + size, layer) for tag, at, size, layer in drawn]
    end = start + length
    expected = {layer for tag, at, until, layer in rows if tag == "a" and at < end and start < until}
    assert OtherAnnotations(rows).count_on(start, end, "a") == len(expected)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=10))
def test_the_pairs_are_worth_most_in_all(worth: dict[tuple[int, int], float]) -> None:
    pairs = assigned_pairs(worth)
    assert len(set(pairs.values())) == len(pairs)
    best = max(
        sum(worth.get((row, column), 0) for row, column in enumerate(order))
        for order in permutations(range(5))
    )
    assert sum(worth[pair] for pair in pairs.items()) == best
    table = [[worth.get((row, column), 0) for column in range(5)] for row in range(5)]
    assert sum(table[row][column] for row, column in maximum_weight_matching(table).items()) == best


def test_too_many_that_hang_together_are_paired_one_by_one() -> None:
    worth = {(row, column): 1.0 + (row == column) for row in range(600) for column in (row, row + 1)}
    worth |= {(row, 0): 1.0 for row in range(600)}
    assert assigned_pairs(worth) == {row: row for row in range(600)}


DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "source": st.sampled_from(["Bo", "the Bo", "bo’s", " Cy", ""]),
        "cue": st.sampled_from(["said", "Said ", "claimed", ""]),
    },
)


@given(st.lists(st.lists(DETAILS, min_size=1, max_size=5), max_size=4))
def test_each_source_has_the_cues_of_its_own_readers(drawn: list[list[dict[str, str]]]) -> None:
    passages = []
    for number, details in enumerate(drawn, 1):
        marks = tuple(
            SpanAnnotation(f"{number}-{at}", 0, 5, "x", BODY[:5], f"Reader {at}", "", "", detail)
            for at, detail in enumerate(details)
        )
        names = tuple(mark.annotator for mark in marks)
        passages.append(Passage(number, 0, 5, "x", BODY[:5], names, 1.0, marks))
    found, unsourced = sources(passages, Words(BODY), "en", {})
    keys = {"Bo": "Bo", "the Bo": "Bo", "bo’s": "Bo", "Cy": "Cy"}
    for source in found:
        key = next(iter({keys[name] for name in source.spellings}))
        expected: dict[str, int] = {}
        for passage in passages:
            expected_cues = {
                mark.details.get("cue", "").strip().casefold()
                for mark in passage.marks
                if keys.get(mark.details.get("source", "").strip()) == key
            }
            for cue in expected_cues - {""}:
                expected[cue] = expected.get(cue, 0) + 1
        assert {cue.words: cue.count for cue in source.cues} == expected
    named = {p.number for p in passages if any(m.details.get("source", "").strip() for m in p.marks)}
    assert set(unsourced) == {p.number for p in passages} - named

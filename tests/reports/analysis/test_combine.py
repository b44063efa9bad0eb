"""Combining: passages at a threshold, and the laws that hold for any layers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.analysis.combine import UNKNOWN_THRESHOLD, agreed_spans, combine, minimum_readers
from reports.analysis.coverage import by_tag, reader_coverage
from reports.layers import SpanAnnotation
from tests.wording import says

TEXT = "The council voted nine to six on Monday. It was a disgrace, said the family. Taxes fell by four per cent."


def annotate(reader: str, quote: str, tag: str = "claim") -> SpanAnnotation:
    start = TEXT.index(quote)
    return SpanAnnotation(
        f"{reader}-{start}-{len(quote)}-{tag}", start, start + len(quote), tag, quote, reader, "2024"
    )


def passages(
    annotations: list[SpanAnnotation], at: int, people: tuple[str, ...] = ()
) -> list[tuple[str, tuple[str, ...]]]:
    by_reader = {
        reader: [annotation for annotation in annotations if annotation.annotator == reader]
        for reader in sorted({annotation.annotator for annotation in annotations} | {*people})
    }
    return [(p.quote, p.readers) for p in combine(TEXT, by_reader, at).passages]


def test_boundaries_within_a_word_of_each_other_are_one_passage() -> None:
    annotations = [
        annotate("Ada", "The council voted nine"),
        annotate("Bo", "council voted nine to"),
        annotate("Cem", "council voted nine"),
    ]
    assert passages(annotations, 1) == [("The council voted nine to", ("Ada", "Bo", "Cem"))]
    assert passages(annotations, 2) == [("council voted nine", ("Ada", "Bo", "Cem"))]
    assert passages(annotations, 3) == [("council voted nine", ("Ada", "Bo", "Cem"))]


def test_marks_side_by_side_stay_two_also_where_another_drew_them_as_one() -> None:
    annotations = [
        annotate("Ada", "It was a disgrace"),
        annotate("Ada", ", said the family"),
        annotate("Bo", "It was a disgrace"),
        annotate("Bo", ", said the family"),
        annotate("Cem", "It was a disgrace, said the family"),
    ]
    assert [quote for quote, _ in passages(annotations, 2)] == ["It was a disgrace", ", said the family"]
    assert [quote for quote, _ in passages(annotations, 1)] == ["It was a disgrace, said the family"]


def test_marks_that_meet_at_a_word_agree_on_nothing() -> None:
    annotations = [annotate("Ada", "The council voted nine"), annotate("Bo", "nine to six on Monday")]
    assert passages(annotations, 2) == []


def test_a_word_that_one_marked_inside_the_sentence_of_another_is_agreed() -> None:
    annotations = [annotate("Ada", "It was a disgrace"), annotate("Bo", "disgrace")]
    assert passages(annotations, 2) == [("disgrace", ("Ada", "Bo"))]


def test_tags_are_combined_apart() -> None:
    annotations = [annotate("Ada", "It was a disgrace"), annotate("Bo", "It was a disgrace", "opinion")]
    assert passages(annotations, 2) == []
    assert len(passages(annotations, 1)) == 2


def test_the_share_is_of_all_readers_also_those_who_marked_nothing() -> None:
    combined = combine(TEXT, {"Ada": [annotate("Ada", "disgrace")], "Bo": [], "Cem": [], "Dee": []}, 1)
    assert combined.passages[0].share == 0.25


def test_what_is_settled_stands_at_any_threshold() -> None:
    settled = [annotate("the team", "disgrace", "loaded")]
    combined = combine(TEXT, {"Ada": [], "Bo": []}, 2, settled)
    assert [(p.quote, p.readers, p.share) for p in combined.passages] == [("disgrace", ("the team",), 1.0)]


def test_thresholds() -> None:
    assert [minimum_readers(rule, 5) for rule in ("anybody", "majority", "all", "2")] == [1, 3, 5, 2]
    assert minimum_readers("majority", 4) == 3, "more than half"
    assert minimum_readers("all", 0) == 1
    for wrong in ("", "0", "-1", "most", "1.5", "²", "1" * 6):
        with pytest.raises(ValueError) as refused:  # noqa: PT011
            minimum_readers(wrong, 5)
        assert says(UNKNOWN_THRESHOLD, str(refused.value))


PEOPLE = ("Ada", "Bo", "Cem", "Dee")


@st.composite
def drawn_annotations(draw: st.DrawFn, reader: str | None = None) -> SpanAnnotation:
    start = draw(st.integers(0, 58))
    end = draw(st.integers(start + 1, 60))
    annotator = reader or draw(st.sampled_from(PEOPLE))
    tag = draw(st.sampled_from(["a", "b"]))
    return SpanAnnotation(
        f"{annotator}{start}-{end}{tag}", start, end, tag, "x" * (end - start), annotator, "2024"
    )


ANNOTATIONS = st.lists(drawn_annotations(), max_size=14)
LETTERS = "x" * 60


def spans(drawn: list[SpanAnnotation], at: int) -> list[tuple[str, int, int, int]]:
    return [
        (tag, start, end, len({annotation.annotator for annotation in agreed}))
        for tag, tag_spans in by_tag(drawn).items()
        for start, end, agreed in agreed_spans(tag_spans, at)
    ]


@given(ANNOTATIONS, st.integers(1, 4), st.randoms())
def test_the_order_makes_no_difference(drawn: list[SpanAnnotation], at: int, random: object) -> None:
    assert spans(drawn, at) == spans(random.sample(drawn, len(drawn)), at)


@given(ANNOTATIONS, st.lists(drawn_annotations("Eve"), max_size=4), st.integers(1, 4))
def test_one_layer_more_takes_no_passage_and_no_reader_away(
    drawn: list[SpanAnnotation], more: list[SpanAnnotation], at: int
) -> None:
    after = spans(drawn + more, at)
    for tag, start, end, readers in spans(drawn, at):
        inside = [count for t, s, e, count in after if t == tag and s <= start and end <= e]
        assert len(inside) == 1
        assert inside[0] >= readers


@given(ANNOTATIONS, st.integers(2, 4))
def test_what_is_agreed_at_k_lies_inside_what_is_agreed_at_one_less(
    drawn: list[SpanAnnotation], at: int
) -> None:
    wider = spans(drawn, at - 1)
    for tag, start, end, readers in spans(drawn, at):
        assert any(t == tag and s <= start and end <= e and n >= readers for t, s, e, n in wider)


@given(ANNOTATIONS, st.integers(1, 4))
def test_every_letter_of_a_passage_was_marked_by_so_many(drawn: list[SpanAnnotation], at: int) -> None:
    for tag, start, end, readers in spans(drawn, at):
        assert readers >= at
        for letter in range(start, end):
            assert (
                len(
                    {
                        annotation.annotator
                        for annotation in drawn
                        if annotation.tag == tag and annotation.start <= letter < annotation.end
                    }
                )
                >= at
            )


@given(ANNOTATIONS)
def test_the_heat_counts_the_readers_on_each_letter(drawn: list[SpanAnnotation]) -> None:
    for tag, runs in reader_coverage(by_tag(drawn)).items():
        by_letter = {letter: readers for start, end, readers in runs for letter in range(start, end)}
        for letter in range(60):
            on = {
                annotation.annotator
                for annotation in drawn
                if annotation.tag == tag and annotation.start <= letter < annotation.end
            }
            assert by_letter.get(letter, 0) == len(on)


@given(st.lists(drawn_annotations("Ada"), max_size=8))
def test_alone_everything_is_in_a_passage(drawn: list[SpanAnnotation]) -> None:
    passages = combine(LETTERS, {"Ada": drawn}, 1).passages
    assert {annotation.id for passage in passages for annotation in passage.marks} == {
        annotation.id for annotation in drawn
    }

"""The figures of a class: what adds up, and what a change of the key does to the scores."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.feedback.scoring import AnnotatedSpan, Answer, Outcome, score
from reports.results.class_results import (
    ClassResults,
    Work,
    class_results,
    score_changes,
)
from reports.results.display import average, bar, is_common
from reports.results.figures import most_missed

TEXT = "The globalist council voted nine to six. “It was a disgrace,” said the family. Taxes fell by four per cent."
TAGS = ("claim", "opinion", "loaded")


def span(words: str, tag: str) -> AnnotatedSpan:
    """Return an annotation of ``words``."""
    return AnnotatedSpan(TEXT.index(words), TEXT.index(words) + len(words), tag)


def answer(words: str, tag: str) -> Answer:
    """Return an answer on ``words``."""
    return Answer(TEXT.index(words), TEXT.index(words) + len(words), tag)


KEY = [
    answer("globalist", "loaded"),
    answer("It was a disgrace", "opinion"),
    answer("Taxes fell by four per cent", "claim"),
]


def classroom() -> ClassResults:
    """Return the results of four readers who have handed in, and of one draft."""
    works = [
        Work(1, (span("globalist", "loaded"), span("voted nine to six", "claim"))),
        Work(2, (span("It was a disgrace", "claim"), span("voted nine to six", "claim"))),
        Work(3, (span("It was a disgrace", "claim"), span("nine to six", "opinion"))),
        Work(4, (span("Taxes fell by four per cent", "claim"),)),
        Work(5, (span("globalist", "loaded"), span("said the family", "claim")), counts=False),
    ]
    return class_results(TEXT, works, KEY)


def test_each_answer_says_who_found_it_and_what_others_took_it_for() -> None:
    results = classroom()
    assert [(a.found, a.boundary, a.mistaken, a.missed) for a in results.answers] == [
        (1, 0, (), 3),
        (0, 0, (("claim", 2),), 2),
        (1, 0, (), 3),
    ]
    assert [(c.right, c.wrong, c.readers, c.answer) for c in results.confusions] == [
        ("opinion", "claim", 2, 1)
    ]
    assert [a.answer for a in most_missed(results.answers, 5)] == [KEY[0], KEY[2]]
    assert most_missed(results.answers, 1)[0].answer == KEY[0]


def test_a_draft_has_a_score_but_is_in_no_figure() -> None:
    results = classroom()
    assert results.readers == 4
    assert results.results[5].score == pytest.approx(2 / 5)


def test_what_several_highlighted_beside_the_key_is_one_passage_whatever_its_tags() -> None:
    (passage,) = classroom().extras
    assert TEXT[passage.start : passage.end] == "voted nine to six"
    assert (passage.readers, passage.tags, passage.tag) == (3, (("claim", 2), ("opinion", 1)), "claim")


def test_the_preview_says_whose_scores_rise_and_fall() -> None:
    works = [
        Work(1, (span("voted nine to six", "claim"), span("globalist", "loaded"))),
        Work(2, (span("globalist", "loaded"),)),
    ]
    changes = score_changes(TEXT, works, KEY, [*KEY, answer("voted nine to six", "claim")])
    assert (changes.raised, changes.lowered) == (1, 1)


def test_what_is_common_enough_to_talk_about() -> None:
    assert [is_common(*pair) for pair in ((1, 2), (2, 12), (2, 13), (5, 30))] == [False, True, False, True]
    assert average([0.5, None, 1.0]) == 0.75
    assert average([None]) is None


spans = st.tuples(st.integers(0, 90), st.integers(1, 15), st.sampled_from(TAGS)).map(
    lambda drawn: (drawn[0], min(drawn[0] + drawn[1], len(TEXT)), drawn[2])
)
works_ = st.lists(st.lists(spans.map(lambda s: AnnotatedSpan(*s)), max_size=6), max_size=5).map(
    lambda rows: [Work(number, tuple(row)) for number, row in enumerate(rows)]
)
keys = st.lists(
    st.tuples(spans, st.booleans(), st.sampled_from([(), ("opinion",)])).map(
        lambda drawn: Answer(*drawn[0], exact=drawn[1], also=drawn[2])
    ),
    max_size=6,
)


@given(works_, keys)
def test_every_reader_has_one_outcome_at_every_answer(works: list[Work], key: list[Answer]) -> None:
    results = class_results(TEXT, works, key)
    assert [figures.readers for figures in results.answers] == [len(works)] * len(key)
    for figures in results.answers:
        assert sum(part.width for part in bar(figures)) == len(works)


@given(works_, keys)
def test_the_two_tables_agree(works: list[Work], key: list[Answer]) -> None:
    results = class_results(TEXT, works, key)
    columns = {
        Outcome.FOUND: sum(figures.found for figures in results.answers),
        Outcome.BOUNDARY: sum(figures.boundary for figures in results.answers),
        Outcome.TAG: sum(figures.wrong_tag for figures in results.answers),
        Outcome.MISSED: sum(figures.missed for figures in results.answers),
    }
    for outcome, total in columns.items():
        assert sum(result.count(outcome) for result in results.results.values()) == total


@given(works_, keys)
def test_a_passage_beside_the_key_is_of_readers_who_have_an_extra_highlight(
    works: list[Work], key: list[Answer]
) -> None:
    results = class_results(TEXT, works, key)
    with_extra = sum(result.count(Outcome.EXTRA) > 0 for result in results.results.values())
    for passage in results.extras:
        assert 2 <= passage.readers <= with_extra
        assert max(readers for _tag, readers in passage.tags) <= passage.readers


@given(works_, keys, st.randoms())
def test_the_order_of_readers_makes_no_difference(
    works: list[Work], key: list[Answer], chance: random.Random
) -> None:
    results = class_results(TEXT, works, key)
    chance.shuffle(works)
    again = class_results(TEXT, works, key)
    assert (again.answers, again.confusions, again.extras) == (
        results.answers,
        results.confusions,
        results.extras,
    )


@given(works_, keys, st.integers(0, 5), st.sampled_from(TAGS))
def test_accepting_a_tag_lowers_nobodys_score(
    works: list[Work], key: list[Answer], place: int, tag: str
) -> None:
    """Except by less than what scoring gives for a closer overlap when credit is the same."""
    if place >= len(key):
        return
    wider = [replace(one, also=(*one.also, tag)) if i == place else one for i, one in enumerate(key)]
    for work in works:
        before, after = (score(TEXT, work.spans, answers).score or 0 for answers in (key, wider))
        assert after >= before - 0.002


@given(works_, keys, spans)
def test_adding_an_answer_raises_whoever_has_it_and_lowers_only_others(
    works: list[Work], key: list[Answer], drawn: tuple[int, int, str]
) -> None:
    new = Answer(*drawn)
    for work in works:
        before = score(TEXT, work.spans, key)
        after = score(TEXT, work.spans, [*key, new])
        credit = [sum(match.credit for match in result.matches) for result in (before, after)]
        assert after.answers == before.answers + 1
        assert credit[1] >= credit[0] - 0.01
        if credit[1] >= credit[0] + 0.5:
            assert (after.score or 0) >= (before.score or 0)

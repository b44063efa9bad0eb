"""The class's picture: heat and disputed places, for who leads, after the reveal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.enums import RoundMode, RoundState
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from reports.analysis.clusters import clusters, disputed_clusters
from reports.analysis.coverage import by_tag, reader_coverage
from reports.layers import SpanAnnotation
from tests.world import World, mark


def made(who: str, start: int, end: int, tag: str = "x") -> SpanAnnotation:
    """One reader's mark."""
    return SpanAnnotation(f"{who}{start}{end}{tag}", start, end, tag, "q", who, "2026")


def test_heat_counts_readers_not_marks() -> None:
    found = reader_coverage(
        by_tag([made("a", 0, 10), made("a", 5, 12), made("b", 5, 10), made("b", 0, 3, "y")])
    )
    assert found == {"x": [(0, 5, 1), (5, 10, 2), (10, 12, 1)], "y": [(0, 3, 1)]}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.integers(1, 9)), max_size=15))
def test_heat_is_right_at_each_letter(drawn: list[tuple[str, int, int]]) -> None:
    marks = [made(who, start, start + length) for who, start, length in drawn]
    found = reader_coverage(by_tag(marks)).get("x", [])
    for at in range(40):
        readers = len({m.annotator for m in marks if m.start <= at < m.end})
        assert [depth for start, end, depth in found if start <= at < end] == ([readers] if readers else [])


def test_the_most_even_split_comes_first() -> None:
    text = "one two three four"
    marks = [made(who, 0, 3) for who in "abcd"] + [made("a", 4, 7)] + [made(who, 8, 13) for who in "ab"]
    found = disputed_clusters(clusters(text, marks, 4))
    assert [(place.start, place.split) for place in found] == [(8, 1.0), (4, 0.5)]


@pytest.mark.parametrize("mode", list(RoundMode))
def test_after_the_reveal_alone(world: World, mode: RoundMode) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=mode))
    mark(world.pupil, round_, "globalist", "opinion")
    mark(world.classmate, round_, "globalist", "loaded-language")
    client = world.client("teacher")
    page = client.get(f"/rounds/{round_.pk}/projector/").content.decode()
    hidden = mode == RoundMode.INDEPENDENT
    assert ("Reveal everybody’s marks" in page) == hidden
    assert ("classmate" in page) != hidden
    assert client.get(f"/api/v1/rounds/{round_.pk}/picture/").status_code == (403 if hidden else 200)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    picture = client.get(f"/api/v1/rounds/{round_.pk}/picture/").json()
    start = round_.text.body.index("globalist")
    assert picture["readers"] == 2
    assert picture["heat"] == {"loaded-language": [[start, start + 9, 1]], "opinion": [[start, start + 9, 1]]}
    assert [p["tag"] for p in picture["disputed"][0]["proposals"]] == ["loaded-language", "opinion"]

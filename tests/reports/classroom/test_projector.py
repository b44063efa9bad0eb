"""The class overview: coverage and disputed clusters, for leaders, after the reveal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.enums import RoundMode, RoundState
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from reports.analysis.clusters import clusters, disputed_clusters
from reports.analysis.coverage import by_tag, reader_coverage
from reports.layers import SpanAnnotation
from tests.world import World, mark


def annotate(reader: str, start: int, end: int, tag: str = "x") -> SpanAnnotation:
    """Return one reader's annotation."""
    return SpanAnnotation(f"{reader}{start}{end}{tag}", start, end, tag, "q", reader, "2026")


def test_coverage_counts_readers_not_annotations() -> None:
    coverage = reader_coverage(
        by_tag([annotate("a", 0, 10), annotate("a", 5, 12), annotate("b", 5, 10), annotate("b", 0, 3, "y")])
    )
    assert coverage == {"x": [(0, 5, 1), (5, 10, 2), (10, 12, 1)], "y": [(0, 3, 1)]}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.integers(1, 9)), max_size=15))
def test_coverage_is_right_at_each_character(drawn: list[tuple[str, int, int]]) -> None:
    annotations = [annotate(reader, start, start + length) for reader, start, length in drawn]
    coverage = reader_coverage(by_tag(annotations)).get("x", [])
    for offset in range(40):
        readers = len(
            {
                annotation.annotator
                for annotation in annotations
                if annotation.start <= offset < annotation.end
            }
        )
        assert [depth for start, end, depth in coverage if start <= offset < end] == (
            [readers] if readers else []
        )


def test_the_most_even_split_comes_first() -> None:
    text = "one two three four"
    annotations = (
        [annotate(reader, 0, 3) for reader in "abcd"]
        + [annotate("a", 4, 7)]
        + [annotate(reader, 8, 13) for reader in "ab"]
    )
    coverage = disputed_clusters(clusters(text, annotations, 4))
    assert [(cluster.start, cluster.split) for cluster in coverage] == [(8, 1.0), (4, 0.5)]


@pytest.mark.parametrize("mode", list(RoundMode))
def test_after_the_reveal_alone(world: World, mode: RoundMode) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=mode))
    mark(world.pupil, round_, "globalist", "opinion")
    mark(world.classmate, round_, "globalist", "loaded-language")
    client = world.client("teacher")
    page = client.get(f"/rounds/{round_.pk}/projector/").content.decode()
    hidden = mode != RoundMode.OPEN
    assert ('data-action="reveal"' in page) == hidden
    assert ("classmate" in page) != hidden
    assert client.get(f"/api/v1/rounds/{round_.pk}/picture/").status_code == (403 if hidden else 200)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    overview = client.get(f"/api/v1/rounds/{round_.pk}/picture/").json()
    start = round_.text.body.index("globalist")
    assert overview["readers"] == 2
    assert overview["heat"] == {
        "loaded-language": [[start, start + 9, 1]],
        "opinion": [[start, start + 9, 1]],
    }
    assert [p["tag"] for p in overview["disputed"][0]["proposals"]] == ["loaded-language", "opinion"]

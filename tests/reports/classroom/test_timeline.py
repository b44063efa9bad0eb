"""A round's progress: every annotation in its hour, and agreement that grows as readers do the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.enums import RoundMode, RoundState
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from reports.classroom.timeline import agreement_over_time, agreement_so_far, per_hour
from reports.layers import SpanAnnotation
from tests.world import World, mark

TEXT = "q" * 60


def annotate(
    reader: str, start: int, end: int, tag: str = "x", at: str = "2026-03-02T10:05:00+00:00"
) -> SpanAnnotation:
    """Return one reader's annotation."""
    return SpanAnnotation(f"{reader}{start}{end}{tag}{at}", start, end, tag, "q", reader, at)


def test_each_hour_has_its_marks() -> None:
    times = ["10:05", "10:59", "13:00"]
    hours = per_hour(annotate("a", i, i + 1, at=f"2026-03-02T{at}:00+00:00") for i, at in enumerate(times))
    assert [(hour.at.hour, hour.count) for hour in hours] == [(10, 2), (11, 0), (12, 0), (13, 1)]
    far = per_hour([annotate("a", 0, 1), annotate("a", 1, 2, at="2026-03-09T10:00:00+00:00")])
    assert len(far) == 2


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ([annotate("a", 0, 10)], None),
        ([annotate("a", 0, 10), annotate("b", 0, 10)], 1),
        ([annotate("a", 0, 10), annotate("b", 0, 10, "y")], 0),
        ([annotate("a", 0, 10), annotate("b", 5, 15)], 0.5),
        # Marking twice does not count twice.
        ([annotate("a", 0, 10), annotate("a", 2, 8), annotate("b", 0, 10)], 1),
        ([annotate("a", 0, 10), annotate("b", 0, 10), annotate("c", 20, 30)], 1 / 3),
        # Pooled over pairs: 2 · 10 of 30 + 30 + 20.
        ([annotate("a", 0, 20), annotate("b", 0, 10), annotate("c", 30, 40)], 20 / 80),
    ],
)
def test_agreement(annotations: list[SpanAnnotation], expected: float | None) -> None:
    assert agreement_so_far(TEXT, annotations) == (None if expected is None else pytest.approx(expected))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.integers(1, 9)), max_size=40))
def test_agreement_is_a_share_at_every_moment(drawn: list[tuple[str, int, int]]) -> None:
    annotations = [annotate(reader, start, start + length) for reader, start, length in drawn]
    points = agreement_over_time(TEXT, annotations)
    assert len(points) <= 13
    assert all(point.agreement is None or 0 <= point.agreement <= 1 for point in points)
    assert agreement_over_time(TEXT, annotations[::-1]) == points


def test_hidden_before_the_reveal(world: World) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    mark(world.pupil, round_, "globalist", "opinion")
    client = world.client("teacher")
    assert client.get(f"/api/v1/rounds/{round_.pk}/pace/").status_code == 403
    assert "data-not-revealed" in client.get(f"/rounds/{round_.pk}/pace/").content.decode()
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert client.get(f"/api/v1/rounds/{round_.pk}/pace/").json()["per_hour"][0]["marks"] == 1
    assert "data-undefined" in client.get(f"/rounds/{round_.pk}/pace/").content.decode()

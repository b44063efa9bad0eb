"""When a campaign will be finished at the pace of the last weeks."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaigns.overview.pace import Unknown, pace, weekly_pace_needed

TODAY = date(2026, 11, 30)


def before(*counts: int) -> dict[date, int]:
    """Return hand-ins of the days up to yesterday."""
    return {TODAY - timedelta(days=len(counts) - n): count for n, count in enumerate(counts)}


def test_a_steady_pace_gives_the_day_by_division() -> None:
    steady = pace(before(*[10] * 14), 100, TODAY)
    assert steady.per_week == 70
    assert steady.forecast
    assert steady.forecast.expected == TODAY + timedelta(days=10)
    assert steady.forecast.latest
    assert steady.forecast.earliest <= steady.forecast.expected <= steady.forecast.latest


def test_whole_weeks_count_so_that_weekends_have_their_share() -> None:
    week = (20, 20, 20, 20, 20, 0, 0)
    assert pace(before(20, 20, *week, *week), 100, TODAY).per_week == 100
    assert pace(before(*[99] * 40, *week * 4), 100, TODAY).per_week == 100


def test_it_says_why_it_does_not_know() -> None:
    assert pace({}, 100, TODAY).unknown == Unknown.NOT_BEGUN
    assert pace({TODAY: 40}, 100, TODAY).unknown == Unknown.TOO_EARLY
    assert pace(before(50, 50), 100, TODAY).unknown == Unknown.TOO_EARLY
    assert pace(before(1, 1, 1, 1), 100, TODAY).unknown == Unknown.TOO_EARLY
    assert pace(before(30, *[0] * 8), 100, TODAY).unknown == Unknown.STANDS_STILL
    assert pace(before(*[1] * 14), 1_000_000, TODAY).unknown == Unknown.TOO_FAR
    assert pace(before(*[10] * 14), 100, TODAY, is_running=False).unknown == Unknown.NOT_RUNNING
    finished = pace(before(*[10] * 14), 0, TODAY)
    assert finished.forecast is None
    assert finished.unknown is None


def test_an_uneven_pace_has_no_latest_day() -> None:
    uneven = pace(before(12, 0, 0, 1), 500, TODAY)
    assert uneven.forecast
    assert uneven.forecast.latest is None


@given(st.lists(st.integers(0, 200), min_size=1, max_size=60), st.integers(1, 30_000))
def test_the_range_is_around_what_is_expected(counts: list[int], left: int) -> None:
    forecast = pace(before(*counts), left, TODAY).forecast
    if forecast:
        assert TODAY < forecast.earliest <= forecast.expected
        assert forecast.latest is None or forecast.expected <= forecast.latest


def test_eight_of_ten_forecasts_hold() -> None:
    """Days with 0 to 40 hand-ins, all equally likely: simulated campaigns end within the range."""
    chance = random.Random(5)
    held = 0
    for _ in range(500):
        forecast = pace(before(*(chance.randint(0, 40) for _ in range(21))), 400, TODAY).forecast
        assert forecast
        left, day = 400, TODAY
        while left > 0:
            left, day = left - chance.randint(0, 40), day + timedelta(days=1)
        held += forecast.earliest <= day and (forecast.latest is None or day <= forecast.latest)
    assert 0.75 < held / 500 < 0.9


def test_the_pace_that_is_needed() -> None:
    assert weekly_pace_needed(100, TODAY, TODAY + timedelta(days=70)) == 10
    assert weekly_pace_needed(100, TODAY, TODAY) is None

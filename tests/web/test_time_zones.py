"""What a local time means in a time zone, also in the hours when clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.time_zones import NoSuchTime, city, find_time_zone, moment, show_the_same, time_zone_names

MADRID, BOGOTA, LONDON = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Bogota"), ZoneInfo("Europe/London")
ZONES = st.sampled_from(sorted(time_zone_names())).map(ZoneInfo)
TIMES = st.datetimes(datetime(1971, 1, 1), datetime(2090, 1, 1))


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        (datetime(2026, 12, 4, 18), MADRID, datetime(2026, 12, 4, 17, tzinfo=UTC)),
        (datetime(2026, 7, 4, 18), MADRID, datetime(2026, 7, 4, 16, tzinfo=UTC)),
        (datetime(2026, 12, 4, 18), BOGOTA, datetime(2026, 12, 4, 23, tzinfo=UTC)),
        # Clocks show 02:30 twice on this night: the later one leaves more time.
        (datetime(2026, 10, 25, 2, 30), MADRID, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, fold=1), MADRID, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_moment_of_a_local_time(local: datetime, zone: ZoneInfo, utc: datetime) -> None:
    assert moment(local, zone) == utc


def test_a_time_that_clocks_skip_is_refused_with_the_one_in_its_place() -> None:
    with pytest.raises(NoSuchTime) as refused:
        moment(datetime(2027, 3, 28, 2, 30), MADRID)
    assert refused.value.instead.replace(tzinfo=None) == datetime(2027, 3, 28, 3, 30)


@given(TIMES, ZONES)
def test_clocks_show_the_local_time_at_its_moment_and_never_again_later(
    local: datetime, zone: ZoneInfo
) -> None:
    try:
        at = moment(local, zone)
    except NoSuchTime as error:
        # The one in its place exists, and is not far.
        instead = error.instead.replace(tzinfo=None)
        assert moment(instead, zone).astimezone(zone).replace(tzinfo=None) == instead
        assert timedelta() < instead - local <= timedelta(days=1)
        return
    assert at.astimezone(zone).replace(tzinfo=None, fold=0) == local
    for hours in (0.5, 1, 2):
        later = at + timedelta(hours=hours)
        assert later.astimezone(zone).replace(tzinfo=None, fold=0) > local


@given(TIMES, ZONES)
def test_every_moment_has_a_local_time_that_means_it_or_a_later_one(utc: datetime, zone: ZoneInfo) -> None:
    utc = utc.replace(tzinfo=UTC)
    assert moment(utc.astimezone(zone).replace(tzinfo=None), zone) >= utc


def test_zones_agree_by_what_their_clocks_show() -> None:
    winter, summer = datetime(2026, 12, 4, tzinfo=UTC), datetime(2026, 7, 4, tzinfo=UTC)
    assert show_the_same(LONDON, ZoneInfo("UTC"), winter)
    assert not show_the_same(LONDON, ZoneInfo("UTC"), summer)


def test_only_names_of_the_database_are_zones() -> None:
    assert find_time_zone("Europe/Madrid") == MADRID
    for name in ("", "Madrid", "../../etc/passwd", "Europe/Madrid\0", "Europe/"):
        assert find_time_zone(name) is None
    assert city("America/Argentina/Buenos_Aires") == "Buenos Aires"

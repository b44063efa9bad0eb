"""Time zones by their names in the IANA database, and what a time entered in one of them means."""

from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class NoSuchTime(ValueError):
    """Clocks skip this time when they go forward; ``instead`` is the time which they show in its place."""

    def __init__(self, instead: datetime) -> None:
        super().__init__(f"no such time; clocks show {instead}")
        self.instead = instead


@cache
def time_zone_names() -> frozenset[str]:
    """Return the names of all time zones, legacy ones too: browsers still use some."""
    return frozenset(available_timezones())


def find_time_zone(name: str) -> tzinfo | None:
    """Return the time zone with this name, None if there is none."""
    return ZoneInfo(name) if name in time_zone_names() else None


def city(name: str) -> str:
    """Return what people call a time zone: “America/Argentina/Buenos_Aires” is “Buenos Aires”."""
    return name.rpartition("/")[2].replace("_", " ")


def show_the_same(one: tzinfo, other: tzinfo, at: datetime) -> bool:
    """Return whether clocks in both time zones show the same at this moment."""
    return at.astimezone(one).utcoffset() == at.astimezone(other).utcoffset()


def moment(local: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which clocks in ``zone`` show ``local``, which has no time zone.

    When clocks go back they show an hour twice: then it is the later moment, so that a due date leaves more time rather
    than less. When they go forward they skip an hour: raise ``NoSuchTime``. Raise ``OverflowError`` at the ends of the
    calendar.
    """
    later = local.replace(tzinfo=zone, fold=1)
    earlier = local.replace(tzinfo=zone, fold=0)
    back = earlier.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None, fold=0) != local.replace(fold=0):
        raise NoSuchTime(back)
    return later.astimezone(UTC)

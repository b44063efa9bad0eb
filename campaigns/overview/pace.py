"""How fast articles are handed in, and when a campaign will be finished at this pace. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean, variance

# Full days that count, up to yesterday.
MAX_DAYS = 28
# Below these nothing is forecast.
MIN_DAYS, MIN_HAND_INS = 3, 10
# Days without a hand-in after which the work stands still.
STILL_AFTER = 7
# Eight of ten forecasts hold between the earliest and the latest day, if hand-ins go on as they were.
QUANTILE = 1.2816
LONGEST = 3650


class Unknown(StrEnum):
    """Why nothing is forecast."""

    NOT_BEGUN = "not begun"
    TOO_EARLY = "too early"
    NOT_RUNNING = "not running"
    STANDS_STILL = "stands still"
    TOO_FAR = "too far"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day on which the last hand-in is expected, and between which days it will be; ``latest`` is None if the pace
    varies too much to say.
    """

    expected: date
    earliest: date
    latest: date | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Hand-ins per day of the last full days, oldest first, what is left, and the forecast or why there is none."""

    today: date
    days: tuple[int, ...]
    left: int
    forecast: Forecast | None
    unknown: Unknown | None

    @property
    def first_day(self) -> date:
        """Return the day of the first of ``days``."""
        return self.today - timedelta(days=len(self.days))

    @property
    def per_week(self) -> float | None:
        """Return the mean number of hand-ins in seven days; None before the first full day."""
        return 7 * fmean(self.days) if self.days else None


def pace(hand_ins: Mapping[date, int], left: int, today: date, is_running: bool = True) -> Pace:
    """Return the pace, from the number of hand-ins on each day. Days without any may be missing.

    The mean and the variance of the hand-ins per day are those of up to ``MAX_DAYS`` full days since the first hand-in;
    from a week on of whole weeks, so that weekends have their share.
    """
    days = _full_days(hand_ins, today)
    unknown = _unknown(days, hand_ins.get(today, 0)) if is_running else Unknown.NOT_RUNNING
    if unknown or not left:
        return Pace(today, days, left, None, unknown if left else None)
    shortest, middle, longest = _days_needed(days, left)
    if middle > LONGEST:
        return Pace(today, days, left, None, Unknown.TOO_FAR)
    latest = None if longest is None or longest > LONGEST else _after(today, longest)
    return Pace(today, days, left, Forecast(_after(today, middle), _after(today, shortest), latest), None)


def weekly_pace_needed(left: int, today: date, due: date) -> float | None:
    """Return how many hand-ins in seven days it takes to be finished when it is due; None from that day on."""
    days = (due - today).days
    return 7 * left / days if days > 0 else None


def _full_days(hand_ins: Mapping[date, int], today: date) -> tuple[int, ...]:
    begun = [day for day, count in hand_ins.items() if count and day < today]
    if not begun:
        return ()
    count = min(MAX_DAYS, (today - min(begun)).days)
    if count >= 7:
        count -= count % 7
    return tuple(hand_ins.get(today - timedelta(days=back), 0) for back in range(count, 0, -1))


def _unknown(days: tuple[int, ...], now: int) -> Unknown | None:
    if not days:
        return Unknown.TOO_EARLY if now else Unknown.NOT_BEGUN
    if not now and not any(days[-STILL_AFTER:]) and len(days) >= STILL_AFTER:
        return Unknown.STANDS_STILL
    if len(days) < MIN_DAYS or sum(days) < MIN_HAND_INS:
        return Unknown.TOO_EARLY
    return None


def _days_needed(days: tuple[int, ...], left: int) -> tuple[float, float, float | None]:
    """Return how many days ``left`` hand-ins take: at the least, at the mean pace, and at the most (None: no bound).

    The sum of T days to come has the mean m·T and the variance v·(T + T²/n), for m itself is the mean of only n days.
    The bounds solve (left - m·T)² = z²·v·(T + T²/n). Days vary at least as independent single events would (v ≥ m).
    """
    mean = fmean(days)
    spread = QUANTILE**2 * max(variance(days), mean)
    square = mean**2 - spread / len(days)
    linear = 2 * left * mean + spread
    root = math.sqrt(linear**2 - 4 * square * left**2)
    longest = (linear + root) / (2 * square) if square > 0 else None
    return 2 * left**2 / (linear + root), left / mean, longest


def _after(today: date, days: float) -> date:
    return today + timedelta(days=math.ceil(days))

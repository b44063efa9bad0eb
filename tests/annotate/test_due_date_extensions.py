"""The rule of somebody's own due date."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotate.due_date import Refusal, is_late, own_due_at, refusal
from annotate.enums import RoundState

TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
OPTIONAL = st.none() | TIMES
STATES = st.sampled_from(RoundState)


@given(OPTIONAL, OPTIONAL)
def test_an_extension_never_shortens_the_time(due_at: datetime | None, extended_to: datetime | None) -> None:
    own = own_due_at(due_at, extended_to)
    assert (own is None) == (due_at is None)
    if own and due_at:
        assert own >= due_at
        assert own in (due_at, extended_to)
        assert own_due_at(own, extended_to) == own


@given(STATES, OPTIONAL, OPTIONAL, TIMES)
def test_it_opens_nothing_but_what_was_only_overdue(
    state: RoundState, due_at: datetime | None, extended_to: datetime | None, now: datetime
) -> None:
    common, own = refusal(state, due_at, now), refusal(state, own_due_at(due_at, extended_to), now)
    assert own in (common, None)
    if own != common:
        assert (state, common) == (RoundState.OPEN, Refusal.OVERDUE)
    # Whoever has more time is never late where the others are not.
    assert is_late(state, own_due_at(due_at, extended_to), now) <= is_late(state, due_at, now)


@given(TIMES, st.timedeltas(timedelta(microseconds=1), timedelta(days=90)))
def test_until_their_own_date_people_go_on(due_at: datetime, more: timedelta) -> None:
    own = own_due_at(due_at, due_at + more)
    assert refusal(RoundState.OPEN, own, due_at) is None
    assert refusal(RoundState.OPEN, own, due_at + more) == Refusal.OVERDUE

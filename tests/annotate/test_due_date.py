"""Until the due date people annotate; after it they can only hand in, and that is late."""

from datetime import UTC, datetime, timedelta

import pytest

from annotate.due_date import Refusal, is_late, is_overdue, refusal
from annotate.enums import RoundState

DUE = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("due_at", "now", "overdue"),
    [(None, DUE, False), (DUE, DUE - MOMENT, False), (DUE, DUE, True), (DUE, DUE + MOMENT, True)],
)
def test_the_due_date_itself_is_overdue(due_at: datetime | None, now: datetime, overdue: bool) -> None:
    assert is_overdue(due_at, now) is overdue
    assert is_late(RoundState.OPEN, due_at, now) is overdue


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        (RoundState.DRAFT, Refusal.NOT_BEGUN, Refusal.NOT_BEGUN),
        (RoundState.OPEN, None, Refusal.OVERDUE),
        (RoundState.CLOSED, Refusal.CLOSED, Refusal.CLOSED),
        (RoundState.REVEALED, Refusal.CLOSED, Refusal.CLOSED),
    ],
)
def test_only_an_open_round_before_its_due_date_accepts_annotations(
    state: RoundState, before: Refusal | None, after: Refusal | None
) -> None:
    assert refusal(state, DUE, DUE - MOMENT) == before
    assert refusal(state, DUE, DUE) == after
    assert is_late(state, DUE, DUE - MOMENT) is (before is not None)

"""Who annotates differently of late is pointed out, and nobody else."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.quality.figures.drift import recent_count
from campaigns.quality.figures.passages import Passage, differences, divided_passages
from campaigns.quality.figures.person_figures import person_figures
from campaigns.quality.figures.work_time import seconds_of_work
from tests.campaigns.quality.hand_ins import TAGS as SHORT
from tests.campaigns.quality.hand_ins import article
from tests.campaigns.quality.simulated import TAGS, simulated_campaign


@pytest.mark.parametrize(
    ("drifts", "changes"), [("misses", {""}), ("claim", {"", "claim", "opinion"}), ("", set())]
)
def test_it_is_pointed_out_in_whoever_drifts_alone(drifts: str, changes: set[str]) -> None:
    figures = person_figures(simulated_campaign(drifts=drifts), TAGS)
    found = {person: {drift.tag for drift in one.drift} for person, one in figures.items()}
    assert found.pop(1) == changes
    assert not any(found.values())


def test_it_is_seen_with_two_people_per_article() -> None:
    figures = person_figures(simulated_campaign(240, per_article=2, drifts="misses"), TAGS)
    assert [(drift.tag, drift.others_recent) for drift in figures[1].drift] == [("", None)]


def test_a_fall_that_all_share_is_none() -> None:
    """Everybody misses half of the last articles: these are harder."""
    rows = simulated_campaign(per_article=3)
    rows[80:] = simulated_campaign(40, drifts="", seed=9, per_article=3)
    harder = [
        type(row)(row.article, row.length, row.words, tuple(
            type(one)(one.person, one.handed_in + 100_000, one.seconds, one.spans[one.person % 2 * 9 : -12])
            for one in row.hand_ins
        ))
        for row in rows[80:]
    ]  # fmt: skip
    assert not any(
        "" in {drift.tag for drift in one.drift} for one in person_figures(rows[:80] + harder, TAGS).values()
    )


def test_few_articles_say_nothing() -> None:
    assert (recent_count(17), recent_count(18), recent_count(100)) == (None, 6, 30)


def test_differences_are_where_the_others_agree() -> None:
    rows = [
        article(
            1, (1, [(30, 40, "a")]), (2, [(0, 9, "a")]), (3, [(0, 9, "a")]), (4, [(1, 9, "a"), (50, 55, "c")])
        ),
        article(2, (1, [(0, 9, "b")]), (2, [(0, 9, "a")]), (3, [(2, 9, "a")])),
    ]
    assert differences(rows, SHORT, 1, 9) == [
        Passage(1, 0, 9, "a", 3, 3),
        Passage(1, 30, 40, "", 3, 3, ("a",)),
        Passage(2, 2, 9, "a", 2, 2, ("b",)),
    ]
    assert differences(rows, SHORT, 1, 9, frozenset([2, 3]))[0] == Passage(1, 1, 9, "a", 1, 1)


def test_what_splits_people_evenly_divides_most() -> None:
    rows = [
        article(1, (1, [(0, 9, "a")]), (2, []), (3, []), (4, [])),
        article(2, (1, [(0, 9, "a")]), (2, [(0, 9, "a")]), (3, []), (4, []), length=30),
        article(3, (1, [(0, 9, "a")]), (2, [(0, 9, "a")])),
    ]
    assert divided_passages(rows, SHORT, 9) == [
        Passage(2, 0, 9, "a", 2, 4),
        Passage(1, 0, 9, "a", 1, 4),
    ]
    assert divided_passages(rows, SHORT, 9, frozenset([1, 2])) == []


def test_pauses_are_no_work() -> None:
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    times = [start + timedelta(minutes=minutes) for minutes in (0, 2, 3, 63)]
    assert seconds_of_work(reversed(times)) == 180 + 300
    assert seconds_of_work([]) == 0

"""Everybody's score over all articles of an assignment, as if they were one long article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotate.access import assigned_rounds, check_revealed
from annotate.models import Assignment, Round
from people.models import User
from reports.feedback.scoring import Outcome
from reports.results.load import ReaderRow, RoundResults, load_results


@dataclass(frozen=True, slots=True)
class SetRow:
    """One person's score over all articles, and in each; None where they have not begun, or there is no key."""

    person: int
    name: str
    score: float | None
    scores: tuple[float | None, ...]
    handed_in: bool


def set_results(user: User, assignment: Assignment) -> tuple[list[Round], list[SetRow]]:
    """Return the rounds of a visible assignment, and a row for each person by name.

    Raise ``RoundNotRevealed`` while people must not see each other's highlights.
    """
    rounds = assigned_rounds(user, assignment)
    for round_ in rounds:
        check_revealed(user, round_)
    results = [load_results(user, round_, with_drafts=True) for round_ in rounds]
    return rounds, combine(results)


def combine(results: Sequence[RoundResults]) -> list[SetRow]:
    """Return a row for each person with their score over all articles that have a key."""
    people = {row.person: row.name for result in results for row in result.rows if row.person is not None}
    return [
        _row(person, name, results)
        for person, name in sorted(people.items(), key=lambda item: (item[1], item[0]))
    ]


def _row(person: int, name: str, results: Sequence[RoundResults]) -> SetRow:
    own = [next((row for row in result.rows if row.person == person), None) for result in results]
    parts = [(len(result.answers), row) for result, row in zip(results, own, strict=True) if result.answers]
    scores = tuple(
        row.final if row and result.answers else None for result, row in zip(results, own, strict=True)
    )
    return SetRow(person, name, _over_all(parts), scores, all(row and row.handed_in for row in own))


def _over_all(parts: Iterable[tuple[int, ReaderRow | None]]) -> float | None:
    """Return the mean of the scores, each weighing as much as the article has answers and highlights."""
    credit, total = 0.0, 0
    for answers, row in parts:
        size = answers + (_highlights(row) if row else 0)
        total += size
        credit += size * ((row.final or 0.0) if row else 0.0)
    return credit / total if total else None


def _highlights(row: ReaderRow) -> int:
    return sum(number for outcome, number in row.outcomes.items() if outcome != Outcome.MISSED)

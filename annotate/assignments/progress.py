"""How far each pupil is in an assignment: over all articles, in each one, and with the questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotate.access import answers_to, reads_answers
from annotate.models import Assignment, Round
from annotate.rounds.progress import RoundProgress, over_all, progress
from people.models import User


@dataclass(frozen=True, slots=True)
class AssignmentProgress:
    """One person in an assignment. ``answered`` is None for whoever may not read the answers now."""

    person: User
    total: RoundProgress
    cells: tuple[RoundProgress, ...]
    answered: int | None


def assignment_progress(
    viewer: User, assignment: Assignment, rounds: Sequence[Round]
) -> list[AssignmentProgress]:
    """Return a row for each person who may annotate in the class, by name; numbers as ``progress`` shows them."""
    answered = None
    if reads_answers(viewer, assignment):
        answered = Counter(answers_to(viewer, assignment).values_list("author", flat=True).order_by())
    return [
        AssignmentProgress(
            row.person,
            over_all(row.cells),
            row.cells,
            None if answered is None else answered[row.person.pk],
        )
        for row in progress(viewer, assignment.team, rounds)
    ]

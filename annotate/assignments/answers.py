"""Pupils' answers side by side: by question, or by pupil; on a page and as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotate.access import answers_to, assigned_rounds
from annotate.models import Assignment
from annotate.rounds.progress import over_all, progress
from people.models import User
from web.csv_safety import escape_formula

COLUMNS = ["person", "number", "question", "answer", "handed in"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``name`` is empty if its author has left no name; ``submitted``: it is handed in."""

    number: int
    question: str
    author: int | None
    name: str
    body: str
    submitted: bool


def answers_side_by_side(viewer: User, assignment: Assignment) -> list[Answer]:
    """Return the answers that ``viewer`` may read, by question and then by name."""
    rounds = assigned_rounds(viewer, assignment)
    rows = progress(viewer, assignment.team, rounds)
    submitted = {row.person.pk for row in rows if over_all(row.cells).submitted}
    return [
        Answer(
            answer.position,
            assignment.questions[answer.position - 1],
            answer.author_id,
            answer.author.name if answer.author else "",
            answer.body,
            answer.author_id in submitted,
        )
        for answer in answers_to(viewer, assignment)
        if answer.position <= len(assignment.questions)
    ]


def without_names(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers without names, in an order from which no name can be guessed."""
    nameless = [replace(answer, name="", author=None) for answer in answers]
    return sorted(nameless, key=lambda answer: (answer.number, answer.body))


def by_question(assignment: Assignment, answers: Sequence[Answer]) -> list[tuple[str, list[Answer]]]:
    """Return (question, its answers) for each question, the unanswered ones, too."""
    return [
        (question, [answer for answer in answers if answer.number == number])
        for number, question in enumerate(assignment.questions, 1)
    ]


def by_person(answers: Sequence[Answer]) -> list[tuple[str, list[Answer]]]:
    """Return (name, their answers) for each person who answered, by name; people without a name come last."""
    people: dict[tuple[bool, str, int], list[Answer]] = {}
    for answer in answers:
        people.setdefault((not answer.name, answer.name, answer.author or 0), []).append(answer)
    return [(key[1], people[key]) for key in sorted(people)]


def answers_csv(answers: Sequence[Answer], names: bool) -> bytes:
    """Return the answers as a CSV file. Formulas in names and answers are escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS if names else COLUMNS[1:])
    for answer in answers:
        submitted = "yes" if answer.submitted else "no"
        row = [answer.number, escape_formula(answer.question), escape_formula(answer.body), submitted]
        writer.writerow([escape_formula(answer.name), *row] if names else row)
    return out.getvalue().encode("utf-8-sig")

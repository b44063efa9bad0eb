"""Fill the scores of an exercise into an uploaded gradebook."""

from collections.abc import Mapping
from dataclasses import dataclass

from people.models import Team, User
from reports.gradebook.errors import GradebookError
from reports.gradebook.matches import match, save_matches
from reports.gradebook.platform import Column, Platform, Student
from reports.gradebook.platforms import recognize
from reports.gradebook.table import Table, read_table, write_table
from reports.progress.load import ClassProgress, Exercise, class_progress
from web.i18n.lazy_message import Message

POINTS = 100.0
# The page offers every member for every person in the gradebook.
MAX_PAIRS = 100_000
TOO_MANY_PAIRS = Message(
    "This gradebook has {students} people and the class {members}: too many to match. "
    "Export the gradebook of one group."
)
NO_EXERCISE = Message("This exercise has no scores. Choose another one.")
NO_COLUMN = Message("This column is not in the gradebook. Choose another one.")
TWICE = Message("{name} is chosen for two people of the gradebook. Choose each person once.")


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A gradebook that was read: its table, its platform, the people and columns in it."""

    table: Table
    platform: Platform
    students: tuple[Student, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores (0..1) of an exercise by the id of the person, and everybody's name."""

    exercise: Exercise
    scores: Mapping[int, float]
    names: Mapping[int, str]


def read_gradebook(data: bytes) -> Gradebook:
    """Return the gradebook in a file. Raise ``GradebookError``."""
    table = read_table(data)
    platform = recognize(table)
    return Gradebook(table, platform, tuple(platform.students(table)), tuple(platform.columns(table)))


def scores_of(progress: ClassProgress, link: int) -> Scores:
    """Return the scores of the exercise with this link. Raise ``GradebookError`` if there is none."""
    for exercise in progress.exercises:
        if exercise.link == link:
            scores = {
                one.person.pk: score
                for one in progress.people
                if exercise in one.steps and (score := one.steps[exercise].score) is not None
            }
            names = {one.person.pk: one.person.name for one in progress.people}
            return Scores(exercise, scores, names)
    raise GradebookError(NO_EXERCISE)


def load_scores(user: User, team: Team, link: int) -> Scores:
    """Return the scores of an exercise of a class whose results the user may see."""
    return scores_of(class_progress(user, team), link)


def proposed_matches(team: Team, gradebook: Gradebook, scores: Scores) -> dict[int, int]:
    """Return row -> id of the person who is meant, as far as it is known. Raise ``GradebookError`` for too many."""
    counts = {"students": len(gradebook.students), "members": len(scores.names)}
    if counts["students"] * counts["members"] > MAX_PAIRS:
        raise GradebookError(TOO_MANY_PAIRS.format(**counts))
    return match(team, gradebook.platform, gradebook.students, scores.names)


def fill_gradebook(
    user: User,
    team: Team,
    gradebook: Gradebook,
    scores: Scores,
    matches: Mapping[int, int],
    column: int | None,
    points: float | None = None,
) -> bytes:
    """Return the file with the scores of the matched people in a column, or in a new one; store the matches.

    ``points`` is the grade for a perfect score where the gradebook does not say it.
    Raise ``GradebookError``.
    """
    check_once(matches, scores)
    table = gradebook.table
    chosen = next((one for one in gradebook.columns if one.index == column), None)
    if column is None and gradebook.platform.adds_columns:
        table, chosen = gradebook.platform.add_column(table, scores.exercise.title, points or POINTS)
    if chosen is None:
        raise GradebookError(NO_COLUMN)
    save_matches(user, team, gradebook.platform, gradebook.students, matches)
    rows = {student.row for student in gradebook.students}
    shares = {row: scores.scores[pk] for row, pk in matches.items() if pk in scores.scores and row in rows}
    return write_table(gradebook.platform.fill(table, chosen, shares, chosen.points or points or POINTS))


def check_once(matches: Mapping[int, int], scores: Scores) -> None:
    """Raise ``GradebookError`` if somebody is chosen twice."""
    chosen: set[int] = set()
    for person in matches.values():
        if person in chosen:
            raise GradebookError(TWICE.format(name=scores.names.get(person, "?")))
        chosen.add(person)

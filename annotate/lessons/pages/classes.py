"""Which classes of the user's have got a lesson, for its page."""

from dataclasses import dataclass

from annotate.access import rounds_visible_to
from annotate.models import Assignment, Lesson
from people.access import teams_permitting
from people.models import User
from people.permissions import Permission


@dataclass(frozen=True)
class Use:
    """A class with its set of exercises, and the state of the first."""

    assignment: Assignment
    state: str


def classes_using(user: User, lesson: Lesson) -> list[Use]:
    """Return the classes that got the lesson and that ``user`` leads, newest first."""
    rounds = rounds_visible_to(user).filter(
        assigned__assignment__lesson=lesson,
        text__article__team__in=teams_permitting(user, Permission.OVERSEE_ROUNDS),
    )
    rounds = rounds.select_related("assigned__assignment__team").order_by("-assigned__position", "-pk")
    by_assignment = {round_.assigned.assignment: round_.state for round_ in rounds}
    uses = [Use(assignment, state) for assignment, state in by_assignment.items()]
    return sorted(uses, key=lambda use: -use.assignment.pk)

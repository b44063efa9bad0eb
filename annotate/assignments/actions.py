"""Every change to an assignment: its settings and state, handing in, and pupils' answers to its questions."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.access import get_layer, rounds_of_assignment
from annotate.annotations.actions import (
    ALREADY_HANDED_IN,
    check_open,
    lock_set,
    submit_layer,
    withdraw_submission,
)
from annotate.annotations.leading import check_does_not_lead, start_leading
from annotate.enums import RoundState
from annotate.models import Assignment, QuestionAnswer, Round
from annotate.rounds.actions import (
    RoundSettings,
    SettingsError,
    delete_round,
    stored_extract,
    transition_round,
    update_round,
)
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission, check_permission_now
from web.errors import ProblemError

MAX_ANSWER = 5_000
MAX_TITLE = 200


class AnswerError(ProblemError, ValueError):
    """An answer is too long, or to a question that the assignment does not have."""

    code = "bad-answer"


@transaction.atomic
def update_assignment(user: User, assignment: Assignment, title: str, settings: RoundSettings) -> None:
    """Change the title, and the settings of all rounds but their extracts."""
    check_permission(user, Permission.MANAGE_ROUND, assignment)
    title = title.strip()
    if not 0 < len(title) <= MAX_TITLE:
        raise SettingsError(_("Enter a title of at most {most} characters.").format(most=MAX_TITLE))
    first = _first_round(assignment)
    update_round(user, first, replace(settings, extract=stored_extract(first)))
    assignment.title = title
    assignment.save(update_fields=["title"])


def transition_assignment(user: User, assignment: Assignment, to: RoundState) -> None:
    """Open, close or reveal all rounds. Idempotent. Raise PermissionRefused if their state does not allow it."""
    transition_round(user, _first_round(assignment), to)


@transaction.atomic
def lead_assignment(user: User, assignment: Assignment) -> None:
    """Lead all rounds that hide highlights: see how much others highlighted, and read their answers. Idempotent.

    Raise PermissionRefused if ``user`` highlights in one of them.
    """
    check_permission(user, Permission.MANAGE_ROUND, assignment)
    for round_ in sorted(rounds_of_assignment(assignment), key=lambda one: one.pk):
        if round_.hides:
            start_leading(user, round_)


@transaction.atomic
def delete_assignment(user: User, assignment: Assignment) -> None:
    """Move all rounds to the bin. Each can be restored from there, with what belongs to it."""
    check_permission(user, Permission.DELETE_ROUND, assignment)
    for round_ in rounds_of_assignment(assignment):
        delete_round(user, round_)


def submit_assignment(user: User, assignment: Assignment) -> None:
    """Hand in the highlights in all rounds, and with them the answers. Idempotent."""
    submit_layer(user, _first_round(assignment))


def withdraw_assignment(user: User, assignment: Assignment) -> None:
    """Withdraw what was handed in, to go on with all of it. Idempotent."""
    withdraw_submission(user, _first_round(assignment))


@transaction.atomic
def save_answers(user: User, assignment: Assignment, bodies: Mapping[int, str]) -> None:
    """Store the user's answers by the number of the question; an empty one deletes what was stored. Idempotent.

    Raise AnswerError, RoundClosed where nobody can highlight any more, or PermissionRefused once the user has handed
    in. An answer that is stored already can be sent again at any time.
    """
    check_permission(user, Permission.ANNOTATE, assignment)
    bodies = {position: _checked(assignment, position, body) for position, body in bodies.items()}
    rounds = lock_set(_first_round(assignment))
    stored = dict(
        QuestionAnswer.objects.filter(assignment=assignment, author=user).values_list("position", "body")
    )
    changed = {position: body for position, body in bodies.items() if body != stored.get(position, "")}
    if not changed:
        return
    _check_writable(user, rounds)
    # Somebody who was erased while waiting for the lock must not answer any more.
    check_permission_now(user, Permission.ANNOTATE, assignment)
    for position, body in changed.items():
        _save_answer(user, assignment, position, body)


def _checked(assignment: Assignment, position: int, body: str) -> str:
    if not 1 <= position <= len(assignment.questions):
        raise AnswerError(_("There is no question {number} here.").format(number=position))
    body = body.replace("\r\n", "\n").strip()
    if len(body) > MAX_ANSWER:
        raise AnswerError(_("An answer can have at most {most} characters.").format(most=MAX_ANSWER))
    return body


def _check_writable(user: User, rounds: list[Round]) -> None:
    check_open(user, rounds[0])
    for round_ in rounds:
        check_does_not_lead(user, round_)
        if (layer := get_layer(user, round_)) and layer.submitted_at:
            raise PermissionRefused(_(ALREADY_HANDED_IN))


def _save_answer(user: User, assignment: Assignment, position: int, body: str) -> None:
    place = {"assignment": assignment, "author": user, "position": position}
    if body:
        QuestionAnswer.objects.update_or_create(**place, defaults={"body": body})
    else:
        QuestionAnswer.objects.filter(**place).delete()


def _first_round(assignment: Assignment) -> Round:
    """Return the first present round, which stands for all: they have the same state and settings."""
    rounds = rounds_of_assignment(assignment)
    if not rounds:
        raise PermissionRefused(_("All its articles are in the bin. Restore one first."))
    return rounds[0]

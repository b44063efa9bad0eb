"""Release a round of a campaign to those who oversee it, and reveal what was released to all who annotate in it."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.change_log import lock_round
from annotate.enums import RoundState
from annotate.models import Round
from annotate.rounds.actions import NO_SUCH_TRANSITION, STATE_LABELS, set_state
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission


@transaction.atomic
def release_round(user: User, round_: Round) -> bool:
    """End the work in a round and show everybody's highlights to those who oversee it. Return whether it was not yet.

    Raise PermissionRefused unless it is an open or closed round of a campaign, or was released before.
    """
    check_permission(user, Permission.MANAGE_CAMPAIGN, round_)
    lock_round(round_)
    if round_.state == RoundState.REVEALED:
        return False
    return _move(user, round_, (RoundState.OPEN, RoundState.CLOSED), RoundState.RELEASED)


@transaction.atomic
def reveal_released(user: User, round_: Round) -> bool:
    """Show everybody's highlights to all who annotate in a released round. Return whether it was not yet.

    Raise PermissionRefused unless it was released before.
    """
    check_permission(user, Permission.MANAGE_CAMPAIGN, round_)
    lock_round(round_)
    return _move(user, round_, (RoundState.RELEASED,), RoundState.REVEALED)


def _move(user: User, round_: Round, allowed: tuple[RoundState, ...], to: RoundState) -> bool:
    if round_.state == to:
        return False
    if not round_.invitation_only or round_.state not in allowed:
        labels = {"state": _(STATE_LABELS[RoundState(round_.state)]), "wanted": _(STATE_LABELS[to])}
        raise PermissionRefused(_(NO_SUCH_TRANSITION).format(**labels))
    set_state(user, round_, to)
    return True

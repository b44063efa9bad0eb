"""Lead a round that hides annotations: leaders see how much others have annotated, and so must not annotate."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import check_not_of_campaign, get_layer
from annotate.change_log import append_change, lock_round
from annotate.models import Round, RoundLeader
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission

LEAD = "round.lead"
LEADS_ALONE = N_(
    "You have seen how much others have highlighted. Their work is still hidden here, so you "
    "cannot highlight or hand in yourself."
)
HIGHLIGHTS_ALONG = N_(
    "You have highlighted here yourself. You can see the work of others after all highlights are revealed."
)


@transaction.atomic
def start_leading(user: User, round_: Round) -> None:
    """Make ``user`` a leader, who sees how much others have annotated. Idempotent.

    Raise PermissionRefused if they annotate in this round themselves, or it belongs to a campaign.
    """
    check_permission(user, Permission.MANAGE_ROUND, round_)
    check_not_of_campaign(round_)
    lock_round(round_)
    if get_layer(user, round_):
        raise PermissionRefused(_(HIGHLIGHTS_ALONG))
    _leader, new = RoundLeader.objects.get_or_create(
        round=round_, user=user, defaults={"since": timezone.now()}
    )
    if new:
        append_change(round_, user, LEAD, {})


def undecided_rounds(user: User, rounds: Iterable[Round]) -> list[Round]:
    """Return those of ``rounds`` that hide annotations and in which ``user`` neither leads nor annotates yet.

    Nobody leads a round of a campaign.
    """
    hiding = [round_ for round_ in rounds if round_.hides and not round_.invitation_only]
    led = led_round_ids(user, hiding)
    return [round_ for round_ in hiding if round_.pk not in led and get_layer(user, round_) is None]


def led_round_ids(user: User, rounds: Iterable[Round]) -> set[int]:
    """Return the ids of those of ``rounds`` that ``user`` leads."""
    leaders = RoundLeader.objects.filter(user=user, round__in=rounds)
    return set(leaders.values_list("round", flat=True))


def leads_alone(user: User, round_: Round) -> bool:
    """Return whether ``user`` leads a round that hides annotations, and so does not annotate in it.

    Nobody leads a round of a campaign.
    """
    return round_.hides and not round_.invitation_only and bool(led_round_ids(user, [round_]))


def check_does_not_lead(user: User, round_: Round) -> None:
    """Raise PermissionRefused if ``user`` has seen how much others annotate in a round that hides it."""
    if leads_alone(user, round_):
        raise PermissionRefused(_(LEADS_ALONE))

"""Which changes of a round a user may see, and how they are numbered for them.

Where a round hides others' annotations, visible changes are numbered without gaps: gaps would tell how much others do.
See ``hidden_numbers.py`` for rounds in groups.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from annotate.access.extensions import others_extensions
from annotate.access.hidden_numbers import HiddenNumbers, part_start
from annotate.access.layers import visible_layers_of_any_kind
from annotate.access.reviews import REVIEW, others_reviews
from annotate.access.rounds import hides_from
from annotate.enums import RoundMode
from annotate.models import Change, Round
from people.models import User

# The verb of a change of who is in which group.
GROUPS_CHANGED = "round.groups"


def visible_changes(user: User, round_: Round) -> QuerySet[Change]:
    """Return the changes to this visible round and to the layers that ``user`` may see, oldest first."""
    visible = Q(layer=None) | visible_layers_of_any_kind(user, round_)
    secret = others_reviews(user, round_) | others_extensions(user, round_)
    return round_.changes.filter(visible).exclude(secret).order_by("seq")


def changes_in(user: User, round_: Round, after: int, limit: int) -> list[tuple[int, Change]]:
    """Return up to ``limit`` visible changes after number ``after``, oldest first, each with its number."""
    visible = visible_changes(user, round_)
    if hides_from(user, round_):
        return HiddenNumbers(visible, _group_changes(round_)).after_number(after, limit)
    offset = revealed_offset(round_)
    changes = visible.filter(seq__gt=max(0, after - offset))[:limit]
    return [(change.seq + offset, change) for change in changes]


def changes_after(user: User, round_: Round, seq: int, limit: int) -> list[tuple[int, Change]]:
    """Return the same as ``changes_in``, but after the log's own number ``seq``, which is never shown to readers."""
    visible = visible_changes(user, round_)
    if hides_from(user, round_):
        return HiddenNumbers(visible, _group_changes(round_)).after_seq(seq, limit)
    offset = revealed_offset(round_)
    return [(change.seq + offset, change) for change in visible.filter(seq__gt=seq)[:limit]]


def last_change_of_person(round_field: str, actor_field: str) -> Subquery:
    """Return the time of the last change that somebody made in a round; both are fields of the outer query.

    For those who oversee rounds: it tells who is at work, not what they do.
    """
    changes = Change.objects.filter(round=OuterRef(round_field), actor=OuterRef(actor_field))
    return Subquery(changes.order_by("-seq").values("created_at")[:1])


def last_visible_seq(user: User, round_: Round) -> int:
    """Return the number of the last change that ``user`` may see, as ``changes_in`` numbers it.

    It is of the moment when the round was fetched, together with its text.
    """
    if not hides_from(user, round_):
        return round_.last_seq + revealed_offset(round_)
    return HiddenNumbers(visible_changes(user, round_), _group_changes(round_)).number_at(round_.last_seq)


def revealed_offset(round_: Round) -> int:
    """Return what is added to the log's numbers once a round is revealed, so that they still grow."""
    starts = _group_changes(round_)
    return part_start(len(starts) + 1) if starts else 0


def numbered_for_files(user: User, round_: Round) -> list[tuple[int, Change]]:
    """Return all visible changes, oldest first: with the log's numbers, or counted where the round hides others'."""
    visible = visible_changes(user, round_)
    return (
        list(enumerate(visible, 1))
        if hides_from(user, round_)
        else [(change.seq, change) for change in visible]
    )


def _group_changes(round_: Round) -> list[int]:
    """Return the log's numbers of the changes of who is in which group."""
    if round_.mode != RoundMode.GROUPS:
        return []
    changes = round_.changes.filter(verb=GROUPS_CHANGED, layer=None)
    return list(changes.order_by("seq").values_list("seq", flat=True))


def worked_since(round_: str, person: str, since: datetime) -> Exists:
    """Return the condition that the person at lookup path ``person`` has changed something in the round since then."""
    return Exists(
        Change.objects.filter(round=OuterRef(round_), actor=OuterRef(person), created_at__gte=since)
    )


def adjudication_changes(round_: Round, *verbs: str) -> QuerySet[Change]:
    """Return the changes of these verbs to the final layer, oldest first, for those who may adjudicate."""
    return round_.changes.filter(verb__in=verbs).select_related("layer").order_by("seq")


def last_round_change(round_: Round, verb: str) -> Change | None:
    """Return the last change of this verb to the round itself, not to a layer."""
    return round_.changes.filter(verb=verb, layer=None).order_by("seq").last()


def last_round_change_by(round_: Round, time: datetime, *verbs: str) -> Change | None:
    """Return the last change of these verbs to the round itself until ``time``."""
    changes = round_.changes.filter(verb__in=verbs, layer=None, created_at__lte=time)
    return changes.order_by("seq").last()


def changes_since_by_round(
    rounds: list[int], last_seqs: dict[int, int]
) -> dict[int, tuple[int, list[dict[str, Any]]]]:
    """Return {round: (its last seq, its changes since ``last_seqs``)} of the rounds that have changed.

    A round that is not in ``last_seqs`` comes without changes. Only for the live feed, which filters by reader itself.
    """
    changed: dict[int, tuple[int, list[dict[str, Any]]]] = {}
    for pk, last in Round.objects.filter(pk__in=rounds).values_list("pk", "last_seq"):
        previous = last_seqs.get(pk, last)
        rows: list[dict[str, Any]] = []
        if last > previous:
            changes = Change.objects.filter(round=pk, seq__gt=previous, seq__lte=last).order_by("seq")
            # No page that is open shows reviews, and only one reader may see each.
            changes = changes.exclude(verb=REVIEW)
            rows = list(
                changes.values(
                    "seq", "verb", "payload", kind=F("layer__kind"), annotator=F("layer__annotator_id")
                )
            )
        if last != last_seqs.get(pk):
            changed[pk] = (last, rows)
    return changed


def access_versions(rounds: list[int]) -> dict[int, Any]:
    """Return for each existing round a value that changes when somebody may see less of it than before.

    Only for the live feed.
    """
    return dict(Round.objects.filter(pk__in=rounds).values_list("pk", "text__article__team__access_version"))

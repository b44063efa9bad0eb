"""Form the groups of a round, change them, and join one on arrival.

The rounds of an assignment have the same groups: people compare its articles with those they read them with.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import (
    GROUPS_CHANGED,
    earlier_groups,
    group_members,
    groups_in,
    has_hidden_groups,
    is_to_be_grouped,
    people_to_group,
    rounds_of_set,
)
from annotate.change_log import append_change, lock_round
from annotate.enums import RoundMode, RoundState
from annotate.groups.shuffling import SIZES, shuffle, smallest
from annotate.models import Round, RoundGroup, RoundGroupMember
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from web.errors import ProblemError

MAX_GROUPS, MAX_NAME = 100, 40
NOT_IN_GROUPS = N_("People do not work in groups here.")
REVEALED = N_("All highlights are revealed. The groups can no longer change.")


class GroupsError(ProblemError, ValueError):
    """The groups are invalid. The message says why."""

    code = "bad-groups"


@dataclass(frozen=True)
class GroupInput:
    """A group to form: its name, empty for its number, and the ids of its members."""

    name: str = ""
    members: tuple[int, ...] = ()


def form_groups(round_: Round) -> None:
    """Shuffle people into groups if the round is in groups and neither it nor its assignment has any yet.

    For the verbs that create and open a round, which check, lock and log. With fewer than two people nothing happens:
    they are put into groups as they arrive.
    """
    if round_.mode != RoundMode.GROUPS or round_.groups.exists():
        return
    grouped = next((each for each in rounds_of_set(round_) if each.groups.exists()), None)
    if grouped:
        _copy(grouped, round_)
        return
    people = [person.pk for person in people_to_group(round_)]
    if len(people) > 1:
        _replace(round_, _shuffled(round_, people))


def share_groups(rounds: Sequence[Round]) -> None:
    """Give all rounds of a new assignment the groups of its first. For the verb that creates it."""
    for each in rounds[1:]:
        if each.mode == RoundMode.GROUPS:
            _copy(rounds[0], each)


@transaction.atomic
def shuffle_groups(user: User, round_: Round, size: int) -> None:
    """Put everybody into a new group of about ``size``, with others than in the last rounds as far as possible."""
    if size not in SIZES:
        message = _("Choose groups of {smallest} to {largest} people.")
        raise GroupsError(message.format(smallest=SIZES[0], largest=SIZES[-1]))
    _prepare(user, round_)
    for each in _grouped(round_):
        each.group_size = size
        each.save(update_fields=["group_size"])
    people = [person.pk for person in people_to_group(round_)]
    if not people:
        raise GroupsError(_("There is nobody to put into groups yet."))
    _change(user, round_, _shuffled(round_, people))


@transaction.atomic
def copy_groups(user: User, round_: Round, earlier: Round) -> None:
    """Form the groups of an ``earlier`` visible round of the same team again; who is new joins the smallest."""
    check_permission(user, Permission.MANAGE_ROUND, earlier)
    _prepare(user, round_)
    if earlier.team_id != round_.team_id:
        raise GroupsError(_("These groups belong to another class or team."))
    people = {person.pk for person in people_to_group(round_)}
    groups = [
        GroupInput(group.name, tuple(m.user_id for m in group.members.all() if m.user_id in people))
        for group in groups_in(earlier)
    ]
    groups = [group for group in groups if group.members]
    if not groups:
        raise GroupsError(_("Nobody who takes part here was in a group there."))
    placed = {person for group in groups for person in group.members}
    members = [list(group.members) for group in groups]
    for person in sorted(people - placed):
        members[smallest(members)].append(person)
    _change(user, round_, [GroupInput(g.name, tuple(m)) for g, m in zip(groups, members, strict=True)])


@transaction.atomic
def set_groups(user: User, round_: Round, groups: Sequence[GroupInput]) -> None:
    """Form exactly these groups; those without members are left out. Who is in none sees only their own annotations."""
    _prepare(user, round_)
    groups = [GroupInput(group.name.strip(), group.members) for group in groups if group.members]
    _check(groups, {person.pk for person in people_to_group(round_)})
    _change(user, round_, groups)


def join_group(user: User, round_: Round) -> None:
    """Put ``user`` into the smallest group of an open round and its assignment, unless they are in one. Idempotent."""
    # A transaction waits for others that write, so none begins for nothing.
    if _may_join(user, round_):
        _join(user, round_)


@transaction.atomic
def _join(user: User, round_: Round) -> None:
    _lock(round_)
    rounds = _grouped(round_)
    own = RoundGroupMember.objects.filter(round__in=rounds, user=user).values_list(
        "group__position", flat=True
    )
    position = own.first() or _position_to_join(round_)
    for each in rounds:
        if not _may_join(user, each):
            continue
        group, _created = RoundGroup.objects.get_or_create(
            round=each, position=position, defaults={"on_arrival": True}
        )
        RoundGroupMember.objects.create(round=each, group=group, user=user)
        # Without who it was: everybody gets this change, and people know their own group only.
        append_change(each, None, GROUPS_CHANGED, {"groups": [position], "joined": True})


def _position_to_join(round_: Round) -> int:
    """Return the number of the smallest group, or of a new one if all have formed on arrival and are full."""
    groups = groups_in(round_)
    if all(group.on_arrival and len(group.members.all()) >= round_.group_size for group in groups):
        return max((group.position for group in groups), default=0) + 1
    return groups[smallest([group.members.all() for group in groups])].position


def _may_join(user: User, round_: Round) -> bool:
    return (
        has_hidden_groups(round_)
        and round_.state == RoundState.OPEN
        and is_to_be_grouped(user, round_)
        and not group_members(user, round_).exists()
    )


def _prepare(user: User, round_: Round) -> None:
    check_permission(user, Permission.MANAGE_ROUND, round_)
    _lock(round_)
    if round_.mode != RoundMode.GROUPS:
        raise PermissionRefused(_(NOT_IN_GROUPS))
    if not round_.hides:
        raise PermissionRefused(_(REVEALED))


def _grouped(round_: Round) -> list[Round]:
    """Return the rounds that have the groups of ``round_``: those of its assignment."""
    return [each for each in rounds_of_set(round_) if each.mode == RoundMode.GROUPS]


def _lock(round_: Round) -> None:
    """Lock the rounds of an assignment, always in the same order: nobody then waits for somebody who waits for them."""
    for each in sorted(rounds_of_set(round_), key=lambda one: one.pk):
        lock_round(each)


def _shuffled(round_: Round, people: Collection[int]) -> list[GroupInput]:
    groups = shuffle(people, round_.group_size, earlier_groups(round_), secrets.randbits(32))
    return [GroupInput(members=tuple(group)) for group in groups]


def _check(groups: Sequence[GroupInput], people: Collection[int]) -> None:
    if len(groups) > MAX_GROUPS:
        raise GroupsError(_("There can be {most} groups at most.").format(most=MAX_GROUPS))
    for group in groups:
        if len(group.name) > MAX_NAME or not group.name.isprintable():
            raise GroupsError(_("The name of a group has at most {most} characters.").format(most=MAX_NAME))
    members = [person for group in groups for person in group.members]
    if len(set(members)) != len(members):
        raise GroupsError(_("Nobody can be in two groups."))
    if not set(members) <= set(people):
        raise GroupsError(
            _("Only people who take part and do not lead can be in a group. Reload the page and try again.")
        )


def _change(user: User, round_: Round, groups: Sequence[GroupInput]) -> None:
    """Replace the groups, and log the numbers of those that have changed; not who is in them."""
    for each in _grouped(round_):
        before = _composition(each)
        _replace(each, groups)
        after = _composition(each)
        changed = sorted(number for number in {*before, *after} if before.get(number) != after.get(number))
        if changed:
            append_change(each, user, GROUPS_CHANGED, {"groups": changed, "joined": False})


def _composition(round_: Round) -> dict[int, tuple[str, frozenset[int]]]:
    return {
        group.position: (group.name, frozenset(member.user_id for member in group.members.all()))
        for group in groups_in(round_)
    }


def _replace(round_: Round, groups: Sequence[GroupInput]) -> None:
    round_.groups.all().delete()
    rows = [
        RoundGroup(round=round_, name=group.name, position=position)
        for position, group in enumerate(groups, 1)
    ]
    RoundGroupMember.objects.bulk_create(
        RoundGroupMember(round=round_, group=row, user_id=person)
        for row, group in zip(RoundGroup.objects.bulk_create(rows), groups, strict=True)
        for person in group.members
    )


def _copy(source: Round, round_: Round) -> None:
    """Form the groups of ``source`` in another round of its assignment, of the same people."""
    groups = groups_in(source)
    _replace(
        round_, [GroupInput(group.name, tuple(m.user_id for m in group.members.all())) for group in groups]
    )
    for group in groups:
        if group.on_arrival:
            round_.groups.filter(position=group.position).update(on_arrival=True)

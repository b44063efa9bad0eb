"""Form the groups of a round, change them, and join one on arrival."""

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
    """Shuffle people into groups if the round is in groups and has none yet.

    For the verbs that create and open a round, which check, lock and log. With fewer than two people nothing happens:
    they are put into groups as they arrive.
    """
    if round_.mode == RoundMode.GROUPS and not round_.groups.exists():
        people = [person.pk for person in people_to_group(round_)]
        if len(people) > 1:
            _replace(round_, _shuffled(round_, people))


@transaction.atomic
def shuffle_groups(user: User, round_: Round, size: int) -> None:
    """Put everybody into a new group of about ``size``, with others than in the last rounds as far as possible."""
    if size not in SIZES:
        message = _("Choose groups of {smallest} to {largest} people.")
        raise GroupsError(message.format(smallest=SIZES[0], largest=SIZES[-1]))
    _prepare(user, round_)
    round_.group_size = size
    round_.save(update_fields=["group_size"])
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


@transaction.atomic
def join_group(user: User, round_: Round) -> None:
    """Put ``user`` into the smallest group of an open round, unless they are in one. Idempotent."""
    if not _may_join(user, round_):
        return
    lock_round(round_)
    if not _may_join(user, round_):
        return
    groups = groups_in(round_)
    if not groups or all(
        group.on_arrival and len(group.members.all()) >= round_.group_size for group in groups
    ):
        group = RoundGroup.objects.create(round=round_, position=len(groups) + 1, on_arrival=True)
    else:
        group = groups[smallest([group.members.all() for group in groups])]
    RoundGroupMember.objects.create(round=round_, group=group, user=user)
    # Without who it was: everybody gets this change, and people know their own group only.
    append_change(round_, None, GROUPS_CHANGED, {"groups": [group.position], "joined": True})


def _may_join(user: User, round_: Round) -> bool:
    return (
        has_hidden_groups(round_)
        and round_.state == RoundState.OPEN
        and is_to_be_grouped(user, round_)
        and not group_members(user, round_).exists()
    )


def _prepare(user: User, round_: Round) -> None:
    check_permission(user, Permission.MANAGE_ROUND, round_)
    lock_round(round_)
    if round_.mode != RoundMode.GROUPS:
        raise PermissionRefused(_(NOT_IN_GROUPS))
    if not round_.hides:
        raise PermissionRefused(_(REVEALED))


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
    before = _composition(round_)
    _replace(round_, groups)
    after = _composition(round_)
    changed = sorted(number for number in {*before, *after} if before.get(number) != after.get(number))
    if changed:
        append_change(round_, user, GROUPS_CHANGED, {"groups": changed, "joined": False})


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

"""Who is in the same group as a user, and so shows them their annotations before the reveal of a round in groups.

Whoever manages a round is in no group, also if they were in one before they got that role: leaders see nobody's
annotations before the reveal.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from annotate.access.rounds import rounds_visible_to
from annotate.enums import RoundMode
from annotate.models import Round, RoundGroup, RoundGroupMember
from people.models import Team, User
from people.permissions import Permission, has_permission

# A shuffle avoids pairs of this many rounds.
EARLIER_ROUNDS = 10
_MEMBER_ROLES = Permission.ANNOTATE.roles - Permission.MANAGE_ROUND.roles


def has_hidden_groups(round_: Round) -> bool:
    """Return whether people see the annotations of their own group only."""
    return round_.mode == RoundMode.GROUPS and round_.hides


def in_same_group(user: User) -> Q:
    """Return the condition that a layer, of any round, is of somebody in the same group as ``user``."""
    mates = RoundGroupMember.objects.filter(
        group__in=_memberships(user).values("group"), round=OuterRef("round"), user=OuterRef("annotator")
    )
    return Q(round__mode=RoundMode.GROUPS) & Exists(mates)


def group_members(user: User, round_: Round) -> QuerySet[RoundGroupMember]:
    """Return those who are in the same group of this visible round as ``user``, who is one of them."""
    own = _memberships(user).filter(round=round_).values("group")
    return RoundGroupMember.objects.filter(round=round_, group__in=own)


def group_ids(user: User, round_: Round) -> frozenset[int]:
    """Return whose annotations ``user`` sees before the reveal, themselves included; nobody's without a group."""
    if not has_hidden_groups(round_):
        return frozenset()
    return frozenset(group_members(user, round_).values_list("user", flat=True))


def groups_in(round_: Round) -> list[RoundGroup]:
    """Return the groups of this visible round with their members, for those who manage it and for its report."""
    members = RoundGroupMember.objects.select_related("user").order_by("user__name", "user")
    return list(round_.groups.prefetch_related(Prefetch("members", members)).order_by("position"))


def own_group(user: User, round_: Round) -> RoundGroup | None:
    """Return the group of ``user`` in this visible round, if they are in one; ``members`` is fetched."""
    if round_.mode != RoundMode.GROUPS:
        return None
    groups = (group for group in groups_in(round_) if any(m.user_id == user.pk for m in group.members.all()))
    return next(groups, None) if _memberships(user).filter(round=round_).exists() else None


def visible_groups(user: User, round_: Round) -> list[RoundGroup]:
    """Return the groups of this visible round that ``user`` may know: their own, or all if they oversee it."""
    if round_.mode != RoundMode.GROUPS:
        return []
    if not round_.hides or has_permission(user, Permission.OVERSEE_ROUNDS, round_):
        return groups_in(round_)
    group = own_group(user, round_)
    return [group] if group else []


def people_to_group(round_: Round) -> QuerySet[User]:
    """Return who can be in a group of this round: those who take part in it and neither manage nor lead it.

    Nobody without a team: in a reader's own article, or in a lesson that belongs to one person.
    """
    if round_.team_id is None:
        return User.objects.none()
    people = User.objects.filter(
        memberships__team=round_.team_id, memberships__role__in=_MEMBER_ROLES
    ).exclude(led_rounds__round=round_)
    if round_.invitation_only or round_.participants.exists():
        people = people.filter(invited_to=round_)
    return people.order_by("name", "pk")


def is_to_be_grouped(user: User, round_: Round) -> bool:
    """Return whether ``user`` can be in a group of this visible round."""
    return (
        has_permission(user, Permission.ANNOTATE, round_)
        and people_to_group(round_).filter(pk=user.pk).exists()
    )


def earlier_groups(round_: Round) -> list[set[int]]:
    """Return the ids of the people in each group of the last rounds of the same team.

    Without this round and those of its assignment.
    """
    earlier = Round.objects.filter(
        text__article__team=round_.team_id, mode=RoundMode.GROUPS, lesson_exercise=None
    ).exclude(pk=round_.pk)
    if round_.assignment:
        earlier = earlier.exclude(assigned__assignment=round_.assignment)
    last = list(earlier.order_by("-pk").values_list("pk", flat=True)[:EARLIER_ROUNDS])
    groups: dict[int, set[int]] = {}
    for group, user in RoundGroupMember.objects.filter(round__in=last).values_list("group", "user"):
        groups.setdefault(group, set()).add(user)
    return list(groups.values())


def rounds_with_groups(user: User, team: Team) -> QuerySet[Round]:
    """Return the visible rounds of a team, newest first, whose groups can be formed again."""
    rounds = rounds_visible_to(user).filter(
        text__article__team=team, mode=RoundMode.GROUPS, lesson_exercise=None
    )
    with_members = RoundGroupMember.objects.filter(round=OuterRef("pk"))
    rounds = rounds.filter(Exists(with_members))
    return rounds.select_related("text__article").defer("text__body", "text__formatting").order_by("-pk")


def _memberships(user: User) -> QuerySet[RoundGroupMember]:
    """Return in which groups ``user`` is, without those of rounds that they manage."""
    return RoundGroupMember.objects.filter(
        user=user,
        round__text__article__team__memberships__user=user,
        round__text__article__team__memberships__role__in=_MEMBER_ROLES,
    )

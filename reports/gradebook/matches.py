"""Who in a class is who in a gradebook: what a teacher said before, else what the names say; and storing it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.crypto import salted_hmac

from people.models import Team, User
from people.permissions import Permission, check_permission
from reports.gradebook.matching import propose
from reports.gradebook.platform import Platform, Student
from reports.models import GradebookMatch


def match(
    team: Team, platform: Platform, students: Sequence[Student], members: Mapping[int, str]
) -> dict[int, int]:
    """Return row -> id of the member, as stored earlier or as the names leave no doubt. ``members``: id -> name."""
    rows = {_digest(team, platform, student.key): student.row for student in students}
    stored = GradebookMatch.objects.filter(
        membership__team=team, membership__user__in=members, platform=platform.slug, digest__in=rows
    ).values_list("digest", "membership__user")
    matches = {rows[digest]: user for digest, user in stored}
    others = {pk: name for pk, name in members.items() if pk not in matches.values()}
    return matches | propose([student for student in students if student.row not in matches], others)


@transaction.atomic
def save_matches(
    user: User, team: Team, platform: Platform, students: Sequence[Student], matches: Mapping[int, int]
) -> None:
    """Store who is who (row -> id of the member), in place of what was stored of these people."""
    check_permission(user, Permission.REVIEW_HAND_IN, team)
    # Two at once: the second one waits, and replaces what the first one has stored.
    Team.objects.select_for_update().get(pk=team.pk)
    keys = {student.row: _digest(team, platform, student.key) for student in students}
    memberships = dict(team.memberships.filter(user__in=matches.values()).values_list("user", "pk"))
    earlier = GradebookMatch.objects.filter(membership__team=team, platform=platform.slug)
    earlier.filter(digest__in=keys.values()).delete()
    earlier.filter(membership__in=memberships.values()).delete()
    GradebookMatch.objects.bulk_create(
        GradebookMatch(membership_id=memberships[member], platform=platform.slug, digest=keys[row])
        for row, member in matches.items()
        if member in memberships and row in keys
    )


def _digest(team: Team, platform: Platform, key: str) -> str:
    """Return what is stored instead of an e-mail address or a number."""
    value = f"{team.pk}/{platform.slug}/{key}"
    return salted_hmac("gradebook", value, algorithm="sha256").hexdigest()

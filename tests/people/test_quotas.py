"""Numbers of objects are limited; refusals say what to do, and existing objects stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from annotate.discussion.comments import put_comment
from annotate.discussion.polls import open_poll
from annotate.models import Comment, Poll, Round
from annotate.rounds.actions import create_round
from people import quotas
from people.actions.accounts import create_token
from people.actions.handover import invite_successor
from people.actions.teams import create_own_team, send_invitation
from people.models import ApiToken, Invitation, Membership, Team
from people.permissions import PermissionRefused, Role
from reports.models import SharedReport
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.world import World
from web.rate_limits import LIMITS, RateLimitExceeded, hit

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(days=1)


def tokens(world: World, count: int) -> None:
    """Create ``count`` tokens of the teacher."""
    ApiToken.objects.bulk_create(ApiToken(user=world.teacher, digest=f"{n:064}") for n in range(count))


def teams(world: World, count: int) -> None:
    """Create teams until the teacher owns ``count``."""
    created = Team.objects.bulk_create(Team(name=f"Team {n}") for n in range(count - 1))
    Membership.objects.bulk_create(Membership(team=t, user=world.teacher, role=Role.OWNER) for t in created)


def invitations(world: World, count: int) -> None:
    """Create ``count`` open invitations to the class."""
    Invitation.objects.bulk_create(
        Invitation(
            team=world.team, role=Role.VIEWER, digest=f"{n:064}", expires_at=LATER, created_by=world.teacher
        )
        for n in range(count)
    )


def rounds(world: World, count: int) -> None:
    """Create rounds until the article has ``count``."""
    Round.objects.bulk_create(Round(text=world.text, codebook=world.round.codebook) for _ in range(count - 2))


def polls(world: World, count: int) -> None:
    """Create ``count`` polls in the round."""
    now = timezone.now()
    Poll.objects.bulk_create(
        Poll(round=world.round, start=0, end=1, opened_at=now, closed_at=now) for _ in range(count)
    )


def comments(world: World, count: int) -> None:
    """Create ``count`` comments on the claim."""
    Comment.objects.bulk_create(
        Comment(
            id=uuid4(),
            annotation=world.annotations["claim"],
            author=world.pupil,
            body="?",
            created_at=timezone.now(),
        )
        for _ in range(count)
    )


def shares(world: World, count: int) -> None:
    """Create ``count`` links to the report."""
    SharedReport.objects.bulk_create(
        SharedReport(article=world.article, created_by=world.teacher, digest=f"{n:064}") for n in range(count)
    )


def one_more(world: World, kind: str) -> Any:
    """Create one more, by the action that people use."""
    claim = world.annotations["claim"]
    return {
        "tokens": lambda: create_token(world.teacher),
        "teams": lambda: create_own_team(world.teacher, "Another"),
        "invitations": lambda: send_invitation(world.teacher, world.team, Role.VIEWER, 7),
        "rounds": lambda: create_round(world.teacher, world.text),
        "polls": lambda: open_poll(world.teacher, world.round, 0, 5),
        "comments": lambda: put_comment(world.pupil, world.round, uuid4(), claim, "Why?"),
        "handovers": lambda: invite_successor(world.teacher, world.team, "", True, 30, "{token}"),
        "shares": lambda: share_report(world.teacher, world.article, ReportOptions(), None, names=True),
    }[kind]()


@pytest.mark.parametrize(
    ("fill", "limit"),
    [
        (tokens, quotas.TOKENS_OF_PERSON),
        (teams, quotas.TEAMS_OF_OWNER),
        (invitations, quotas.INVITATIONS_OF_TEAM),
        (rounds, quotas.ROUNDS_ON_ARTICLE),
        (polls, quotas.POLLS_OF_ROUND),
        (comments, quotas.COMMENTS_ON_ANNOTATION),
        (shares, quotas.SHARES_OF_ARTICLE),
    ],
)
def test_the_last_one_fits_and_the_next_does_not(
    world: World, fill: Callable[[World, int], None], limit: int
) -> None:
    fill(world, limit - 1)
    one_more(world, fill.__name__)
    with pytest.raises(PermissionRefused, match=str(limit)):
        one_more(world, fill.__name__)


@pytest.mark.parametrize(
    ("kind", "name", "limit"),
    [
        ("invitations", "teacher", "invitation"),
        ("handovers", "teacher", "invitation"),
        ("comments", "pupil", "comment"),
    ],
)
def test_what_sends_mail_can_be_done_so_often(world: World, kind: str, name: str, limit: str) -> None:
    for _ in range(LIMITS[limit] - 1):
        hit(f"{limit} {getattr(world, name).pk}", LIMITS[limit])
    one_more(world, kind)
    with pytest.raises(RateLimitExceeded):
        one_more(world, kind)


def test_a_link_that_hands_a_class_over_counts_among_its_invitations(world: World) -> None:
    invitations(world, quotas.INVITATIONS_OF_TEAM)
    with pytest.raises(PermissionRefused, match=str(quotas.INVITATIONS_OF_TEAM)):
        one_more(world, "handovers")

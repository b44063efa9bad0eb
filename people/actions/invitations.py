"""Creating invitations: links for one person, shown once or sent by e-mail."""

import secrets
from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from people.digests import token_digest
from people.models import Invitation, Team, User
from people.permissions import Role
from people.quotas import INVITATIONS_OF_TEAM, check_quota
from web.mail import send_mail
from web.rate_limits import hit_named_limit


def create_invitation(
    user: User, team: Team, role: Role, days: int, email: str, link: str, hands_over: str = ""
) -> tuple[str, bool]:
    """Create an invitation; return its token and whether it was mailed to ``email``. The caller checks the permission.

    Raise ``RateLimitExceeded``, or ``PermissionRefused`` if there are too many.
    """
    hit_named_limit(user, "invitation")
    message = _(
        "There are already {most} open invitations, the maximum. Revoke some that are not needed first."
    )
    check_quota(team.invitations.filter(expires_at__gt=timezone.now()), INVITATIONS_OF_TEAM, message)
    token = secrets.token_urlsafe(24)
    expires_at = timezone.now() + timedelta(days=days)
    Invitation.objects.create(
        team=team, role=role, digest=token_digest(token), email=email, expires_at=expires_at, created_by=user,
        hands_over=hands_over,
    )  # fmt: skip
    sent = False
    if email:
        context = {
            "team": team, "inviter": user, "link": link.format(token=token), "expires": expires_at,
            "hands_over": hands_over,
        }  # fmt: skip
        text = render_to_string("people/invitation.txt", context)
        subject = _("{name} invites you to {team}").format(name=user.name, team=team.name)
        sent = not send_mail(subject, text, [email])
    return token, sent

"""Logins that platforms have initiated, and launches that still have to prove which browser began their login."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lti.embedding.sessions import EmbeddedSessionStore
from lti.errors import LaunchRefused
from lti.linking.requests import delete_expired_requests
from lti.models import LoginAttempt, PendingLaunch, Platform, TabTicket, new_secret
from people.digests import token_digest
from web.i18n.lazy_message import Message

VALID_FOR = timedelta(minutes=10)
MAX_STORAGE_TARGET = 255
UNKNOWN_LOGIN = Message(
    "This launch has been used already, or was begun more than ten minutes ago. Open Claimlight from your course again."
)


def begin_login(platform: Platform, parameters: Mapping[str, str]) -> tuple[LoginAttempt, str]:
    """Remember a login; return it and its state, which only the browser that begins it gets."""
    delete_expired()
    state = new_secret()
    attempt = LoginAttempt.objects.create(
        digest=token_digest(state),
        nonce=secrets.token_urlsafe(32),
        platform=platform,
        storage_target=parameters.get("lti_storage_target", "")[:MAX_STORAGE_TARGET],
        parameters=dict(parameters),
        expires_at=timezone.now() + VALID_FOR,
    )
    return attempt, state


def use_login(state: str) -> LoginAttempt:
    """Use up the login with this state. Raise ``LaunchRefused`` if there is none, or if it has been used."""
    attempts = LoginAttempt.objects.filter(digest=token_digest(state), expires_at__gt=timezone.now())
    attempt = attempts.select_related("platform").first()
    if attempt is None or not LoginAttempt.objects.filter(pk=attempt.pk).delete()[0]:
        raise LaunchRefused(UNKNOWN_LOGIN)
    return attempt


def set_aside(attempt: LoginAttempt, claims: Mapping[str, Any]) -> str:
    """Keep a verified launch until its browser has shown the state; return the token of the launch."""
    token = new_secret()
    PendingLaunch.objects.create(
        digest=token_digest(token),
        state_digest=attempt.digest,
        platform=attempt.platform,
        # Addresses are never stored.
        claims={name: value for name, value in claims.items() if name != "email"},
        expires_at=timezone.now() + VALID_FOR,
    )
    return token


def use_pending(token: str, state: str) -> PendingLaunch:
    """Use up the launch with this token, to which ``state`` belongs. Raise ``LaunchRefused`` if there is none."""
    launches = PendingLaunch.objects.filter(digest=token_digest(token), expires_at__gt=timezone.now())
    launch = launches.select_related("platform").first()
    if (
        launch is None
        or not PendingLaunch.objects.filter(pk=launch.pk).delete()[0]
        or launch.state_digest != token_digest(state)
    ):
        raise LaunchRefused(UNKNOWN_LOGIN)
    return launch


def delete_expired() -> None:
    """Delete logins and launches that nobody can use any more."""
    LoginAttempt.objects.filter(expires_at__lte=timezone.now()).delete()
    PendingLaunch.objects.filter(expires_at__lte=timezone.now()).delete()


def delete_all_expired() -> None:
    """Delete everything of launches, frames and tabs that nobody can use any more. A daily job."""
    delete_expired()
    TabTicket.objects.filter(expires_at__lte=timezone.now()).delete()
    EmbeddedSessionStore.clear_expired()
    delete_expired_requests()

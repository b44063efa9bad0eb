"""Add and remove webhooks, retry a delivery now, and send a test message."""

import base64
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.models import Round, Webhook, WebhookCursor
from annotate.webhooks.delivery import send
from annotate.webhooks.worker import webhook_worker
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission, has_permission
from web.http.safe_client import check_address

MAX_WEBHOOKS = 10


def add_webhook(user: User, team: Team, url: str) -> Webhook:
    """Create a webhook that gets all changes from now on. Raise RequestError if ``url`` is no public web address."""
    check_permission(user, Permission.MANAGE_WEBHOOKS, team)
    check_address(url)
    if team.webhooks.count() >= MAX_WEBHOOKS:
        raise PermissionRefused(
            _("The limit of {most} webhooks is reached. Delete one first.").format(most=MAX_WEBHOOKS)
        )
    now = timezone.now()
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    webhook = Webhook.objects.create(
        team=team, owner=user, url=url, secret=secret, next_try_at=now, claimed_until=now
    )
    rounds = Round.all_objects.filter(text__article__team=team).values_list("pk", "last_seq")
    WebhookCursor.objects.bulk_create(
        WebhookCursor(webhook=webhook, round_id=pk, seq=seq) for pk, seq in rounds
    )
    return webhook


def remove_webhook(user: User, webhook: Webhook) -> None:
    """Delete a webhook."""
    check_permission(user, Permission.MANAGE_WEBHOOKS, webhook.team)
    webhook.delete()


def retry_now(user: User, webhook: Webhook) -> None:
    """Retry a failing or stopped webhook now, from the first change that was not delivered.

    If its owner no longer manages webhooks in the team, ``user`` becomes its owner.
    """
    check_permission(user, Permission.MANAGE_WEBHOOKS, webhook.team)
    owner = webhook.owner if has_permission(webhook.owner, Permission.MANAGE_WEBHOOKS, webhook.team) else user
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=0, error="", next_try_at=timezone.now(), stopped_at=None, owner=owner
    )
    transaction.on_commit(webhook_worker.wake)


def ping(user: User, webhook: Webhook) -> None:
    """Send a test message. Raise RequestError if it fails."""
    check_permission(user, Permission.MANAGE_WEBHOOKS, webhook.team)
    send(webhook, f"ping-{secrets.token_hex(8)}", {"type": "ping", "team": webhook.team_id})

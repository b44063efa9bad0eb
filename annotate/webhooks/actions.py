"""Every change to webhooks: add one, take it off, have it tried again."""

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
    """Tell ``url`` of all that happens from now on. Raises ``DeliveryError`` where it is no address of the web."""
    check_permission(user, Permission.MANAGE_WEBHOOKS, team)
    check_address(url)
    if team.webhooks.count() >= MAX_WEBHOOKS:
        raise PermissionRefused(
            _("A team has up to {most} webhooks. Take one off first.").format(most=MAX_WEBHOOKS)
        )
    now = timezone.now()
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    webhook = Webhook.objects.create(
        team=team, owner=user, url=url, secret=secret, next_try_at=now, claimed_until=now
    )
    here = Round.all_objects.filter(text__article__team=team).values_list("pk", "last_seq")
    WebhookCursor.objects.bulk_create(
        WebhookCursor(webhook=webhook, round_id=pk, seq=seq) for pk, seq in here
    )
    return webhook


def remove_webhook(user: User, webhook: Webhook) -> None:
    """It is told nothing any more."""
    check_permission(user, Permission.MANAGE_WEBHOOKS, webhook.team)
    webhook.delete()


def retry_now(user: User, webhook: Webhook) -> None:
    """Now, and not when its time comes; what was stopped goes on with what it has not been told.

    Where whoever added it does not own the team any more, it sees with the eyes of ``user`` from now on.
    """
    check_permission(user, Permission.MANAGE_WEBHOOKS, webhook.team)
    owner = webhook.owner if has_permission(webhook.owner, Permission.MANAGE_WEBHOOKS, webhook.team) else user
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=0, error="", next_try_at=timezone.now(), stopped_at=None, owner=owner
    )
    transaction.on_commit(webhook_worker.wake)


def ping(user: User, webhook: Webhook) -> None:
    """Tell it that it is there; raises ``DeliveryError``."""
    check_permission(user, Permission.MANAGE_WEBHOOKS, webhook.team)
    send(webhook, f"ping-{secrets.token_hex(8)}", {"type": "ping", "team": webhook.team_id})

"""Delivering to webhooks: which are due, what each may know of, signing and sending it, and trying again."""

import base64
import hashlib
import hmac
import json
import logging
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import changes_after, rounds_visible_to
from annotate.models import Change, Round, Webhook, WebhookCursor
from people.access import get_team
from people.permissions import Permission, PermissionRefused
from web.http.safe_client import DeliveryError, post_to_user_url

MAX_CHANGES = 100
# 10 seconds, 20, 40 … at most 6 hours; after so many in a row, some three days, it is stopped.
FIRST_WAIT, MAX_WAIT, MAX_FAILURES = 10, 6 * 3600, 24
CLAIM = timedelta(seconds=60)
log = logging.getLogger(__name__)
OWNER_LEFT = N_("Whoever added it no longer leads this team.")


def deliver_due() -> int:
    """Tell every webhook whose time has come what it does not know yet; how many batches were delivered."""
    return sum(_deliver(webhook) for webhook in _due().select_related("team", "owner").order_by("pk"))


def anything_due() -> bool:
    """Whether there is any webhook whose time has come."""
    return _due().exists()


def _due() -> QuerySet[Webhook]:
    longest = timezone.now() + 2 * timedelta(seconds=MAX_WAIT)
    come = Q(next_try_at__lte=timezone.now()) | Q(next_try_at__gt=longest)
    return Webhook.objects.filter(come, _unclaimed(), _active_team(), stopped_at=None)


def _active_team() -> Q:
    """Its team is neither archived nor in the bin: there it waits, and goes on afterwards."""
    return Q(team__archived_at=None, team__deleted_at=None)


def _unclaimed() -> Q:
    """Nobody is telling it anything. A claim much further ahead than any can be is from before a clock was put back."""
    now = timezone.now()
    return Q(claimed_until__lte=now) | Q(claimed_until__gt=now + 2 * CLAIM)


def next_due() -> float | None:
    """In how many seconds the next failed delivery is tried again; None where none waits."""
    waiting = Webhook.objects.filter(_active_team(), stopped_at=None, failures__gt=0).order_by("next_try_at")
    first = waiting.values_list("next_try_at", flat=True).first()
    return max(0.0, (first - timezone.now()).total_seconds()) if first else None


def _deliver(webhook: Webhook) -> int:
    """Batch by batch, until it knows everything or does not answer."""
    count = 0
    while (batch := _claimed_batch(webhook)) is not None:
        round_, upto, changes = batch
        try:
            if changes:
                first, last = changes[0][0], changes[-1][0]
                send(webhook, f"{webhook.pk}-{round_.pk}-{first}-{last}", _payload(webhook, round_, changes))
                count += 1
        except DeliveryError as error:
            _failed(webhook, str(error))
            return count
        except Exception:
            log.exception("Webhook %s could not be delivered.", webhook.pk)
            _failed(webhook, _("It could not be sent: something broke here. Remove it and add it again."))
            return count
        WebhookCursor.objects.update_or_create(webhook=webhook, round=round_, defaults={"seq": upto})
        Webhook.objects.filter(pk=webhook.pk).update(
            failures=0, error="", last_delivered_at=timezone.now(), claimed_until=timezone.now()
        )
    Webhook.objects.filter(pk=webhook.pk).update(claimed_until=timezone.now())
    return count


def _claimed_batch(webhook: Webhook) -> tuple[Round, int, list[tuple[int, Change]]] | None:
    """(round, up to, changes with their numbers) that come next and that its owner may know of.

    Whoever claims it, delivers. ``up to`` is the log's own number, which is told nobody.
    """
    now = timezone.now()
    free = Webhook.objects.filter(_unclaimed(), _active_team(), pk=webhook.pk, stopped_at=None)
    if not free.update(claimed_until=now + CLAIM):
        return None
    try:
        if not webhook.owner.is_active:
            raise PermissionRefused
        get_team(webhook.owner, webhook.team_id, Permission.MANAGE_WEBHOOKS)
    except (Http404, PermissionRefused):
        _stop(webhook, _(OWNER_LEFT))
        return None
    known = dict(webhook.cursors.values_list("round", "seq"))
    rounds = rounds_visible_to(webhook.owner).filter(text__article__team=webhook.team, last_seq__gt=0)
    for round_ in rounds.select_related("text__article__team").order_by("pk"):
        after = known.get(round_.pk, 0)
        if round_.last_seq > after:
            changes = changes_after(webhook.owner, round_, after, MAX_CHANGES)
            # What its owner may not know of is passed over.
            upto = changes[-1][1].seq if len(changes) == MAX_CHANGES else round_.last_seq
            return round_, upto, changes
    return None


def _payload(webhook: Webhook, round_: Round, changes: list[tuple[int, Change]]) -> dict[str, Any]:
    return {
        "type": "changes",
        "team": webhook.team_id,
        "article": round_.text.article_id,
        "round": round_.pk,
        "changes": [
            {
                "seq": number,
                "verb": change.verb,
                "at": change.created_at.isoformat(),
                "payload": change.payload,
            }
            for number, change in changes
        ],
    }


def send(webhook: Webhook, name: str, said: dict[str, Any]) -> None:
    """Signed as standardwebhooks.com has it."""
    body = json.dumps(said, ensure_ascii=False).encode()
    at = str(int(timezone.now().timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Claimlight",
        "webhook-id": name,
        "webhook-timestamp": at,
        "webhook-signature": signature(webhook.secret, name, at, body),
    }
    post_to_user_url(webhook.url, body, headers)


def signature(secret: str, name: str, at: str, body: bytes) -> str:
    """``v1,`` and the HMAC-SHA-256, in base 64, of id, time and body with dots between."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def _failed(webhook: Webhook, why: str) -> None:
    now = timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=F("failures") + 1, error=why[:300], claimed_until=now
    )
    webhook.refresh_from_db(fields=["failures"])
    if webhook.failures >= MAX_FAILURES:
        _stop(webhook, why)
        return
    wait = min(MAX_WAIT, FIRST_WAIT * 2 ** (webhook.failures - 1))
    Webhook.objects.filter(pk=webhook.pk).update(next_try_at=now + timedelta(seconds=wait))


def _stop(webhook: Webhook, why: str) -> None:
    now = timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(stopped_at=now, error=why[:300], claimed_until=now)
    log.warning("Webhook %s is stopped after %s failures.", webhook.pk, webhook.failures)

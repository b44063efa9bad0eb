"""Deliver changes to webhooks: find those that are due, select what their owner may see, sign, send and retry."""

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

from annotate.access import annotated_rounds_visible_to, changes_after
from annotate.models import Change, Round, Webhook, WebhookCursor
from people.access import get_team
from people.permissions import Permission, PermissionRefused
from web.http.safe_client import RequestError, post_to_user_url

MAX_CHANGES = 100
# Retries after 10 seconds, 20, 40 … at most 6 hours. Stopped after 24 failures in a row, about three days.
FIRST_WAIT, MAX_WAIT, MAX_FAILURES = 10, 6 * 3600, 24
CLAIM = timedelta(seconds=60)
log = logging.getLogger(__name__)
OWNER_LEFT = N_("Paused: the person who added this webhook is no longer a leader.")


def deliver_due() -> int:
    """Deliver to every webhook that is due, and return the number of batches delivered."""
    return sum(_deliver(webhook) for webhook in _due().select_related("team", "owner").order_by("pk"))


def anything_due() -> bool:
    """Return whether any webhook is due."""
    return _due().exists()


def _due() -> QuerySet[Webhook]:
    longest = timezone.now() + 2 * timedelta(seconds=MAX_WAIT)
    due = Q(next_try_at__lte=timezone.now()) | Q(next_try_at__gt=longest)
    return Webhook.objects.filter(due, _unclaimed(), _active_team(), stopped_at=None)


def _active_team() -> Q:
    """Return the condition that the team is neither archived nor in the bin; until then deliveries wait."""
    return Q(team__archived_at=None, team__deleted_at=None)


def _unclaimed() -> Q:
    """Filter for webhooks without a live claim. Claims far ahead come from a clock that was set back: ignore them."""
    now = timezone.now()
    return Q(claimed_until__lte=now) | Q(claimed_until__gt=now + 2 * CLAIM)


def next_due() -> float | None:
    """Return the seconds until the next retry, None if there is none."""
    waiting = Webhook.objects.filter(_active_team(), stopped_at=None, failures__gt=0).order_by("next_try_at")
    first = waiting.values_list("next_try_at", flat=True).first()
    return max(0.0, (first - timezone.now()).total_seconds()) if first else None


def _deliver(webhook: Webhook) -> int:
    """Deliver batch by batch until everything is delivered or one fails. Return the number of batches delivered."""
    count = 0
    while (batch := _claimed_batch(webhook)) is not None:
        round_, last_seq, changes = batch
        try:
            if changes:
                first, last = changes[0][0], changes[-1][0]
                send(webhook, f"{webhook.pk}-{round_.pk}-{first}-{last}", _payload(webhook, round_, changes))
                count += 1
        except RequestError as error:
            _record_failure(webhook, str(error))
            return count
        except Exception:
            log.exception("Webhook %s could not be delivered.", webhook.pk)
            _record_failure(
                webhook,
                _(
                    "It could not be sent because of an error on this site. Delete the webhook and add it "
                    "again."
                ),
            )
            return count
        WebhookCursor.objects.update_or_create(webhook=webhook, round=round_, defaults={"seq": last_seq})
        Webhook.objects.filter(pk=webhook.pk).update(
            failures=0, error="", last_delivered_at=timezone.now(), claimed_until=timezone.now()
        )
    Webhook.objects.filter(pk=webhook.pk).update(claimed_until=timezone.now())
    return count


def _claimed_batch(webhook: Webhook) -> tuple[Round, int, list[tuple[int, Change]]] | None:
    """Claim the webhook and return its next batch: (round, last seq, numbered changes that its owner may see).

    Return None if another process has claimed it or there is nothing to deliver. ``last seq`` is the log's own number,
    which is never sent.
    """
    now = timezone.now()
    unclaimed = Webhook.objects.filter(_unclaimed(), _active_team(), pk=webhook.pk, stopped_at=None)
    if not unclaimed.update(claimed_until=now + CLAIM):
        return None
    try:
        if not webhook.owner.is_active:
            raise PermissionRefused
        get_team(webhook.owner, webhook.team_id, Permission.MANAGE_WEBHOOKS)
    except (Http404, PermissionRefused):
        _stop(webhook, _(OWNER_LEFT))
        return None
    cursors = dict(webhook.cursors.values_list("round", "seq"))
    rounds = annotated_rounds_visible_to(webhook.owner).filter(
        text__article__team=webhook.team, last_seq__gt=0
    )
    for round_ in rounds.select_related("text__article__team").order_by("pk"):
        after = cursors.get(round_.pk, 0)
        if round_.last_seq > after:
            changes = changes_after(webhook.owner, round_, after, MAX_CHANGES)
            # Changes that its owner may not see are skipped.
            last_seq = changes[-1][1].seq if len(changes) == MAX_CHANGES else round_.last_seq
            return round_, last_seq, changes
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


def send(webhook: Webhook, message_id: str, payload: dict[str, Any]) -> None:
    """Send a message signed according to standardwebhooks.com. Raise RequestError if it fails."""
    body = json.dumps(payload, ensure_ascii=False).encode()
    timestamp = str(int(timezone.now().timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Claimlight",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(webhook.secret, message_id, timestamp, body),
    }
    post_to_user_url(webhook.url, body, headers)


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """Return ``v1,`` and the base64 HMAC-SHA-256 of id, timestamp and body, joined by dots.

    The tests verify it with the library standardwebhooks.
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _record_failure(webhook: Webhook, error: str) -> None:
    now = timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=F("failures") + 1, error=error[:300], claimed_until=now
    )
    webhook.refresh_from_db(fields=["failures"])
    if webhook.failures >= MAX_FAILURES:
        _stop(webhook, error)
        return
    wait = min(MAX_WAIT, FIRST_WAIT * 2 ** (webhook.failures - 1))
    Webhook.objects.filter(pk=webhook.pk).update(next_try_at=now + timedelta(seconds=wait))


def _stop(webhook: Webhook, error: str) -> None:
    now = timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(stopped_at=now, error=error[:300], claimed_until=now)
    log.warning("Webhook %s is stopped after %s failures.", webhook.pk, webhook.failures)

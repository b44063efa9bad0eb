"""Every change to webhooks: add one, take it off, have it tried again; and telling them what happened."""

import base64
import hashlib
import hmac
import json
import logging
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.access import changes_after, rounds_visible_to
from annotate.models import Change, Round, Told, Webhook
from annotate.webhooks.worker import deliveries
from people.access import team_for
from people.models import Team, User
from people.permissions import Refused, may, require
from web.http.safe_client import Unreachable, check_address, post

VERB = "tell other programs"
MOST_WEBHOOKS = 10
MOST_CHANGES = 100
# 10 seconds, 20, 40 … at most 6 hours; after so many in a row, some three days, it is stopped.
FIRST_WAIT, LONGEST_WAIT, MOST_FAILURES = 10, 6 * 3600, 24
CLAIM = timedelta(seconds=60)
log = logging.getLogger(__name__)


def add_webhook(user: User, team: Team, url: str) -> Webhook:
    """Tell ``url`` of all that happens from now on. Raises ``Unreachable`` where it is no address of the web."""
    require(user, VERB, team)
    check_address(url)
    if team.webhooks.count() >= MOST_WEBHOOKS:
        raise Refused(_("A team has up to {most} webhooks. Take one off first.").format(most=MOST_WEBHOOKS))
    now = timezone.now()
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    webhook = Webhook.objects.create(
        team=team, owner=user, url=url, secret=secret, next_try_at=now, claimed_until=now
    )
    here = Round.all_objects.filter(text__article__team=team).values_list("pk", "last_seq")
    Told.objects.bulk_create(Told(webhook=webhook, round_id=pk, seq=seq) for pk, seq in here)
    return webhook


def remove_webhook(user: User, webhook: Webhook) -> None:
    """It is told nothing any more."""
    require(user, VERB, webhook.team)
    webhook.delete()


def try_again(user: User, webhook: Webhook) -> None:
    """Now, and not when its time comes; what was stopped goes on with what it has not been told.

    Where whoever added it does not own the team any more, it sees with the eyes of ``user`` from now on.
    """
    require(user, VERB, webhook.team)
    owner = webhook.owner if may(webhook.owner, VERB, webhook.team) else user
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=0, error="", next_try_at=timezone.now(), stopped_at=None, owner=owner
    )
    transaction.on_commit(deliveries.wake)


def ping(user: User, webhook: Webhook) -> None:
    """Tell it that it is there; raises ``Unreachable``."""
    require(user, VERB, webhook.team)
    _send(webhook, f"ping-{secrets.token_hex(8)}", {"type": "ping", "team": webhook.team_id})


def deliver_due() -> int:
    """Tell every webhook whose time has come what it does not know yet; how many batches were delivered."""
    return sum(_deliver(webhook) for webhook in _due().select_related("team", "owner").order_by("pk"))


def anything_due() -> bool:
    """Whether there is any webhook whose time has come."""
    return _due().exists()


def _due() -> QuerySet[Webhook]:
    longest = timezone.now() + 2 * timedelta(seconds=LONGEST_WAIT)
    come = Q(next_try_at__lte=timezone.now()) | Q(next_try_at__gt=longest)
    return Webhook.objects.filter(come, _free(), _lively(), stopped_at=None)


def _lively() -> Q:
    """Its team is neither archived nor in the bin: there it waits, and goes on afterwards."""
    return Q(team__archived_at=None, team__deleted_at=None)


def _free() -> Q:
    """Nobody is telling it anything. A claim much further ahead than any can be is from before a clock was put back."""
    now = timezone.now()
    return Q(claimed_until__lte=now) | Q(claimed_until__gt=now + 2 * CLAIM)


def next_due() -> float | None:
    """In how many seconds the next failed delivery is tried again; None where none waits."""
    waiting = Webhook.objects.filter(_lively(), stopped_at=None, failures__gt=0).order_by("next_try_at")
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
                _send(webhook, f"{webhook.pk}-{round_.pk}-{first}-{last}", _said(webhook, round_, changes))
                count += 1
        except Unreachable as error:
            _failed(webhook, str(error))
            return count
        except Exception:
            log.exception("Webhook %s could not be delivered.", webhook.pk)
            _failed(webhook, _("It could not be sent: something broke here. Remove it and add it again."))
            return count
        Told.objects.update_or_create(webhook=webhook, round=round_, defaults={"seq": upto})
        Webhook.objects.filter(pk=webhook.pk).update(
            failures=0, error="", told_at=timezone.now(), claimed_until=timezone.now()
        )
    Webhook.objects.filter(pk=webhook.pk).update(claimed_until=timezone.now())
    return count


def _claimed_batch(webhook: Webhook) -> tuple[Round, int, list[tuple[int, Change]]] | None:
    """(round, up to, changes with their numbers) that come next and that its owner may know of.

    Whoever claims it, delivers. ``up to`` is the log's own number, which is told nobody.
    """
    now = timezone.now()
    free = Webhook.objects.filter(_free(), _lively(), pk=webhook.pk, stopped_at=None)
    if not free.update(claimed_until=now + CLAIM):
        return None
    try:
        if not webhook.owner.is_active:
            raise Refused
        team_for(webhook.owner, webhook.team_id, VERB)
    except (Http404, Refused):
        _stop(webhook, _("Whoever added it no longer leads this team."))
        return None
    known = dict(webhook.told.values_list("round", "seq"))
    rounds = rounds_visible_to(webhook.owner).filter(text__article__team=webhook.team, last_seq__gt=0)
    for round_ in rounds.select_related("text__article__team").order_by("pk"):
        after = known.get(round_.pk, 0)
        if round_.last_seq > after:
            changes = changes_after(webhook.owner, round_, after, MOST_CHANGES)
            # What its owner may not know of is passed over.
            upto = changes[-1][1].seq if len(changes) == MOST_CHANGES else round_.last_seq
            return round_, upto, changes
    return None


def _said(webhook: Webhook, round_: Round, changes: list[tuple[int, Change]]) -> dict[str, Any]:
    return {
        "type": "changes",
        "team": webhook.team_id,
        "article": round_.text.article_id,
        "round": round_.pk,
        "changes": [
            {"seq": number, "verb": change.verb, "at": change.at.isoformat(), "payload": change.payload}
            for number, change in changes
        ],
    }


def _send(webhook: Webhook, name: str, said: dict[str, Any]) -> None:
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
    post(webhook.url, body, headers)


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
    if webhook.failures >= MOST_FAILURES:
        _stop(webhook, why)
        return
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (webhook.failures - 1))
    Webhook.objects.filter(pk=webhook.pk).update(next_try_at=now + timedelta(seconds=wait))


def _stop(webhook: Webhook, why: str) -> None:
    now = timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(stopped_at=now, error=why[:300], claimed_until=now)
    log.warning("Webhook %s is stopped after %s failures.", webhook.pk, webhook.failures)

"""Release or reveal the articles of a campaign in small batches, in a worker or in a thread.

The campaign's log says what was asked for, and the rounds say what is left of it: whatever dies in between goes on.
"""

import logging
import threading
import time
from datetime import timedelta

from django.db import connections, transaction
from django.utils import timezone

from annotate.access import RoundNotFound
from annotate.change_log import lock_round
from annotate.rounds import releasing
from campaigns.events import RELEASED, REVEALED, log_event
from campaigns.models import Campaign, CampaignArticle
from campaigns.releasing.standing import Task, articles_to_release, articles_to_reveal, unfinished_task
from web.tasks import enqueue

# Articles whose rounds are locked at the same time: people who annotate in one wait for all of them.
BATCH = 20
# Seconds after which a worker leaves the rest to another task; Celery ends tasks after ten minutes.
TURN = 240
# A batch takes a second at most; a task without progress for so long has died.
STALE_AFTER = timedelta(seconds=60)
log = logging.getLogger(__name__)
_running: set[int] = set()


def begin(pk: int) -> None:
    """Have the unfinished task of a campaign done by a worker, or by a thread of this process."""
    if not enqueue("release", pk) and pk not in _running:
        _running.add(pk)
        threading.Thread(target=_run_here, args=(pk,), name=f"releasing {pk}", daemon=True).start()


def restart_stale_task(campaign: Campaign, task: Task | None) -> None:
    """Go on with a task if the process that was at it has died or hangs."""
    if task and task.touched_at < timezone.now() - STALE_AFTER:
        begin(campaign.pk)


def _run_here(pk: int) -> None:
    try:
        run_task(pk)
    except Exception:
        log.exception("Releasing articles failed.")
    finally:
        _running.discard(pk)
        connections.close_all()


def run_task(pk: int) -> None:
    """Do what is left of the unfinished task of a campaign; a worker leaves the rest to another after a while."""
    end = time.monotonic() + TURN
    campaign = Campaign.objects.select_related("team").get(pk=pk)
    while (task := unfinished_task(campaign)) and _move_batch(campaign, task):
        if time.monotonic() > end and enqueue("release", pk):
            return


@transaction.atomic
def _move_batch(campaign: Campaign, task: Task) -> int:
    """Release or reveal the next articles, and return how many; 0 if another process is at them."""
    rows = articles_to_reveal(campaign) if task.reveals else articles_to_release(campaign, task.started_at)
    related = rows.select_related("round__text__article__team")
    batch = related.defer("round__text__body", "round__text__formatting", "round__text__article__draft")[
        :BATCH
    ]
    moved = sum(_move(task, article) for article in batch)
    if moved:
        log_event(campaign, task.actor, REVEALED if task.reveals else RELEASED, articles=moved)
    return moved


def _move(task: Task, article: CampaignArticle) -> bool:
    """Release or reveal one article under the lock of its round, unless it is not complete any more."""
    try:
        lock_round(article.round)
    except RoundNotFound:
        return False
    if task.reveals:
        return releasing.reveal_released(task.actor, article.round)
    is_complete = CampaignArticle.objects.filter(pk=article.pk, completed_at__isnull=False).exists()
    return is_complete and releasing.release_round(task.actor, article.round)

"""Long work is handed to Celery's workers where BROKER_URL names a broker; else whoever begins it does it, in a thread.

The database knows all there is to do; the broker only says that there is something. So what it loses is begun anew,
and where it does not answer nobody waits for it.
"""

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from celery import Celery

# Seconds: a task that takes longer hangs and is ended; what a dead worker had taken is given to another.
LONGEST, TAKEN = 600, 900
log = logging.getLogger(__name__)


@cache
def queue() -> "Celery":
    """The one queue, as both its ends know it."""
    from celery import Celery

    app = Celery("claimlight", broker=settings.BROKER_URL, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=LONGEST,
        task_publish_retry=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": TAKEN,
            "socket_connect_timeout": 1,
            "socket_timeout": 5,
            "max_retries": 0,
        },
        timezone=settings.TIME_ZONE,
    )
    return app


def queue_length() -> int | None:
    """How many tasks wait for a worker; None where there is no broker, or it does not answer."""
    if not settings.BROKER_URL:
        return None
    from kombu.exceptions import ChannelError, OperationalError

    try:
        with queue().connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
            with connection.SimpleQueue(queue().conf.task_default_queue) as tasks:
                return int(tasks.qsize())
    except ChannelError:
        # No queue: a broker drops those in which nothing waits.
        return 0
    except OperationalError:
        return None


def enqueue(task: str, *arguments: Any) -> bool:
    """Whether a worker is told to do it. If not, whoever asks does it themselves."""
    if not settings.BROKER_URL:
        return False
    from kombu.exceptions import OperationalError

    try:
        queue().send_task(task, arguments, expires=TAKEN)
    except OperationalError:
        log.warning("The broker does not answer: “%s” is done here.", task)
        return False
    return True

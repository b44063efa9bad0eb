"""Hand long work to Celery's workers if BROKER_URL is set; otherwise the process that starts it runs it in a thread.

The database records all work that is to be done; the broker only wakes a worker. So work that the broker loses is
started again, and nobody waits for a broker that does not answer.
"""

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from celery import Celery

# Seconds after which a task is ended, and after which another worker gets the task of one that has died.
TIME_LIMIT, VISIBILITY_TIMEOUT = 600, 900
# For a file that is written from its beginning to its end, such as the dataset of 10,000 articles.
FILE_TIME_LIMIT = 6 * 3600
log = logging.getLogger(__name__)


@cache
def queue() -> "Celery":
    """Return the Celery app that both sides of the queue use."""
    from celery import Celery

    app = Celery("claimlight", broker=settings.BROKER_URL, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=TIME_LIMIT,
        task_publish_retry=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_TIMEOUT,
            "socket_connect_timeout": 1,
            "socket_timeout": 5,
            "max_retries": 0,
        },
        timezone=settings.TIME_ZONE,
    )
    return app


def queue_length() -> int | None:
    """Return how many tasks wait for a worker; None without a broker, or if it does not answer."""
    if not settings.BROKER_URL:
        return None
    from kombu.exceptions import ChannelError, OperationalError

    try:
        with queue().connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
            with connection.SimpleQueue(queue().conf.task_default_queue) as tasks:
                return int(tasks.qsize())
    except ChannelError:
        # There is no such queue: brokers drop empty ones.
        return 0
    except OperationalError:
        return None


def enqueue(task: str, *arguments: Any, delay: int = 0) -> bool:
    """Enqueue the task if there is a broker, to be run after ``delay`` seconds.

    Return False if there is none: the caller then runs it itself.
    """
    if not settings.BROKER_URL:
        return False
    from kombu.exceptions import OperationalError

    try:
        queue().send_task(task, arguments, countdown=delay, expires=delay + VISIBILITY_TIMEOUT)
    except OperationalError:
        log.warning("The broker does not answer: “%s” is done here.", task)
        return False
    return True

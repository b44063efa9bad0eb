"""The ASGI entry point that the production server loads."""

import os
from typing import Any

import django


def _application() -> Any:
    # Files that the site writes are readable by its own user alone.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup(set_prefix=False)
    # Models can be imported only now that Django is set up.
    from django.conf import settings

    from annotate.live.event_stream import EventStreamMiddleware
    from annotate.webhooks.worker import webhook_worker
    from config.refusal_pages import refusal_page
    from lti.embedding.requester import identify_requester
    from lti.grading.worker import grade_worker
    from newsroom.search.indexing.worker import search_indexer
    from operations import daily
    from operations.monitoring import failures, sentry
    from operations.monitoring.health_endpoints import HealthEndpoints
    from operations.monitoring.slow_queries import log_slow_queries
    from web.server.asgi_handler import ThreadPoolHandler
    from web.server.graceful_shutdown import GracefulShutdown
    from web.server.request_limits import RequestLimits

    failures.start()
    if settings.SENTRY_DSN:
        sentry.start(settings.SENTRY_DSN)
    if settings.SLOW_QUERY_MS:
        log_slow_queries(settings.SLOW_QUERY_MS)
    webhook_worker.start()
    grade_worker.start()
    search_indexer.start()
    daily.start()
    streams = EventStreamMiddleware(ThreadPoolHandler(identify_requester))
    return RequestLimits(
        HealthEndpoints(GracefulShutdown(streams, streams.shut_down), settings.METRICS_TOKEN),
        refusal_page,
        body_bytes=settings.REQUEST_MAX_BYTES,
        body_seconds=settings.BODY_SECONDS,
        send_seconds=settings.SEND_SECONDS,
        downloads=settings.DOWNLOADS_PER_PERSON,
    )


application = _application()

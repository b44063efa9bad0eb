"""Log slow queries: their SQL without any values."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

log = logging.getLogger("claimlight.slow")


def log_slow_queries(min_ms: float) -> None:
    """Log the queries of all connections that take ``min_ms`` milliseconds or more."""

    def watch(connection: BaseDatabaseWrapper, **_more: Any) -> None:
        if timed not in connection.execute_wrappers:
            connection.execute_wrappers.append(timed)

    def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        started = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            ms = 1000 * (perf_counter() - started)
            if ms >= min_ms:
                log.warning("slow query", extra={"fields": {"ms": round(ms, 1), "sql": sql}})

    connection_created.connect(watch, weak=False, dispatch_uid="slow")

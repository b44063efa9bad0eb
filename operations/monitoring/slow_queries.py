"""Queries that take long are told: their SQL, without any value."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

log = logging.getLogger("claimlight.slow")


def log_slow_queries(least: float) -> None:
    """From now on, of each connection: what takes ``least`` milliseconds or more."""

    def watch(connection: BaseDatabaseWrapper, **_more: Any) -> None:
        if timed not in connection.execute_wrappers:
            connection.execute_wrappers.append(timed)

    def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            ms = 1000 * (perf_counter() - begun)
            if ms >= least:
                log.warning("slow query", extra={"told": {"ms": round(ms, 1), "sql": sql}})

    connection_created.connect(watch, weak=False, dispatch_uid="slow")

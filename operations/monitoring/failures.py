"""Keeps what broke: its kind, where, and how often; not what an exception says, for that may be what people wrote."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Any

from django.core.signals import got_request_exception
from django.db import Error, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from operations.models import Failure
from operations.monitoring.request_logging import request_id, route_of

ROOT = Path(__file__).resolve().parents[2]
# The places that fail. A program that breaks at more of them is broken itself.
MOST = 200
log = logging.getLogger(__name__)


def start() -> None:
    """From now on each exception that a request ends with is kept."""
    got_request_exception.connect(_broke, dispatch_uid="failures")


def record_failure(error: BaseException, route: str = "") -> None:
    """One more time. Where the database is what broke, the log alone has it."""
    kind, place = type(error).__qualname__[:120], _place(error)
    where = {"kind": kind, "place": place, "route": route[:200]}
    last = {"last_at": timezone.now(), "request": request_id.get()}
    try:
        with transaction.atomic():
            if Failure.objects.filter(**where).exists() or Failure.objects.count() < MOST:
                Failure.objects.update_or_create(
                    **where, defaults=last | {"times": F("times") + 1}, create_defaults=last | {"times": 1}
                )
    except Error:
        log.warning("A failure could not be kept in the database; it is in this log.")


def handled(error: BaseException, where: str, **_: Any) -> None:
    """Keep an exception that was handled and reported."""
    record_failure(error, where)


def _broke(request: HttpRequest | None = None, **_: Any) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        record_failure(error, route_of(request) if request is not None else "")


def _place(error: BaseException) -> str:
    """The deepest place of ours in its traceback: ``annotate/annotations/actions.py:97 put``."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames
        if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
    ]
    frame = (ours or frames or [None])[-1]
    if frame is None:
        return ""
    path = Path(frame.filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{name}:{frame.lineno} {frame.name}"[:200]

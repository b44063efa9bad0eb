"""Record failures: their kind, place and number, but not their messages, which may contain what people wrote."""

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
# The number of places that are recorded. If more fail, the database or the code as a whole is broken.
MAX_PLACES = 200
log = logging.getLogger(__name__)


def start() -> None:
    """Record every exception that ends a request from now on."""
    got_request_exception.connect(_request_failed, dispatch_uid="failures")


def record_failure(error: BaseException, route: str = "") -> None:
    """Count one more failure at this place. If the database is what failed, only the log has it."""
    kind, place = type(error).__qualname__[:120], _place(error)
    identity = {"kind": kind, "place": place, "route": route[:200]}
    last = {"last_at": timezone.now(), "request": request_id.get()}
    try:
        with transaction.atomic():
            if Failure.objects.filter(**identity).exists() or Failure.objects.count() < MAX_PLACES:
                Failure.objects.update_or_create(
                    **identity, defaults=last | {"times": F("times") + 1}, create_defaults=last | {"times": 1}
                )
    except Error:
        log.warning("A failure could not be kept in the database; it is in this log.")


def handled(error: BaseException, where: str, **_: Any) -> None:
    """Record an exception that was handled and reported."""
    record_failure(error, where)


def _request_failed(request: HttpRequest | None = None, **_: Any) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        record_failure(error, route_of(request) if request is not None else "")


def _place(error: BaseException) -> str:
    """Return the deepest place in our own code: ``annotate/annotations/actions.py:97 put_annotation``."""
    frames = traceback.extract_tb(error.__traceback__)
    own_frames = [
        frame
        for frame in frames
        if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
    ]
    frame = (own_frames or frames or [None])[-1]
    if frame is None:
        return ""
    path = Path(frame.filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{name}:{frame.lineno} {frame.name}"[:200]

"""Report failures that are handled where they happen but that the site's operator must still hear about."""

import logging
import sys

from django.dispatch import Signal

log = logging.getLogger(__name__)
# Sent with ``error``, the exception, and ``where``, a few words on what was being done when it was raised.
handled_failure = Signal()


def report_failure(where: str) -> None:
    """Log the exception that is being handled and send ``handled_failure``."""
    log.exception("Failed: %s", where)
    handled_failure.send(sender=None, error=sys.exc_info()[1], where=where)

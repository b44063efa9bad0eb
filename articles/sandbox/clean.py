"""Clean a draft in the sandbox, within limits of time and memory."""

import json
import logging

from articles.cleaning import Cleaned, as_read
from articles.sandbox.pool import LIMITS, SANDBOX, WAIT
from articles.text.draft import Draft
from web.i18n.lazy_message import Message
from web.sandbox import SandboxBusy, SandboxError, SandboxOutOfMemory, SandboxTimeout

CLEAN = "articles.sandbox.jobs:clean"
TOO_SLOW = Message("Looking for clutter took longer than {seconds} seconds, so it was stopped.")
TOO_LARGE = Message("Looking for clutter needed too much memory, so it was stopped.")
FAILED = Message("Looking for clutter failed on this text.")
BUSY = Message("The server is busy cleaning other articles. Nothing was changed. Try again in a minute.")
AS_READ = Message("{reason} You see the text as it was uploaded, and you can continue with it.")


class NotCleaned(Exception):
    """Cleaning was stopped. ``message`` says why, ``can_retry`` whether trying again may work."""

    def __init__(self, message: Message, can_retry: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.can_retry = can_retry


def clean_safely(draft: Draft, undone_edits: frozenset[str] = frozenset()) -> Cleaned:
    """Return ``clean(draft, undone_edits)``. Raises ``NotCleaned``."""
    data = json.dumps({"draft": draft.to_json(), "undone_edits": sorted(undone_edits)}).encode()
    try:
        return Cleaned.from_json(draft, SANDBOX.run(CLEAN, data, limits=LIMITS, wait=WAIT))
    except SandboxBusy as error:
        raise NotCleaned(BUSY, can_retry=True) from error
    except SandboxTimeout as error:
        raise NotCleaned(TOO_SLOW.format(seconds=LIMITS.seconds)) from error
    except SandboxOutOfMemory as error:
        raise NotCleaned(TOO_LARGE) from error
    except (SandboxError, TypeError, ValueError, KeyError, AttributeError) as error:
        logging.getLogger(__name__).error("The cleaning of a text failed.")
        raise NotCleaned(FAILED) from error


def clean_or_leave(draft: Draft) -> Cleaned | None:
    """Return the cleaned draft, or the draft as it was read with a note; None if trying again may work."""
    try:
        return clean_safely(draft)
    except NotCleaned as error:
        return None if error.can_retry else as_read(draft, AS_READ.format(reason=error.message))

"""Check plain values from outside: what a database can store, what a page may link to, which times there are."""

import json
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

# No database stores a NUL, and no response can carry a lone surrogate.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\ufffd"
CONTROL = re.compile("[\0-\x1f\x7f]")
# What in a JSON text may stand for a value that cannot be stored: looked for at once in all of it.
SUSPICIOUS = re.compile(r"[\ud800-\udfff]|\\u0000|[0-9]{19}")
MAX_ADDRESS = 2000
MAX_INTEGER = 2**63 - 1
# Whatever the time zone in which they are shown, these times can be converted to it.
FIRST_YEAR, LAST_YEAR = 1900, 2999


def is_storable(text: str) -> bool:
    """Return whether every database can store ``text`` and every response can carry it."""
    return not UNSTORABLE.search(text)


def replace_unstorable(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that cannot be stored; offsets stay."""
    return UNSTORABLE.sub(REPLACEMENT, text)


def is_web_address(text: str) -> bool:
    """Return whether ``text`` is an http(s) address with a host, short enough for any field."""
    if len(text) > MAX_ADDRESS or CONTROL.search(text) or not is_storable(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def parse_time(text: str) -> datetime:
    """Return the moment that an ISO 8601 text with an offset names. Raises ``ValueError``."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None or not is_time(time):
        raise ValueError(text)
    return time.astimezone(UTC)


def is_time(time: datetime) -> bool:
    """Return whether ``time`` can be shown in every time zone."""
    return FIRST_YEAR <= time.year <= LAST_YEAR


def find_unstorable(value: Any) -> str | None:
    """Return a printable form of the first text or number in a JSON value that cannot be stored; None if all can."""
    for leaf in _leaves(value) if _is_suspicious(value) else ():
        if isinstance(leaf, str):
            if not is_storable(leaf):
                return replace_unstorable(leaf)[:40]
        elif isinstance(leaf, float):
            if not math.isfinite(leaf):
                return str(leaf)
        elif isinstance(leaf, int) and abs(leaf) > MAX_INTEGER:
            return str(leaf)[:40]
    return None


def is_nested_deeper(value: Any, levels: int) -> bool:
    """Return whether a JSON value has lists or objects within each other beyond so many levels."""
    level = [value]
    for _level in range(levels + 1):
        level = [item for item in level if isinstance(item, dict | list)]
        if not level:
            return False
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return True


def _is_suspicious(value: Any) -> bool:
    try:
        return bool(SUSPICIOUS.search(json.dumps(value, ensure_ascii=False, allow_nan=False)))
    except ValueError:
        return True


def _leaves(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield from item
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        else:
            yield item

"""Parse and check plain values from outside: integers, times, URLs, and what a database can store. Pure."""

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
# Parts of a JSON text that may stand for a value that cannot be stored. One search of the whole text finds them.
SUSPICIOUS = re.compile(r"[\ud800-\udfff]|\\u0000|[0-9]{19}")
MAX_ADDRESS = 2000
MAX_INTEGER = 2**63 - 1
MAX_DIGITS = len(str(MAX_INTEGER))
# Times in these years can be converted to every time zone.
FIRST_YEAR, LAST_YEAR = 1900, 2999


def parse_int(text: str, minimum: int = 0, maximum: int = MAX_INTEGER) -> int | None:
    """Return the integer that ``text`` is in ASCII digits if it lies within the bounds, else None."""
    # The length is checked first: converting megabytes of digits takes long.
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        return None
    number = int(text)
    return number if minimum <= number <= maximum else None


def is_storable(text: str) -> bool:
    """Return whether every database can store ``text`` and every response can carry it."""
    return not UNSTORABLE.search(text)


def replace_unstorable(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that cannot be stored; offsets stay."""
    return UNSTORABLE.sub(REPLACEMENT, text)


def is_web_address(text: str) -> bool:
    """Return whether ``text`` is an http(s) URL with a host, short enough for any field."""
    if len(text) > MAX_ADDRESS or CONTROL.search(text) or not is_storable(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def parse_time(text: str) -> datetime:
    """Return the time that an ISO 8601 text with an offset names. Raise ``ValueError``."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None or not is_time(time):
        raise ValueError(text)
    return time.astimezone(UTC)


def is_time(time: datetime) -> bool:
    """Return whether ``time`` can be shown in every time zone."""
    return FIRST_YEAR <= time.year <= LAST_YEAR


def find_unstorable(value: Any) -> str | None:
    """Return the first text or number in a JSON value that cannot be stored, in printable form; None if all can."""
    for leaf in _leaves(value) if _is_suspicious(value) else ():
        if isinstance(leaf, str):
            if not is_storable(leaf):
                return replace_unstorable(leaf)[:40]
        elif _is_unstorable_number(leaf):
            return str(leaf)[:40]
    return None


def has_unstorable_text(value: Any) -> bool:
    """Return whether a JSON value contains a text or a member name that cannot be stored."""
    return any(isinstance(leaf, str) and not is_storable(leaf) for leaf in _leaves(value))


def has_unstorable_number(value: Any) -> bool:
    """Return whether a JSON value contains a number that does not fit into 64 bits."""
    return any(_is_unstorable_number(leaf) for leaf in _leaves(value))


def is_nested_deeper(value: Any, levels: int) -> bool:
    """Return whether lists and objects in a JSON value are nested more than ``levels`` deep."""
    level = [value]
    for _level in range(levels + 1):
        level = [item for item in level if isinstance(item, dict | list)]
        if not level:
            return False
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return True


def _is_unstorable_number(leaf: Any) -> bool:
    if isinstance(leaf, float):
        return not math.isfinite(leaf)
    return isinstance(leaf, int) and abs(leaf) > MAX_INTEGER


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

"""Tell text that every database and every encoder takes from text that some of them choke on."""

import re
from math import isfinite
from typing import Any

# NUL, which PostgreSQL takes nowhere, and halves of surrogate pairs, which no UTF-8 has.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
LARGEST = 2**63 - 1


def is_storable(text: str) -> bool:
    """Return whether ``text`` has neither a NUL nor half a surrogate pair."""
    return _UNSTORABLE.search(text) is None


def has_unstorable_text(data: Any) -> bool:
    """Return whether parsed JSON has such a text anywhere, as a value or as the name of a member."""
    return any(isinstance(value, str) and not is_storable(value) for value in _values(data))


def has_great_number(data: Any) -> bool:
    """Return whether parsed JSON has a number anywhere that does not fit into 64 bits."""
    return any(
        (isinstance(value, int) and not -LARGEST <= value <= LARGEST)
        or (isinstance(value, float) and not isfinite(value))
        for value in _values(data)
    )


def _values(data: Any) -> Any:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        else:
            yield value

"""Read JSON that a platform sends."""

import json
from typing import Any

from web.values import find_unstorable, is_nested_deeper

MAX_DEPTH = 20


def parse_json(data: bytes) -> Any:
    """Return the value that ``data`` is in JSON.

    Raise ``ValueError`` if it is none, nested too deep, or holds a text or number that cannot be stored.
    """
    try:
        value = json.loads(data)
        if is_nested_deeper(value, MAX_DEPTH):
            raise ValueError("nested too deep")
        if unstorable := find_unstorable(value):
            raise ValueError(unstorable)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value

"""Format server-sent events. Pure."""

import json
import re
from typing import Any

# Characters that would end a line of the event stream, or in some browsers the name.
LINE_END = re.compile("[\r\n\0]+")


def write_event(name: str, data: Any, number: int | None = None) -> bytes:
    """Return one event as bytes. JSON escapes line breaks in ``data``; those in ``name`` become spaces."""
    head = "" if number is None else f"id: {number:d}\n"
    line = f"event: {LINE_END.sub(' ', name)}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
    # A lone surrogate becomes a question mark instead of an error that ends everybody's stream.
    return (head + line).encode(errors="replace")

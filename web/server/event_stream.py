"""Write server-sent events, whatever their fields hold. Pure."""

import json
import re
from typing import Any

# What ends a line of an event stream, and what browsers take for the end of a name.
LINE_END = re.compile("[\r\n\0]+")


def write_event(name: str, data: Any, number: int | None = None) -> bytes:
    """Return one event; JSON escapes every line break in ``data``, and one in the name becomes a space."""
    head = "" if number is None else f"id: {number:d}\n"
    line = f"event: {LINE_END.sub(' ', name)}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
    # A character that cannot be sent is one question mark, and never the end of everybody's stream.
    return (head + line).encode(errors="replace")

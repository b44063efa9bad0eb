"""Logs that a machine reads: one JSON object a line, with the request it belongs to, and nothing about anybody."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from operations.monitoring.request_logging import request_id, route_of


class JsonFormatter(logging.Formatter):
    """What an exception says of itself is left out: a database puts the values of rows into it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
        }
        asked = getattr(record, "request", None)
        # What Django says of a request has its path in it.
        said["said"] = f"{asked.method} {route_of(asked)}" if asked is not None else record.getMessage()
        said |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])
            said["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(said, ensure_ascii=False)

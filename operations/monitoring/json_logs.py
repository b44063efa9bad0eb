"""JSON logs: one object per line with the request's id, and nothing about people."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from operations.monitoring.request_logging import request_id, route_of


class JsonFormatter(logging.Formatter):
    """Formats records as JSON, without the messages of exceptions: databases put the values of rows into them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
        }
        request = getattr(record, "request", None)
        # Django's own messages contain the path of the request.
        entry["said"] = (
            f"{request.method} {route_of(request)}" if request is not None else record.getMessage()
        )
        entry |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            entry["error"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])
            entry["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(entry, ensure_ascii=False)

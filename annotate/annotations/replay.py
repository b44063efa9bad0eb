"""The law of the log: folding a round's changes gives its marks."""

from collections.abc import Iterable
from typing import Any

PUT = "annotation.put"
DELETE = "annotation.delete"
SUBMIT = "layer.submit"
REOPEN = "layer.reopen"


def replay_changes(changes: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The marks that stand after ``(verb, payload)`` rows in order of seq, by annotation id."""
    marks: dict[str, dict[str, Any]] = {}
    for verb, payload in changes:
        if verb == PUT:
            marks[payload["id"]] = payload
        elif verb == DELETE:
            marks.pop(payload["id"], None)
    return marks

"""Replay a round's change log: the result must equal its stored annotations."""

from collections.abc import Iterable
from typing import Any

PUT = "annotation.put"
DELETE = "annotation.delete"
SUBMIT = "layer.submit"
REOPEN = "layer.reopen"


def replay_changes(changes: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return {id: annotation} after applying ``(verb, payload)`` rows in order of seq."""
    annotations: dict[str, dict[str, Any]] = {}
    for verb, payload in changes:
        if verb == PUT:
            annotations[payload["id"]] = payload
        elif verb == DELETE:
            annotations.pop(payload["id"], None)
    return annotations

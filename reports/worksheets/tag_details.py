"""The details of an answer as rows that people read."""

from collections.abc import Mapping
from typing import Any

from annotate.tag import Tag


def detail_rows(tag: Tag, details: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return (label, value) for each detail that has a value."""
    rows = []
    for detail in tag.details:
        value = details.get(detail.slug)
        if value and detail.kind == "links":
            rows.append((detail.label, ", ".join(map(str, value))))
        elif value:
            rows.append((detail.label, detail.choices.get(str(value), str(value))))
    return tuple(rows)

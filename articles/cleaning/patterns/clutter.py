"""Edits that remove what a reader of files judged to be clutter."""

from collections.abc import Iterable, Iterator

from articles.cleaning.edit import Edit
from articles.text.draft import Clutter


def clutter_edits(text: str, passages: Iterable[Clutter]) -> Iterator[Edit]:
    """Yield one edit for each passage; neighbours with the same reason are one."""
    pending: Edit | None = None
    for clutter in passages:
        joins = pending and clutter.reason == pending.reason
        if pending and joins and not text[pending.end : clutter.start].strip():
            pending = Edit(pending.start, max(pending.end, clutter.end), clutter.reason)
        elif not pending or clutter.start >= pending.end:
            if pending:
                yield pending
            pending = Edit(clutter.start, clutter.end, clutter.reason)
    if pending:
        yield pending

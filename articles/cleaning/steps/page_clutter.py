"""Removes what the reader of the file judged not to be part of the article."""

from collections.abc import Iterator

from articles.cleaning.edit import Edit, Step
from articles.text.draft import Draft
from web.i18n.lazy_message import Message


class PageClutter(Step):
    """``page-clutter``"""

    slug = "page-clutter"
    title = Message("Parts of the page around the article")
    # After the steps that learn from what they remove: bylines stand among the short texts around an article.
    order = 35

    def find(self, draft: Draft) -> Iterator[Edit]:
        """Yield one edit for each passage of clutter; neighbours with the same reason are one."""
        pending: Edit | None = None
        for clutter in draft.clutter:
            joins = pending and clutter.reason == pending.reason
            if pending and joins and not draft.text[pending.end : clutter.start].strip():
                pending = Edit(pending.start, max(pending.end, clutter.end), clutter.reason)
            elif not pending or clutter.start >= pending.end:
                if pending:
                    yield pending
                pending = Edit(clutter.start, clutter.end, clutter.reason)
        if pending:
            yield pending

"""Removes what the reader of the file judged not to be part of the article."""

from collections.abc import Iterator

from articles.cleaning.edit import Edit, Step
from articles.cleaning.patterns.clutter import clutter_edits
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
        return clutter_edits(draft.text, (clutter for clutter in draft.clutter if not clutter.around))

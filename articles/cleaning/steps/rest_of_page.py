"""Removes the page around the article, before the other steps look at the text."""

from collections.abc import Iterator
from dataclasses import replace

from articles.cleaning.edit import Edit, Step
from articles.cleaning.patterns.clutter import clutter_edits
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

BREAK = "\n\n"


class RestOfPage(Step):
    """``rest-of-page``"""

    slug = "rest-of-page"
    title = Message("The page before and after the article")
    order = 0

    def find(self, draft: Draft) -> Iterator[Edit]:
        """Yield one edit for each part of the page, with the empty line between it and the article."""
        above = 0
        for edit in clutter_edits(draft.text, (clutter for clutter in draft.clutter if clutter.around)):
            if edit.start == above:
                above = edit.end + len(BREAK) * draft.text.startswith(BREAK, edit.end)
                yield replace(edit, end=above)
            else:
                yield replace(edit, start=edit.start - len(BREAK) * draft.text.endswith(BREAK, 0, edit.start))


def is_rest_of_page(edit: str) -> bool:
    """Return whether the edit with this id is of this step."""
    return edit.startswith(f"{RestOfPage.slug}-")

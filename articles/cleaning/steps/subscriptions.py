"""Remove boxes that sell subscriptions and newsletters."""

import re
from collections.abc import Iterator, Sequence

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import Paragraph, paragraphs, removal
from articles.cleaning.patterns.subscription_phrases import SURE, TITLE, addressed, label
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("subscription box")
MAX_TAIL_PARAGRAPHS = 40
MAX_TAIL_SHARE = 0.45  # of the text
NAMED = re.compile(r"\w+ (?:to|for|al?) (?:the |la |el )?[A-Z]")


class Subscriptions(Step):
    """From "Subscribe to ..." to the end of the box; near the end of the text, to the end."""

    slug = "subscriptions"
    title = "Subscription boxes"
    order = 70

    def find(self, draft: Draft) -> Iterator[Edit]:
        all_paragraphs = paragraphs(draft)
        count = len(all_paragraphs)
        index = 0
        while index < count:
            first, index = index, index + 1
            if label(all_paragraphs[first]) not in ("sure", "title", "button"):
                continue
            while index < count and (label(all_paragraphs[index]) or all_paragraphs[index].item):
                index += 1
            if _sells(all_paragraphs[first:index], at_end=index == count):
                if _reaches_end(all_paragraphs, first, index, len(draft.text)):
                    index = count
                yield removal(all_paragraphs[first], REASON, all_paragraphs[index - 1])


def _sells(box: Sequence[Paragraph], at_end: bool) -> bool:
    """Return whether a box sells something. A title or a button alone could be the article's own."""
    text = box[0].text
    if any(SURE.fullmatch(p.text) for p in box) or any(label(p) == "pitch" for p in box[1:]):
        return True
    return box[0].linked or (at_end and bool(TITLE.fullmatch(text)) and bool(NAMED.match(text)))


def _reaches_end(all_paragraphs: Sequence[Paragraph], first: int, index: int, length: int) -> bool:
    """Return whether all that follows belongs to the box: more of the same, or lines too short for prose."""
    if (
        index - first < 2
        or len(all_paragraphs) - index > MAX_TAIL_PARAGRAPHS
        or length - all_paragraphs[first].start > MAX_TAIL_SHARE * length
    ):
        return False
    rest = all_paragraphs[index:]
    last = max((i for i, paragraph in enumerate(rest) if label(paragraph)), default=-1)
    strays = 0
    for i, paragraph in enumerate(rest):
        if label(paragraph) or paragraph.fragment:
            continue
        strays += 1
        if strays > 2 or i > last or not addressed(paragraph.text):
            return False
    return True

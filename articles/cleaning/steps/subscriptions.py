"""Takes out the boxes that sell subscriptions and newsletters."""

import re
from collections.abc import Iterator, Sequence

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import Paragraph, paragraphs, removal
from articles.cleaning.patterns.subscription_phrases import SURE, TITLE, addressed, label
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("subscription box")
LONGEST_TAIL = 40  # paragraphs
LARGEST_TAIL = 0.45  # of the text
NAMED = re.compile(r"\w+ (?:to|for|al?) (?:the |la |el )?[A-Z]")


class Subscriptions(Step):
    """From "Subscribe to ..." to the end of the box; near the end of the text, to the end."""

    slug = "subscriptions"
    title = "Subscription boxes"
    order = 70

    def find(self, draft: Draft) -> Iterator[Edit]:
        found = paragraphs(draft)
        index = 0
        while index < len(found):
            first, index = index, index + 1
            if label(found[first]) not in ("sure", "title", "button"):
                continue
            while index < len(found) and (label(found[index]) or found[index].item):
                index += 1
            if _sells(found[first:index], ends=index == len(found)):
                if _tail(found, first, index, len(draft.text)):
                    index = len(found)
                yield removal(found[first], REASON, found[index - 1])


def _sells(box: Sequence[Paragraph], ends: bool) -> bool:
    """A title or a button alone could be the article's own; what is said beside it tells."""
    text = box[0].text
    if any(SURE.fullmatch(part.text) for part in box) or any(label(part) == "pitch" for part in box[1:]):
        return True
    return box[0].linked or (ends and bool(TITLE.fullmatch(text)) and bool(NAMED.match(text)))


def _tail(found: Sequence[Paragraph], first: int, index: int, size: int) -> bool:
    """Whether all that follows belongs to the box: more of the same, or lines too short for prose."""
    if (
        index - first < 2
        or len(found) - index > LONGEST_TAIL
        or size - found[first].start > LARGEST_TAIL * size
    ):
        return False
    rest = found[index:]
    last = max((i for i, part in enumerate(rest) if label(part)), default=-1)
    strays = 0
    for i, part in enumerate(rest):
        if label(part) or part.fragment:
            continue
        strays += 1
        if strays > 2 or i > last or not addressed(part.text):
            return False
    return True

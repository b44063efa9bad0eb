"""Join sentences that a page break cut in two."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import Paragraph, paragraphs
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("page break in the middle of a sentence")
FIRST_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*(?=[\s,;.!?'\"’”)]|\Z)")
LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+\Z")
SENTENCE = re.compile(r"[.!?]['\"”’»)]? ")
# No sentence, heading or caption ends in one of these.
_HANGING = """
    a an and are as at be because been between but by for from had has have he her his if in into is its
    nor of on or our she than that the their them they this to was we were when where which while who
    whose will with would your
    al como con de del desde donde el en entre es esta este ha han la las los no o para pero por que se según
    ser sin sobre son su sus un una y"""
HANGING = frozenset(_HANGING.split())


class PageBreaks(Step):
    """A paragraph that ends in the middle of a sentence, and the one that continues it."""

    slug = "page_breaks"
    title = "Sentences cut by a page break"
    order = 100

    def find(self, draft: Draft) -> Iterator[Edit]:
        if "\n\n" not in draft.text:
            return
        title = " ".join(draft.title.split())
        runs: list[_Run] = []
        gaps = []
        for paragraph in paragraphs(draft):
            has_sentence = bool(SENTENCE.search(paragraph.text))
            runs.append(_Run(paragraph, paragraph, len(paragraph.text), has_sentence))
            # Joined paragraphs may be long enough to continue the one before them.
            while len(runs) > 1 and runs[-2].first.text != title and _continues(*runs[-2:]):
                after, before = runs.pop(), runs.pop()
                gaps.append(Edit(before.last.end, after.first.start, REASON, " "))
                length = before.length + 1 + after.length
                has_sentence = before.has_sentence or after.has_sentence
                runs.append(_Run(before.first, after.last, length, has_sentence))
        yield from sorted(gaps, key=lambda gap: gap.start)


class _Run(NamedTuple):
    """Paragraphs joined to one; ``has_sentence`` means that there is a complete sentence in it."""

    first: Paragraph
    last: Paragraph
    length: int
    has_sentence: bool


def _continues(before: _Run, after: _Run) -> bool:
    """Return whether ``after`` continues a sentence. Verse, headings and lists are too short or have line breaks."""
    ends, starts = before.last, after.first
    if (
        ends.head
        or ends.kind != "paragraph"
        or starts.kind != "paragraph"
        or "\n" in ends.text
        or "\n" in starts.text
    ):
        return False
    first, last = FIRST_WORD.match(starts.text), LAST_WORD.search(ends.text[-40:])
    lengths = sorted((before.length, after.length))
    if not first or not first[0].islower() or ends.item or starts.item or lengths[0] < 25 or lengths[1] < 60:
        return False
    if last and last[0].lower() in HANGING:
        return True
    cut = bool(last) or ends.text.endswith(",")
    return (
        cut and before.length >= 60 and (before.has_sentence or before.length >= 120) and after.last.finished
    )

"""Remove the numbers of printed pages."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import Paragraph, paragraphs, removal
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("page number")
OF = r"\s*(?:of|de|von|sur)\s*"
SURE = re.compile(rf"(?:page|página|pág\.|seite)\s*(\d{{1,4}})(?:{OF}|\s*/\s*)(\d{{1,4}})", re.IGNORECASE)
SHAPES = (
    re.compile(rf"(?:page|página|pág\.|seite|p\.)\s*(\d{{1,4}})(?:(?:{OF}|/)\d{{1,4}})?", re.IGNORECASE),
    re.compile(r"[-–—]\s*(\d{1,4})\s*[-–—]"),
    re.compile(rf"(\d{{1,4}})(?:{OF}|\s*/\s*)\d{{1,4}}", re.IGNORECASE),
)
BARE = re.compile(r"(\d{1,4})")


class PageNumbers(Step):
    """ "Page 3 of 7", and lines that number the pages."""

    slug = "page_numbers"
    title = "Page numbers"
    order = 80

    def find(self, draft: Draft) -> Iterator[Edit]:
        all_paragraphs = paragraphs(draft)
        short = [
            (i, paragraph.text) for i, paragraph in enumerate(all_paragraphs) if len(paragraph.text) <= 24
        ]
        pages = {i for i, text in short if SURE.fullmatch(text)}
        for shape in SHAPES:
            pages |= _sequence([(i, int(m[1])) for i, text in short if (m := shape.fullmatch(text))])
        bare = _sequence([(i, int(m[1])) for i, text in short if (m := BARE.fullmatch(text))])
        # Bare numbers may also be headings of an essay. But one of several pages ends within a sentence.
        if any(_interrupts(all_paragraphs, i) for i in bare):
            pages |= bare
        return (removal(all_paragraphs[i], REASON) for i in sorted(pages))


def _sequence(numbered: list[tuple[int, int]]) -> set[int]:
    """Return the indices if there is text between them and their numbers increase by one."""
    steps = [(b[0] - a[0] > 1, b[1] - a[1]) for a, b in pairwise(numbered)]
    return {i for i, _ in numbered} if steps and all(apart and step == 1 for apart, step in steps) else set()


def _interrupts(all_paragraphs: Sequence[Paragraph], index: int) -> bool:
    if not 0 < index < len(all_paragraphs) - 1:
        return False
    return not all_paragraphs[index - 1].finished and all_paragraphs[index + 1].text[0].islower()

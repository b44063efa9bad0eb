"""Takes out the numbers of printed pages."""

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
    """ "Page 3 of 7", and lines that count the pages one by one."""

    slug = "page_numbers"
    title = "Page numbers"
    order = 80

    def find(self, draft: Draft) -> Iterator[Edit]:
        found = paragraphs(draft)
        short = [(i, part) for i, part in enumerate(found) if len(part.text) <= 24]
        pages = {i for i, part in short if SURE.fullmatch(part.text)}
        for shape in SHAPES:
            pages |= _sequence([(i, int(m[1])) for i, part in short if (m := shape.fullmatch(part.text))])
        bare = _sequence([(i, int(m[1])) for i, part in short if (m := BARE.fullmatch(part.text))])
        # Numbers alone may head the parts of an essay. Pages end in the middle of a sentence sooner or later.
        if any(_interrupts(found, i) for i in bare):
            pages |= bare
        return (removal(found[i], REASON) for i in sorted(pages))


def _sequence(numbered: list[tuple[int, int]]) -> set[int]:
    """The places, if there is text between them and their numbers go up by one."""
    steps = [(b[0] - a[0] > 1, b[1] - a[1]) for a, b in pairwise(numbered)]
    return {i for i, _ in numbered} if steps and all(apart and up == 1 for apart, up in steps) else set()


def _interrupts(found: Sequence[Paragraph], index: int) -> bool:
    if not 0 < index < len(found) - 1:
        return False
    return not found[index - 1].finished and found[index + 1].text[0].islower()

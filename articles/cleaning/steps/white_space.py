"""Leave one empty line between paragraphs, and none before the first and after the last."""

import re
from collections.abc import Iterator

from articles.cleaning import Edit, Step
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("blank lines")
SPACE = " \t\f\v\n"
# Spaces at the start of a line (verse) and no-break spaces may be intended.
START = re.compile(r"(?:[ \t\f\v]*\n)*")
GAP = re.compile(r"(?<![ \t\f\v\n])(?P<trailing>[ \t\f\v]*)\n(?P<more>(?:[ \t\f\v]*\n)*)")


class WhiteSpace(Step):
    """Spaces at the ends of lines, and all but one of the empty lines in a row."""

    slug = "white_space"
    title = "Blank lines"
    order = 0

    def find(self, draft: Draft) -> Iterator[Edit]:
        text = draft.text
        last = len(text.rstrip(SPACE))
        blank = START.match(text)
        first = blank.end() if blank and last else 0
        if first:
            yield Edit(0, first, REASON)
        for gap in GAP.finditer(text, first, last):
            if gap["trailing"]:
                yield Edit(*gap.span("trailing"), REASON)
            start, end = gap.span("more")
            if end - start > 1:
                first_stays = text[start] == "\n"
                yield Edit(start + first_stays, end - (not first_stays), REASON)
        if last < len(text):
            yield Edit(last, len(text), REASON)

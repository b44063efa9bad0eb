"""One empty line between paragraphs, none before the first, nothing after the last."""

import re
from collections.abc import Iterator

from articles.cleaning import Edit, Step
from articles.draft import Draft

REASON = "blank lines"
# Spaces at the start of a line may mean something (verse); no-break spaces are somebody's choice.
GAP = re.compile(r"(?<![ \t\f\v\n])[ \t\f\v]*\n(?:[ \t\f\v]*\n)*")
ENDS = re.compile(r"\A(?:[ \t\f\v]*\n)+|(?<![ \t\f\v\n])[ \t\f\v\n]+\Z")


class WhiteSpace(Step):
    """Spaces at the ends of lines, and all but one of the empty lines in a row."""

    slug = "white_space"
    title = "Blank lines"
    order = 0

    def find(self, draft: Draft) -> Iterator[Edit]:
        text = draft.text
        ends = {match.start(): match for match in ENDS.finditer(text)}
        last = min((m.start() for m in ends.values() if m.end() == len(text)), default=len(text))
        first = max((m.end() for m in ends.values() if m.start() == 0), default=0)
        if first:
            yield Edit(0, first, REASON)
        for match in GAP.finditer(text, first):
            put = "\n" if match[0].count("\n") == 1 else "\n\n"
            if match.start() < last and match[0] != put:
                yield Edit(match.start(), match.end(), REASON, put)
        if first <= last < len(text):
            yield Edit(last, len(text), REASON)

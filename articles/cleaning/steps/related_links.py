"""Takes out the links to other articles."""

import re
from collections.abc import Iterator

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import Paragraph, paragraphs, removal
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("links to other articles")
LINE = re.compile(
    r"(?:related(?: (?:stories|articles?|story|content|coverage|news))?|(?:read|also) (?:more|also|next|read)"
    r"|recommended(?: (?:for you|reading))?|more on this(?: story)?|you (?:may|might) also like|up next|don['’]t miss"
    r"|le[ea] (?:también|más)|leer más|relacionado|noticias? relacionadas?|(?:también )?te puede interesar)"
    r"\s*:\s*(?P<link>\S.*)?",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"(?:recommended for you|you (?:may|might) also like|related (?:stories|articles|content|coverage)"
    r"|(?:más )?noticias relacionadas|te puede interesar|también te puede interesar|artículos relacionados)",
    re.IGNORECASE,
)
# Headings of lists that could as well be the article's own: taken for others only above a link.
DOUBTFUL = re.compile(
    r"related|read (?:more|next)|up next|more stories|most read|trending(?: now)?|more from .{2,40}"
    r"|lo más leído|le[ea] también|leer más|relacionado",
    re.IGNORECASE,
)


class RelatedLinks(Step):
    """ "Related: ..." lines, and lists of links under "Recommended for you"."""

    slug = "related_links"
    title = "Links to other articles"
    order = 60

    def find(self, draft: Draft) -> Iterator[Edit]:
        found = paragraphs(draft)
        index = 0
        while index < len(found):
            part, index = found[index], index + 1
            if _line(part):
                yield removal(part, REASON)
            elif HEADING.fullmatch(part.text) or DOUBTFUL.fullmatch(part.text):
                last = index
                while last < len(found) and found[last].linked:
                    last += 1
                if last > index or part.linked or HEADING.fullmatch(part.text):
                    yield removal(part, REASON, found[last - 1])
                    index = last


def _line(part: Paragraph) -> bool:
    """A label and a headline. A sentence after the label is the article's own, unless it is a link."""
    if len(part.text) > 200 or not (found := LINE.fullmatch(part.text)):
        return False
    headline = found["link"]
    return (
        part.ends_linked
        or not headline
        or (not headline[0].islower() and not headline.endswith((".", ":", ";")))
    )

"""Remove links to other articles."""

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
# Headings that could also be the article's own, and count only above a link.
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
        all_paragraphs = paragraphs(draft)
        index = 0
        while index < len(all_paragraphs):
            paragraph, index = all_paragraphs[index], index + 1
            if _is_line(paragraph):
                yield removal(paragraph, REASON)
            elif HEADING.fullmatch(paragraph.text) or DOUBTFUL.fullmatch(paragraph.text):
                end = index
                while end < len(all_paragraphs) and all_paragraphs[end].linked:
                    end += 1
                if end > index or paragraph.linked or HEADING.fullmatch(paragraph.text):
                    yield removal(paragraph, REASON, all_paragraphs[end - 1])
                    index = end


def _is_line(paragraph: Paragraph) -> bool:
    """Return whether it is a label and a headline. A sentence after a label is the article's unless it is a link."""
    if len(paragraph.text) > 200 or not (match := LINE.fullmatch(paragraph.text)):
        return False
    headline = match["link"]
    return (
        paragraph.ends_linked
        or not headline
        or (not headline[0].islower() and not headline.endswith((".", ":", ";")))
    )

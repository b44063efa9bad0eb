"""Remove the word "Advertisement" where a page had one."""

import re
from collections.abc import Iterator

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import remove_matching
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("advertisement")
NOTICE = re.compile(
    r"(?:- )?(?:(?:skip )?advertisement|sponsored content"
    r"|(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad))?"
    r"|publicidad|contenido patrocinado)(?: -)?",
    re.IGNORECASE,
)


class Advertisements(Step):
    """Lines that announce an advertisement."""

    slug = "advertisements"
    title = "Advertisements"
    order = 10

    def find(self, draft: Draft) -> Iterator[Edit]:
        return remove_matching(draft, REASON, NOTICE.fullmatch)

"""Takes out the word "Advertisement" where a page held one."""

import re
from collections.abc import Iterator

from articles.cleaning import Edit, Step
from articles.cleaning._parts import each
from articles.draft import Draft
from articles.phrase import Phrase

NOTICE = re.compile(
    r"(?:- )?(?:(?:skip )?advertisement|sponsored content"
    r"|(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad))?"
    r"|publicidad|contenido patrocinado)(?: -)?",
    re.IGNORECASE,
)


class Advertisements(Step):
    """Lines that say where an advertisement stood."""

    slug = "advertisements"
    title = "Advertisements"
    order = 10

    def find(self, draft: Draft) -> Iterator[Edit]:
        return each(draft, Phrase("advertisement"), NOTICE.fullmatch)

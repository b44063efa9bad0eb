"""Remove the publisher's copyright line."""

import re
from collections.abc import Iterator

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import remove_matching
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("copyright line")
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b).{1,120}(?:all rights reserved|todos los derechos reservados)\.?"
    r"|(?:©|copyright ©|copyright \(c\)) ?\d{4}(?:[-–]\d{4})?,? [^.!?\n]{2,60}\.?",
    re.IGNORECASE,
)


class CopyrightLines(Step):
    """Lines that say who owns the page."""

    slug = "copyright_lines"
    title = "Copyright lines"
    order = 50

    def find(self, draft: Draft) -> Iterator[Edit]:
        return remove_matching(draft, REASON, lambda text: len(text) < 250 and COPYRIGHT.fullmatch(text))

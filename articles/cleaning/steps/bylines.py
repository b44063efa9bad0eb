"""Takes out the byline, wherever a page repeats it, and learns who wrote the article and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.dates import date_at_end
from articles.cleaning.patterns.paragraphs import near_start, paragraphs, removal
from articles.cleaning.patterns.person_names import BETWEEN, names
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

WRITTEN = regex.compile(
    r"(?P<sure>(?:written|reported|posted|published|words|story|text|escrito|publicado) )?(?:by|por):?\s+",
    regex.IGNORECASE,
)
READING_TIME = regex.compile(
    r"(?:(?<![\s|·•,–—\-])[\s|·•,–—\-]++)?\b\d++\s*+min(?:ute)?s?(?: read| de lectura)?$", regex.IGNORECASE
)
BEFORE_DATE = regex.compile(
    r"(?<![\s|,·•–—\-])[\s|,·•–—\-]*+(?:\b(?:on|el|published|updated|posted|publicado|actualizado))?(?: on| el)?:?"
    r"[\s|,·•–—\-]*+$",
    regex.IGNORECASE,
)
DATE_LINE = regex.compile(
    r"(?:first |last )?(?:published|updated|posted|publicado|actualizado)(?: on| el)?:?\s*"
    r"(?:\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?,?\s*)?",
    regex.IGNORECASE,
)
MAX_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says; ``sure`` where it could be nothing but a byline."""

    names: tuple[str, ...] = ()
    published: date | None = None
    sure: bool = False


BYLINE, AGAIN = Message("byline"), Message("byline, repeated at a page break")
PUBLISHED = Message("date of publication")


class Bylines(Step):
    """ "Written by Jane Doe on May 3, 2024", alone in its paragraph."""

    slug = "bylines"
    title = "Bylines"
    order = 30

    def find(self, draft: Draft) -> Iterator[Edit]:
        found = paragraphs(draft)
        authors = {_key(name) for name in BETWEEN.split(draft.byline)}
        again = signed = False
        for part in found:
            line = read(part.text, signed)
            signed = bool(line and authors.intersection(map(_key, line.names)))
            if signed:
                yield removal(part, AGAIN if again else BYLINE)
                again = True
            elif line and not line.names:
                yield removal(part, PUBLISHED)

    def learn(self, draft: Draft) -> dict[str, Any]:
        found = paragraphs(draft)
        above, signed = [], False
        for part in near_start(found):
            if line := read(part.text, signed):
                above.append(line)
            signed = bool(line and line.names)
        sure = (line for part in found if (line := read(part.text)) and line.names and line.sure)
        by = next((line for line in above if line.names), None) or next(sure, Byline())
        published = by.published or next((line.published for line in above if line.published), None)
        return {"byline": ", ".join(by.names), "published": published}


def read(text: str, signed: bool = False) -> Byline | None:
    """What ``text`` says if it is a byline or a date of publication and nothing else.

    A bare date is one where the line above was ``signed``.
    """
    if len(text) > MAX_LENGTH:
        return None
    by, dated = WRITTEN.match(text), DATE_LINE.match(text)
    if not (by or dated or signed):
        return None
    text = READING_TIME.sub("", text)
    if not by:
        when = date_at_end(text[dated.end() :] if dated else text)
        return Byline(published=when[1], sure=True) if when and not when[0].strip() else None
    rest, published = date_at_end(text[by.end() :]) or (text[by.end() :], None)
    who = names(BEFORE_DATE.sub("", rest) if published else rest.rstrip(" |,·"))
    return Byline(who, published, bool(published or by["sure"])) if who else None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())

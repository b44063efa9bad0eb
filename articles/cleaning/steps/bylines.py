"""Remove the byline, wherever a page repeats it, and learn who wrote the article and when."""

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
    """The content of a line; ``sure`` if it can be nothing but a byline."""

    names: tuple[str, ...] = ()
    published: date | None = None
    sure: bool = False


BYLINE, REPEATED = Message("byline"), Message("byline, repeated at a page break")
PUBLISHED = Message("date of publication")


class Bylines(Step):
    """ "Written by Jane Doe on May 3, 2024", alone in its paragraph."""

    slug = "bylines"
    title = "Bylines"
    order = 30

    def find(self, draft: Draft) -> Iterator[Edit]:
        authors = {_fold(name) for name in BETWEEN.split(draft.byline)}
        repeated = signed = False
        for paragraph in paragraphs(draft):
            line = read(paragraph.text, signed)
            signed = bool(line and authors.intersection(map(_fold, line.names)))
            if signed:
                yield removal(paragraph, REPEATED if repeated else BYLINE)
                repeated = True
            elif line and not line.names:
                yield removal(paragraph, PUBLISHED)

    def learn(self, draft: Draft) -> dict[str, Any]:
        all_paragraphs = paragraphs(draft)
        lines, signed = [], False
        for paragraph in near_start(all_paragraphs):
            if line := read(paragraph.text, signed):
                lines.append(line)
            signed = bool(line and line.names)
        sure = (line for p in all_paragraphs if (line := read(p.text)) and line.names and line.sure)
        byline = next((line for line in lines if line.names), None) or next(sure, Byline())
        published = byline.published or next((line.published for line in lines if line.published), None)
        return {"byline": ", ".join(byline.names), "published": published}


def read(text: str, signed: bool = False) -> Byline | None:
    """Return the content of ``text`` if it is a byline or a date of publication and nothing else.

    A date alone counts only if the line above was ``signed``.
    """
    if len(text) > MAX_LENGTH:
        return None
    by, dated = WRITTEN.match(text), DATE_LINE.match(text)
    if not (by or dated or signed):
        return None
    text = READING_TIME.sub("", text)
    if not by:
        match = date_at_end(text[dated.end() :] if dated else text)
        return Byline(published=match[1], sure=True) if match and not match[0].strip() else None
    rest, published = date_at_end(text[by.end() :]) or (text[by.end() :], None)
    authors = names(BEFORE_DATE.sub("", rest) if published else rest.rstrip(" |,·"))
    return Byline(authors, published, bool(published or by["sure"])) if authors else None


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())

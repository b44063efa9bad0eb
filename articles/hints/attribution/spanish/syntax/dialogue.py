"""What is said round "—dijo Ana—": in dialogues, and in sentences with such an aside."""

from articles.hints.attribution.spanish.syntax.contents import REACH, Contents
from articles.hints.attribution.spanish.syntax.reading import Reading
from articles.hints.attribution.spanish.words import classes as c
from articles.hints.hint import Extent


def before_dash(reading: Reading, contents: Contents, dash: int) -> Extent | None:
    """Return what is said before a dash: back to the dash before it, or the beginning of the sentence."""
    bottom = max(_paragraph(reading, dash).start, dash - 3 * REACH)
    if not reading.opens_dialogue(dash) and reading.first[dash] < dash:
        bottom = max(bottom, reading.first[dash])
    dashes = (token for token in range(dash - 1, bottom - 1, -1) if reading.has(token, c.DASH))
    first = next(dashes, bottom - 1) + 1
    return contents.between(first, dash - 1) if first < dash else None


def after_dash(reading: Reading, contents: Contents, token: int) -> Extent | None:
    """Return what is said after the next dash, which closes "—dijo Ana—"."""
    end = _paragraph(reading, token).stop
    dashes = (at for at in range(token, min(end, token + REACH)) if reading.has(at, c.DASH))
    dash = next(dashes, None)
    if dash is None or not reading.closes_aside(dash):
        return None
    first = dash + 1
    while first < end and reading.has(first, c.STOP | c.COMMA):
        first += 1
    if first >= end:
        return None
    if not reading.opens_dialogue(dash):
        return contents.from_token(first)
    dashes = (at for at in range(first, min(end, first + 5 * REACH)) if reading.has(at, c.DASH))
    return contents.between(first, next(dashes, min(end, first + 5 * REACH)) - 1)


def _paragraph(reading: Reading, token: int) -> range:
    document = reading.document
    return document.tokens_in(*document.paragraphs[document.paragraph_of[token]])

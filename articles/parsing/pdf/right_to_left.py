"""Arabic and Hebrew: the logical order of characters, from their places on the page.

Programs draw such text in any order, and pdfium turns back only some of it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.parsing.pdf.characters import Characters
from articles.parsing.pdf.line import Line
from articles.parsing.pdf.lines import WIDE_GAP

LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Letters that stand only at the end of a word.
FINAL = "ةىךםןףץ"
WORD = re.compile(r"[\u05d0-\u05ea\u0620-\u064a]{2,}")
# What stands between two figures of one number, and what belongs to a number.
WITHIN_NUMBER = ".,:/٫٬"
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
OPENING, CLOSING = "([{", ")]}"
SPACE = 0.18


class Character(NamedTuple):
    """A character with its marks, and its place on the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float


def is_right_to_left(text: str) -> bool:
    """Return whether a good part of the letters are Arabic or Hebrew."""
    return bool(LETTER.search(text)) and len(LETTER.findall(text)) > 0.3 * sum(map(str.isalpha, text))


def is_out_of_order(text: str) -> bool:
    """Return whether words begin with letters that end words: then the order of the letters is not known."""
    words = WORD.findall(text)
    wrong = sum(word[0] in FINAL for word in words)
    return wrong > 1 and wrong > 0.02 * len(words)


def right_to_left_lines(page: Characters) -> list[Line]:
    """Return the lines of the page in logical order, their places measured from the right."""
    result = []
    for row in _rows(list(_characters(page))):
        for piece in _pieces(row):
            text = " ".join(_logical(piece).split())
            if text:
                box = [c for c in piece if not c.text.isspace()]
                result.append(
                    Line(
                        text,
                        -max(c.right for c in box),
                        -min(c.left for c in box),
                        min(c.bottom for c in box),
                        max(c.top for c in box),
                        box[0].baseline,
                    )
                )
    return result


def _characters(page: Characters) -> Iterator[Character]:
    offset = 0
    for text in page.text:
        if text.isprintable():
            left, bottom, right, top = page.box(offset)
            # Spaces that pdfium adds have no size, and may be at a wrong place.
            if top > bottom and (right > left or not text.isspace()):
                yield Character(text, left, right, bottom, top, page.baseline(offset))
        offset += page.length(text)


def _rows(characters: list[Character]) -> Iterator[list[Character]]:
    """Yield the characters of each baseline, from the left to the right, marks with their letters."""
    row: list[Character] = []
    for character in sorted(characters, key=lambda c: -c.baseline):
        if row and row[0].baseline - character.baseline > 0.2 * max(c.top - c.bottom for c in row[:20]):
            yield _with_marks(row)
            row = []
        row.append(character)
    if row:
        yield _with_marks(row)


def _with_marks(row: list[Character]) -> list[Character]:
    def middle(c: Character) -> float:
        return (c.left + c.right) / 2

    letters = sorted((c for c in row if not unicodedata.combining(c.text)), key=middle)
    if len(letters) == len(row) or not letters:
        return letters
    middles = [middle(c) for c in letters]
    marks: dict[int, str] = {}
    for mark in row:
        if unicodedata.combining(mark.text):
            right = bisect_left(middles, middle(mark))
            near = min(
                (n for n in (right - 1, right) if 0 <= n < len(letters)),
                key=lambda n: (letters[n].text.isspace(), abs(middles[n] - middle(mark))),
            )
            marks[near] = marks.get(near, "") + mark.text
    return [c._replace(text=c.text + marks.get(n, "")) for n, c in enumerate(letters)]


def _pieces(row: Sequence[Character]) -> Iterator[list[Character]]:
    """Yield the row in pieces between wide gaps, with the spaces that only a gap shows."""
    height = max(c.top - c.bottom for c in row)
    piece: list[Character] = []
    right = None
    for character in row:
        if not character.text.isspace():
            gap = 0.0 if right is None else character.left - right
            if gap > WIDE_GAP * height:
                yield piece
                piece = []
            elif gap > SPACE * height and not piece[-1].text.isspace():
                piece.append(character._replace(text=" "))
            right = max(right or character.right, character.right)
        piece.append(character)
    if any(not c.text.isspace() for c in piece):
        yield piece


def _logical(row: Sequence[Character]) -> str:
    """Return the text of characters that stand from left to right, in the order in which they are read."""
    texts = [unicodedata.normalize("NFKC", c.text) if c.text >= "\ufb1d" else c.text for c in row]
    if not LETTER.search("".join(texts)):
        return "".join(texts)
    tokens: list[str] = []
    position = 0
    while position < len(texts):
        end = _left_to_right_end(texts, position)
        tokens.append("".join(texts[position:end]))
        position = end
    return _with_brackets_turned("".join(reversed(tokens)))


def _left_to_right_end(texts: Sequence[str], start: int) -> int:
    """Return the end of the Latin words or the number at ``start``; the next character if it is neither."""
    end = start + 1
    if not _reads_left_to_right(texts[start]):
        return end
    latin = texts[start].isalpha()
    position = end
    while position < len(texts) and not LETTER.match(texts[position]):
        if _reads_left_to_right(texts[position]):
            if texts[position].isalpha() and not latin:
                break
            end = position + 1
        elif not latin and (position > end or texts[position] not in WITHIN_NUMBER):
            break
        position += 1
    return end


def _reads_left_to_right(text: str) -> bool:
    return text[:1].isdigit() or (text[:1].isalpha() and not LETTER.match(text))


def _with_brackets_turned(text: str) -> str:
    """Return the text with brackets that open before what they enclose, whichever way they were stored."""
    result = list(text)
    for n, sign in enumerate(text):
        if sign in OPENING + CLOSING:
            before, after = text[n - 1 : n].strip(), text[n + 1 : n + 2].strip()
            opens = not before or before in "\"'-–«" if bool(before) != bool(after) or not before else None
            if opens is not None and (before or after) and opens != (sign in OPENING):
                result[n] = sign.translate(MIRRORED)
    return "".join(result)

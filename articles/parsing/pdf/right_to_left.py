"""Arabic and Hebrew: the logical order of characters, from their places on the page.

Programs draw such text in any order, and pdfium turns back only some of it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from articles.parsing.pdf.characters import Characters
from articles.parsing.pdf.line import Line
from articles.parsing.pdf.lines import WIDE_GAP

LETTER = re.compile(r"[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Letters that stand only at the end of a word.
FINAL = "ةىךםןףץ"
WORD = re.compile(r"(?<![\w\u064b-\u0652])[\u05d0-\u05ea\u0620-\u0652\u0670-\u06d3]+(?![-\u05be])")
MARKS = dict.fromkeys(range(0x64B, 0x653))
# What stands between two figures of one number, and what belongs to a number.
WITHIN_NUMBER = ".,:/٫٬"
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
OPENING, CLOSING = "([{", ")]}"
# Gaps between words, in heights of the line: where pdfium sees a new word, and where it does not.
NEW_WORD, SPACE = 0.1, 0.2
# Letters with marks may stand on baselines of their own, by less than this.
SAME_ROW = 0.3


class Character(NamedTuple):
    """A character with its marks, its place on the page, and the number of its word in the order of drawing."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    word: int


def is_right_to_left(text: str) -> bool:
    """Return whether a good part of the letters are Arabic or Hebrew."""
    return bool(LETTER.search(text)) and len(LETTER.findall(text)) > 0.3 * sum(map(str.isalpha, text))


def is_out_of_order(text: str) -> bool:
    """Return whether words begin with letters that end words, or too many are of one letter.

    The order of the letters, or the words that they belong to, could then not be told from their places.
    """
    words = [word.translate(MARKS) for word in WORD.findall(text)]
    wrong = sum(len(word) > 1 and word[0] in FINAL for word in words)
    single = sum(len(word) < 2 for word in words)
    return (wrong > 1 and wrong > 0.02 * len(words)) or (single > 2 and single > 0.1 * len(words))


def right_to_left_lines(page: Characters) -> list[Line]:
    """Return the lines of the page in logical order, their places measured from the right."""
    characters, heights = _characters(page)
    result = []
    for row in _rows(characters, heights):
        height = heights[Counter(c.size for c in row).most_common(1)[0][0]]
        baseline = median(c.baseline for c in row)
        for piece in _pieces(row, height):
            text = " ".join(_logical(piece).split())
            box = [c for c in piece if not c.text.isspace()]
            left, right = -max(c.right for c in box), -min(c.left for c in box)
            bottom = baseline - 0.2 * height
            result.append(Line(text, left, right, bottom, bottom + height, baseline))
    return result


def _characters(page: Characters) -> tuple[list[Character], dict[float, float]]:
    """Return the characters and the height of each size of font: the box of some characters is only their own."""
    result = []
    heights: dict[float, float] = {}
    offset = word = 0
    for text in page.text:
        if text.isspace():
            word += 1
        if text.isprintable():
            left, bottom, right, top = page.box(offset)
            # Spaces that pdfium adds have no size, and may be at a wrong place.
            if top > bottom and (right > left or not text.isspace()):
                size = page.font_size(offset)
                heights[size] = max(heights.get(size, 0.1), top - bottom)
                result.append(Character(text, left, right, page.baseline(offset), size, word))
        offset += page.length(text)
    return result, heights


def _rows(characters: list[Character], heights: dict[float, float]) -> Iterator[list[Character]]:
    """Yield the characters of each row, from the left to the right, marks with their letters."""
    row: list[Character] = []
    for character in sorted(characters, key=lambda c: -c.baseline):
        if row and row[-1].baseline - character.baseline > SAME_ROW * heights[character.size]:
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


def _pieces(row: Sequence[Character], height: float) -> Iterator[list[Character]]:
    """Yield the row in pieces between wide gaps, with the spaces that only a gap shows."""
    piece: list[Character] = []
    last = None
    right = float("-inf")
    for character in row:
        if not character.text.isspace():
            gap = character.left - right if last else 0.0
            if gap > WIDE_GAP * height:
                yield piece
                piece = []
            elif last and gap > (SPACE if character.word == last.word else NEW_WORD) * height:
                piece.append(character._replace(text=" "))
            right = max(right, character.right)
            last = character
        piece.append(character)
    if last:
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

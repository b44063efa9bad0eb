"""Read Tesseract's output (hOCR): the lines of a page, the size of their type, and how sure it is of each word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from lxml.etree import _Element

BOX = re.compile(r"bbox (-?\d{1,6}) (-?\d{1,6}) (-?\d{1,6}) (-?\d{1,6})")
BASELINE = re.compile(r"baseline (-?[\d.]{1,12}) (-?[\d.]{1,12})")
SIZE = re.compile(r"x_size ([\d.]{1,12})")
CONFIDENCE = re.compile(r"x_wconf (\d{1,3})")
LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
# No page of a newspaper has more.
MAX_WORDS = 20_000
# Signs that are no letters or figures are specks of dirt below these confidences, at the ends of lines and within.
AT_END, WITHIN = 60, 20
# In heights of the line: no two words of a line are so far apart, unless in a table.
FAR = 3.0
# Sizes of type that differ less than this are taken to be the same, and two neighbours among them no more than STEP.
NEARLY, STEP = 1.25, 1.08


@dataclass(frozen=True, slots=True)
class Word:
    """A word and Tesseract's confidence in it, 0 to 100."""

    text: str
    confidence: int


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A line in pixels from the upper left corner: its baseline is at ``bottom``, ``size`` is the height of its type.

    ``block`` is the number of the block of text on the page that it belongs to.
    """

    words: tuple[Word, ...]
    left: float
    right: float
    bottom: float
    size: float
    block: int

    @property
    def text(self) -> str:
        """Return the words with spaces between them."""
        return " ".join(word.text for word in self.words)

    def to_json(self) -> list[Any]:
        """Return a row of JSON values for ``from_json``."""
        words = [[word.text, word.confidence] for word in self.words]
        return [
            words,
            round(self.left),
            round(self.right),
            round(self.bottom),
            round(self.size, 1),
            self.block,
        ]

    @classmethod
    def from_json(cls, row: list[Any]) -> Self:
        """Return the line that ``to_json`` wrote."""
        words, *places = row
        return cls(tuple(Word(text, confidence) for text, confidence in words), *places)


def read_hocr(data: bytes) -> list[ScanLine]:
    """Return the lines of a page in reading order, straightened if the page stands askew."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return []
    lines = list(_lines(root))
    slope = median(slope for _, slope in lines) if lines else 0.0
    return _with_usual_sizes([_straight(line, slope) for line, _ in lines])


def _lines(root: "_Element") -> Iterator[tuple[ScanLine, float]]:
    """Yield the lines and the slopes of their baselines."""
    block = count = 0
    for element in root.iter():
        kind = element.get("class")
        if kind == "ocr_carea":
            block += 1
        elif kind in LINES:
            title = element.get("title", "")
            words = _without_specks(list(_words(element)))
            box, size = BOX.search(title), SIZE.search(title)
            count += len(words)
            if words and box and size and count <= MAX_WORDS:
                baseline = BASELINE.search(title)
                slope, offset = map(float, baseline.groups()) if baseline else (0.0, 0.0)
                # Specks may have made the line longer than its words are.
                left, right = _extent(words, float(size[1]))
                bottom = float(box[4]) + offset + slope * (left - float(box[1]))
                yield (
                    ScanLine(tuple(word for word, _, _ in words), left, right, bottom, float(size[1]), block),
                    slope,
                )


def _words(line: "_Element") -> Iterator[tuple[Word, float, float]]:
    """Yield the words of a line with their left and right ends."""
    for element in line.iter():
        if element.get("class") == "ocrx_word":
            text, title = "".join(element.itertext()).strip(), element.get("title", "")
            confidence, box = CONFIDENCE.search(title), BOX.search(title)
            if text and box:
                sure = min(int(confidence[1]), 100) if confidence else 0
                yield Word(text, sure), float(box[1]), float(box[3])


def _without_specks(words: list[tuple[Word, float, float]]) -> list[tuple[Word, float, float]]:
    """Return the words without specks of dirt, most of which are taken for words at the ends of lines."""
    while words and _is_speck(words[0][0], AT_END):
        words = words[1:]
    while words and _is_speck(words[-1][0], AT_END):
        words = words[:-1]
    return [word for word in words if not _is_speck(word[0], WITHIN)]


def _extent(words: list[tuple[Word, float, float]], size: float) -> tuple[float, float]:
    """Return where a line begins and ends, leaving out doubtful words far away from the others, such as shadows."""
    first, last = 0, len(words) - 1
    while first < last and words[first][0].confidence < AT_END and _gap(words, first) > FAR * size:
        first += 1
    while first < last and words[last][0].confidence < AT_END and _gap(words, last - 1) > FAR * size:
        last -= 1
    return words[first][1], words[last][2]


def _gap(words: list[tuple[Word, float, float]], number: int) -> float:
    """Return the distance between a word and the next one."""
    return words[number + 1][1] - words[number][2]


def _is_speck(word: Word, confidence: int) -> bool:
    return word.confidence < confidence and not any(map(str.isalnum, word.text))


def _straight(line: ScanLine, slope: float) -> ScanLine:
    """Return the line where it would be on a page that stands straight."""
    shift = slope * line.bottom
    return replace(
        line, left=line.left + shift, right=line.right + shift, bottom=line.bottom - slope * line.left
    )


def _with_usual_sizes(lines: list[ScanLine]) -> list[ScanLine]:
    """Return the lines, with one size for all that are about as large: Tesseract measures each a little differently."""
    body = usual_size(lines)
    usual: dict[float, float] = {}
    group: list[float] = []
    others = sorted(line.size for line in lines if not 1 / NEARLY < line.size / body < NEARLY)
    for size in [*others, float("inf")]:
        if group and (size > STEP * group[-1] or size > NEARLY * group[0]):
            usual |= dict.fromkeys(group, median(group))
            group = []
        group.append(size)
    return [replace(line, size=usual.get(line.size, body)) for line in lines]


def usual_size(lines: Sequence[ScanLine]) -> float:
    """Return the size of most of the text; 1 if there is none."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half = sum(length for _, length in sizes) / 2
    for size, length in sizes:
        half -= length
        if half <= 0:
            return max(size, 1.0)
    return 1.0

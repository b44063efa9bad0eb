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
# Signs that are no letters or figures are specks of dirt below this confidence.
SPECK = 20
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
    root = etree.fromstring(data, parser)
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
            words = tuple(_words(element))
            box, size = BOX.search(title), SIZE.search(title)
            count += len(words)
            if words and box and size and count <= MAX_WORDS:
                left, _top, right, bottom = map(float, box.groups())
                baseline = BASELINE.search(title)
                slope, offset = map(float, baseline.groups()) if baseline else (0.0, 0.0)
                # Of the baseline, at the left end of the line.
                yield ScanLine(words, left, right, bottom + offset, float(size[1]), block), slope


def _words(line: "_Element") -> Iterator[Word]:
    for element in line.iter():
        if element.get("class") == "ocrx_word":
            text = "".join(element.itertext()).strip()
            confidence = CONFIDENCE.search(element.get("title", ""))
            sure = min(int(confidence[1]), 100) if confidence else 0
            if text and (sure >= SPECK or any(map(str.isalnum, text))):
                yield Word(text, sure)


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

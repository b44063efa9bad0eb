"""A line of a PDF page, or a piece of one, with its place on the page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

# No line is longer. What goes on beyond is read as another line: joining many pieces would be quadratic.
MAX_LENGTH = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Positions are in points from the lower left corner of the page.

    On pages that are read from right to left, ``left`` and ``right`` are measured from the right, as negative numbers.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float

    @property
    def height(self) -> float:
        """Return the height of the font's box, which depends on the font size only."""
        return max(self.top - self.bottom, 0.1)

    def followed_by(self, other: "Line", separator: str) -> "Line":
        """Return the line with ``other`` to its right, both at the place of the taller one."""
        tall = other if other.height > 1.1 * self.height else self
        return replace(
            tall,
            text=self.text + separator + other.text,
            left=min(self.left, other.left),
            right=max(self.right, other.right),
        )


def usual_height(lines: Iterable[Line]) -> float:
    """Return the height of most of the text; 0 if there is none."""
    # Page numbers and signs of footnotes are short.
    heights = sorted((line.height, len(line.text)) for line in lines)
    half = sum(length for _, length in heights) / 2
    for height, length in heights:
        half -= length
        if half <= 0:
            return height
    return 0.0


def rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines that share a baseline, from the top of the page, each row from left to right."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if row and row[0].baseline - line.baseline > 0.3 * min(line.height, row[0].height):
            yield _from_the_left(row)
            row = []
        row.append(line)
    if row:
        yield _from_the_left(row)


def _from_the_left(row: list[Line]) -> list[Line]:
    return sorted(row, key=lambda line: line.left) if len(row) > 1 else row


def merged(row: Sequence[Line]) -> list[Line]:
    """Return the row with neighbours joined into one line; what lies over other text stays a line of its own."""
    result = [row[0]]
    for line in row[1:]:
        last = result[-1]
        if line.left > last.right - 0.3 * line.height and len(last.text) < MAX_LENGTH:
            result[-1] = last.followed_by(line, " ")
        else:
            result.append(line)
    return result

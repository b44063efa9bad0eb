"""Initials: a large letter at the start of a paragraph belongs to the first word beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from articles.parsing.pdf.line import Line, usual_height

MAX_LENGTH = 3
# A page has a few. Each is compared with all lines.
MAX_INITIALS = 20
LARGER = 1.6


def with_drop_caps_joined(lines: Sequence[Line], stands_alone: Callable[[str, str], bool]) -> list[Line]:
    """Return the lines with each initial joined to the line that it begins.

    ``stands_alone(initial, rest)`` tells whether the initial is a word of its own, like "A".
    """
    if not any(len(line.text) <= MAX_LENGTH for line in lines):
        return list(lines)
    height = usual_height(lines)
    result = list(lines)
    for cap in [line for line in lines if _is_initial(line, height)][:MAX_INITIALS]:
        first = max(
            (line for line in result if _is_beside(line, cap)), key=lambda line: line.baseline, default=None
        )
        if first:
            separator = " " if stands_alone(cap.text, first.text) else ""
            result[result.index(first)] = replace(first, text=cap.text + separator + first.text)
            result.remove(cap)
    return result


def _is_initial(line: Line, height: float) -> bool:
    letters = [c for c in line.text if c.isalpha()]
    return (
        len(line.text) <= MAX_LENGTH
        and len(letters) == 1
        and letters[0].isupper()
        and line.text[-1] == letters[0]
        and line.height > LARGER * height
    )


def _is_beside(line: Line, cap: Line) -> bool:
    return (
        line.height * 1.3 < cap.height
        and -0.5 * line.height < line.left - cap.right < 2 * line.height
        and cap.bottom < line.baseline < cap.top
    )

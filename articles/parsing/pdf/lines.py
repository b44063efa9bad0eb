"""The lines of a PDF page that pdfium puts in order, with raised figures, split where they may span columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.parsing.pdf.characters import Characters
from articles.parsing.pdf.line import MAX_LENGTH, Line

# pdfium writes U+FFFE instead of a hyphen and a line break where a word is hyphenated.
ONE_LINE = re.compile(r"[^\r\n\ufffe]*(?:\ufffe|[\r\n]+|$)")
HYPHENS = "\ufffe\x02\xad-\u2010"
FIGURES = re.compile(r"\d+")
RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
SHORT = re.compile(r"[\d+−()-]{1,6}")
WORD = re.compile(r"\S+")
# Gaps that are wider than this, in heights of the line, may lie between two columns.
WIDE_GAP = 0.6
MAX_INITIAL = 4
# In heights of the line: where the ink of a figure begins that stands on the line, and how high a raised one is.
LOW, HIGH, SMALL = -0.05, 0.15, 0.52


def lines(page: Characters) -> list[Line]:
    """Return the lines in the order in which they were drawn, with what is raised or lowered in its line."""
    result: list[Line] = []
    offset = 0
    found = []
    for match in ONE_LINE.finditer(page.text):
        if match[0].strip():
            found.append((offset, match[0].rstrip("\r\n")))
        offset += page.length(match[0])
    split = _may_span_columns(page, found)
    for start, text in found:
        for line in _pieces(page, start, text) if split else [_line(page, start, text)]:
            _append(result, line, text)
    return result


def _may_span_columns(page: Characters, found: Sequence[tuple[int, str]]) -> bool:
    """Return whether lines may have to be split."""
    # A line that was drawn in one go spans no columns. Others do three times in a row, or they are no columns.
    return page.text_objects() > len(found) and any(
        next(_wide_gaps(page, start, text), None) is not None for start, text in found[1::3]
    )


def _line(page: Characters, offset: int, text: str) -> Line:
    words = text.strip()
    start = offset + len(text) - len(text.lstrip())
    end = start + page.length(words) - 1
    first, last = page.box(start), page.box(end)
    index, usual = start, first
    if abs(first[3] - last[3]) + abs(first[1] - last[1]) > 0.1:
        # The size is that of most characters: the first may be an initial, the last the sign of a footnote.
        middle = start + page.length(words[: len(words) // 2])
        boxes = sorted((box[3] - box[1], at, box) for at in (start, middle, end) for box in [page.box(at)])
        _, index, usual = boxes[1]
    # Text beside an initial begins where the line goes on after it.
    after = (page.box(start + n) for n in range(1, min(MAX_INITIAL, end - start)))
    initial = first[3] - first[1] > 1.5 * (usual[3] - usual[1])
    left = (
        next((b[0] for b in after if b[3] - b[1] < 1.2 * (usual[3] - usual[1])), first[0])
        if initial
        else first[0]
    )
    line = Line(words, left, last[2], usual[1], usual[3], page.baseline(index))
    return _with_raised_figures(page, start, line) if FIGURES.search(words) else line


def _pieces(page: Characters, offset: int, text: str) -> Iterator[Line]:
    """Yield the pieces of the line between wide gaps. Most of them belong together: see ``columns``."""
    at = page.offsets(text)
    start = 0
    for gap in _wide_gaps(page, offset, text):
        yield _line(page, offset + at[start], text[start:gap])
        start = gap
    yield _line(page, offset + at[start], text[start:])


def _wide_gaps(page: Characters, offset: int, text: str) -> Iterator[int]:
    """Yield the starts of the words before which there is a wide gap."""
    at = page.offsets(text)
    right = float("inf")
    for word in WORD.finditer(text):
        left, bottom, _, top = page.box(offset + at[word.start()])
        if left - right > WIDE_GAP * (top - bottom):
            yield word.start()
        right = page.box(offset + at[word.end() - 1])[2]


def _with_raised_figures(page: Characters, offset: int, line: Line) -> Line:
    text, pieces, end = line.text, [], 0
    at = page.offsets(text)
    for match in FIGURES.finditer(text):
        # A figure that touches no other character is not raised. Of a number, the first or last one would be.
        if (
            len(match[0]) == 1
            and not f" {text} "[match.start() : match.end() + 2].replace(match[0], "").strip()
        ):
            continue
        if _stands(page, offset + at[match.start()], line) and _stands(
            page, offset + at[match.end() - 1], line
        ):
            continue
        figures = [_figure(page, offset + at[n], line, text[n]) for n in range(*match.span())]
        pieces += [text[end : match.start()], *figures]
        end = match.end()
    return replace(line, text="".join([*pieces, text[end:]])) if pieces else line


def _stands(page: Characters, index: int, line: Line) -> bool:
    """Return whether the figure stands on the line."""
    above = (page.ink(index)[0] - line.baseline) / line.height
    return LOW <= above <= HIGH


def _figure(page: Characters, index: int, line: Line, figure: str) -> str:
    """Return the figure, as a superscript or subscript if it is raised or lowered."""
    bottom, top = page.ink(index)
    if not 0 < top - bottom < SMALL * line.height or _stands(page, index, line):
        return figure
    return figure.translate(RAISED if bottom > line.baseline else LOWERED)


def _append(result: list[Line], line: Line, raw: str) -> None:
    """Append the line, or join it to the line before if it continues that on the same line of the page."""
    last = result[-1] if result else None
    if last is None or len(last.text) > MAX_LENGTH:
        result.append(line)
        return
    if not -0.4 < (line.left - last.right) / max(last.height, line.height) < 0.4:
        result.append(line)
        return
    shift = line.baseline - last.baseline
    height = max(last.height, line.height)
    if len(line.text) == 1 and line.text in HYPHENS and abs(shift) < 0.3 * height:
        result[-1] = last.followed_by(line, "")
    elif abs(shift) < 0.05 * height:
        space = raw[:1].isspace() or line.left - last.right > 0.15 * height
        result[-1] = last.followed_by(line, " " if space else "")
    elif abs(shift) < 0.7 * height and SHORT.fullmatch(line.text) and line.height < 0.85 * last.height:
        result[-1] = last.followed_by(
            replace(line, text=line.text.translate(RAISED if shift > 0 else LOWERED)), ""
        )
    elif abs(shift) < 0.7 * height and SHORT.fullmatch(last.text) and last.height < 0.85 * line.height:
        raised = replace(last, text=last.text.translate(RAISED if shift < 0 else LOWERED))
        result[-1] = raised.followed_by(line, " " if raw[:1].isspace() else "")
    else:
        result.append(line)

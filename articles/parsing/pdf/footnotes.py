"""Footnotes: small type at the foot of a page that begins with a sign."""

import re
from collections.abc import Sequence

from articles.parsing.pdf.line import Line

SMALLER = 0.93
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SIGN = re.compile(
    rf"(?P<raised>[{RAISED}]{{1,3}})\s*|(?P<number>\d{{1,3}})[.)\]]?\s+|(?P<sign>[*†‡§]{{1,3}})\s*"
)


def without_footnotes(lines: Sequence[Line], body_height: float) -> tuple[list[Line], list[list[Line]]]:
    """Return the lines without the footnotes at their end, and the footnotes, a list of lines each."""
    start = len(lines)
    while start and lines[start - 1].height < SMALLER * body_height:
        start -= 1
    while start < len(lines) and not SIGN.match(lines[start].text):
        start += 1
    notes: list[list[Line]] = []
    sign: re.Match[str] | None = None
    for line in lines[start:]:
        begins = SIGN.match(line.text)
        if begins and _follows(sign, begins):
            sign = begins
            notes.append([])
        notes[-1].append(line)
    return list(lines[:start]), notes


def with_space_after_sign(text: str) -> str:
    """Return the text of a footnote with a space between its sign and its first word."""
    sign = SIGN.match(text)
    return f"{sign[0].strip()} {text[sign.end() :]}" if sign else text


def _follows(last: re.Match[str] | None, sign: re.Match[str]) -> bool:
    """Return whether the sign can be that of the next footnote: lines may begin with numbers, too."""
    if last is None:
        return True
    if sign["number"]:
        return bool(last["number"]) and int(sign["number"]) == int(last["number"]) + 1
    return last.lastgroup == sign.lastgroup

"""Read the cues of subtitles (SubRip and WebVTT): when each is shown, and its lines."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

TIMES = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
    r"(?:[ \t].*)?"
)
# Marks of WebVTT and SubRip for italics, colours, places, and the time of a word; those for speakers are read later.
MARK = re.compile(r"</?(?![vV][\s.>])[A-Za-z][^<>]{0,80}>|<\d[\d:.]{4,16}>|</[vV]>|\{\\[^{}]{0,40}\}")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|lrm|rlm|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
HEADER, LANGUAGE = "WEBVTT", re.compile(r"Language:[ \t]*([A-Za-z][A-Za-z0-9-]{1,19})[ \t]*")
# Blocks of WebVTT that are not shown.
NOT_SHOWN = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")


@dataclass
class Cue:
    """Lines that are shown from ``start`` to ``end``, in milliseconds."""

    start: int
    end: int
    lines: list[str] = field(default_factory=list)


def looks_like_subtitles(text: str) -> bool:
    """Return whether ``text`` begins with a cue: WEBVTT or a number, then a line of times."""
    lines = [line for line in text[:2_000].lstrip("\ufeff").split("\n") if line.strip()][:8]
    first = next((n for n, line in enumerate(lines) if TIMES.fullmatch(line)), None)
    if first is None:
        return False
    return first == 0 or lines[0].startswith(HEADER) or (first == 1 and lines[0].strip().isdecimal())


def read_cues(text: str) -> tuple[list[Cue], str]:
    """Return the cues in the order of the file, and the language that the file names ("" if none)."""
    lines = [*text.lstrip("\ufeff").split("\n"), ""]
    is_vtt = lines[0].startswith(HEADER)
    language = ""
    if is_vtt:
        end = lines.index("") if "" in lines else len(lines)
        start = next((n for n, line in enumerate(lines[:end]) if TIMES.fullmatch(line)), end)
        named = [match[1] for line in lines[:start] if (match := LANGUAGE.fullmatch(line))]
        language, lines = (named or [""])[0], lines[start:]
    return [*_cues(lines, is_vtt)], language


def _cues(lines: list[str], is_vtt: bool) -> Iterator[Cue]:
    cue: Cue | None = None
    inside = hidden = False
    for line, following in pairwise([*lines, ""]):
        if times := TIMES.fullmatch(line):
            if cue:
                yield cue
            cue = Cue(_milliseconds(times, 1), _milliseconds(times, 5))
            inside, hidden = True, False
        elif not line:
            inside = hidden = False
        elif hidden or (is_vtt and not inside and NOT_SHOWN.fullmatch(line)):
            hidden = True
        elif TIMES.fullmatch(following) and (line.strip().isdecimal() or (is_vtt and not inside)):
            # The number or the name of the next cue.
            continue
        elif cue and (words := " ".join(_shown(line).split())):
            # A line after an empty one belongs to the cue before it.
            cue.lines.append(words)
    if cue:
        yield cue


def _shown(line: str) -> str:
    return ENTITY.sub(lambda match: html.unescape(match[0]), MARK.sub("", line))


def _milliseconds(times: "re.Match[str]", group: int) -> int:
    hours, minutes, seconds = (int(times[group + n] or 0) for n in range(3))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(times[group + 3].ljust(3, "0"))

"""Read subtitles (SubRip and WebVTT): the words in paragraphs, without numbers and times."""

import re
from itertools import pairwise

from web.i18n.lazy_message import Message

TIMES = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{2}):(\d{2})[,.](\d{3})[ \t]+-->[ \t]+(?:(\d{1,3}):)?(\d{2}):(\d{2})[,.](\d{3})(?:[ \t].*)?"
)
# The voice of WebVTT names the speaker; other tags are for italics and colours.
VOICE = re.compile(r"<v(?:\.[^\s>]{0,40})?[ \t]+([^<>]{1,80})>")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>|\{\\[^{}]{0,40}\}")
TURN = re.compile(r"[-–—][ \t]*(?=\S)")
ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
# A paragraph ends with a sentence when it has this many characters, or when nobody speaks for this many seconds.
LENGTH, PAUSE = 400, 3.0
LEFT_OUT = Message(
    "The text is made of subtitles. Their numbers and times were left out, and their lines were joined."
)


def looks_like_subtitles(text: str) -> bool:
    """Return whether ``text`` begins with a cue: WEBVTT or a number, then a line of times."""
    lines = [line for line in text[:2_000].lstrip("\ufeff").split("\n") if line.strip()][:8]
    first = next((n for n, line in enumerate(lines) if TIMES.fullmatch(line)), None)
    if first is None:
        return False
    return first == 0 or lines[0].startswith("WEBVTT") or (first == 1 and lines[0].strip().isdecimal())


def subtitle_paragraphs(text: str) -> str:
    """Return the words of the subtitles, a paragraph for each change of speaker, pause, or few sentences."""
    paragraphs: list[list[str]] = [[]]
    length, end = 0, 0.0
    for start, finish, lines in _cues(text):
        for number, line in enumerate(lines):
            turn = bool(TURN.match(line)) or bool(VOICE.match(line))
            ended = not paragraphs[-1] or bool(ENDED.search(paragraphs[-1][-1][-8:]))
            pause = not number and start - end > PAUSE
            if paragraphs[-1] and (turn or (ended and (length > LENGTH or pause))):
                paragraphs.append([])
                length = 0
            if words := " ".join(TAG.sub("", VOICE.sub(r"\1: ", line)).split()):
                paragraphs[-1].append(words)
                length += len(words)
        end = finish
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def _cues(text: str) -> "list[tuple[float, float, list[str]]]":
    """Return start and end of each cue in seconds, and its lines."""
    cues: list[tuple[float, float, list[str]]] = []
    lines = [*text.split("\n"), ""]
    inside = False
    for line, following in pairwise(lines):
        if times := TIMES.fullmatch(line):
            cues.append((_seconds(times, 1), _seconds(times, 5), []))
            inside = True
        elif not line.strip():
            inside = False
        elif inside and not (line.strip().isdecimal() and TIMES.fullmatch(following)):
            cues[-1][2].append(line.strip())
    return cues


def _seconds(times: "re.Match[str]", group: int) -> float:
    hours, minutes, seconds, milliseconds = (int(times[group + n] or 0) for n in range(4))
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000

"""Join the cues of subtitles into paragraphs: one for each change of speaker, pause, or few sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from articles.parsing.subtitles.cues import Cue, read_cues
from articles.parsing.subtitles.rolling import without_repeated_lines
from articles.text.draft import Draft, Formatting
from web.i18n.lazy_message import Message

# The voice of WebVTT names the speaker.
VOICE = re.compile(r"<[vV](?:\.[^\s>]{0,40})?(?:[ \t]+([^<>]{1,80}))?>")
# Other subtitles begin a turn with a dash, with arrows, or with the speaker in capitals.
TURN = re.compile(r"[-–—][ \t]*(?=\S)|>>|[^\W\d_a-z][^\Wa-z]{1,20}(?:[ .'’-]{1,2}[^\Wa-z]{1,20}){0,4}:[ \t]")
ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
# Scripts without spaces between words.
UNSPACED = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# A paragraph ends with a sentence when it has this many characters, or when nobody speaks for so many milliseconds;
# where there are no sentences, after more.
LENGTH, LONG, PAUSE = 400, 1_200, 3_000
JOINED = Message(
    "The text is made of subtitles. Their lines were joined; the time at which each paragraph begins stands beside it."
)


class Words(NamedTuple):
    """Words of one speaker in a cue. ``turn`` says that somebody else begins to speak."""

    start: int
    pause: int
    speaker: str
    text: str
    turn: bool


class Paragraph(NamedTuple):
    """A paragraph that begins at ``start``, in milliseconds."""

    start: int
    text: str


def subtitle_draft(text: str) -> Draft:
    """Return the words of the subtitles as paragraphs, each with its time; an empty draft if there are none."""
    cues, language = read_cues(text)
    texts: list[str] = []
    formatting: list[Formatting] = []
    offset = 0
    for paragraph in _paragraphs(_words(without_repeated_lines(cues))):
        texts.append(paragraph.text)
        formatting.append(Formatting(offset, offset + len(paragraph.text), "time", str(paragraph.start)))
        offset += len(paragraph.text) + len("\n\n")
    return Draft("\n\n".join(texts), language=language, formatting=tuple(formatting), notes=(JOINED,))


def _words(cues: list[Cue]) -> Iterator[Words]:
    end = None
    for cue in cues:
        pause = 0 if end is None else cue.start - end
        speaker = ""
        for line in cue.lines:
            position = 0
            for voice in [*VOICE.finditer(line), None]:
                piece = line[position : voice.start() if voice else len(line)].strip()
                if piece:
                    yield Words(cue.start, pause, speaker, piece, bool(TURN.match(piece)))
                    pause = 0
                if voice:
                    speaker, position = (voice[1] or "").strip(), voice.end()
        end = cue.end


def _paragraphs(words: Iterator[Words]) -> Iterator[Paragraph]:
    pieces: list[str] = []
    start = length = 0
    speaker = ""
    for item in words:
        if pieces and (item.turn or item.speaker != speaker or _ends(pieces[-1], length, item.pause)):
            yield Paragraph(start, _join(pieces))
            pieces, length = [], 0
        if not pieces:
            start, speaker = item.start, item.speaker
            pieces = [f"{speaker}:"] if speaker else []
        pieces.append(item.text)
        length += len(item.text)
    if pieces:
        yield Paragraph(start, _join(pieces))


def _ends(text: str, length: int, pause: int) -> bool:
    if ENDED.search(text[-8:]):
        return length > LENGTH or pause > PAUSE
    return length > LONG or (length > LENGTH and pause > PAUSE)


def _join(pieces: list[str]) -> str:
    parts = [pieces[0]]
    for before, piece in pairwise(pieces):
        unspaced = UNSPACED.match(before[-1]) and UNSPACED.match(piece[0])
        parts.append(piece if unspaced else f" {piece}")
    return "".join(parts)

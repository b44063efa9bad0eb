"""Write characters as a reader sees them: without those that are not seen, and each letter in one way only."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import merge
from typing import NamedTuple

import regex

from articles.text.draft import Draft, normalize_formatting

# What is always written otherwise: soft hyphens, word joiners and byte order marks, signs for the ends of lines and
# paragraphs, hyphens at which no line breaks, ligatures, and doubles of letters such as the ångström sign.
SIMPLE = dict.fromkeys("\u00ad\u2060\ufeff", "") | {
    "\u2028": "\n",
    "\u0085": "\n",
    "\v": "\n",
    "\u2029": "\n\n",
}
SIMPLE |= dict.fromkeys("\u2010\u2011", "-")
SIMPLE |= {c: unicodedata.normalize("NFKC", c) for c in map(chr, range(0xFB00, 0xFB07))}
SIMPLE |= {
    c: unicodedata.normalize("NFC", c) for c in map(chr, (0x2126, 0x212A, 0x212B, *range(0xF900, 0xFB00)))
}
ZERO_WIDTH_SPACE, JOINERS = "\u200b", "\u200c\u200d"
# Scripts in which no letter changes its shape at a joiner, and those in which a zero-width space parts words.
UNJOINED = regex.compile(
    r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}\p{Hebrew}\p{Georgian}\p{Han}\p{Hiragana}\p{Katakana}\p{Nd}]"
)
SPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
# The characters with which those before them compose: accents, vowels of Indic scripts, parts of Hangul.
_COMPOSING = (
    r"\u0300-\u0345\u0653-\u0655\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57"
    r"\u0dca\u0dcf\u0ddf\u102e\u1161-\u1175\u11a8-\u11c2\u1b35\u3099\u309a"
)
# More accents than these on one letter are a joke.
COMPOSING = re.compile(rf"[{_COMPOSING}]{{1,30}}")
RARE = re.compile(
    rf"[\u00ad\u200b-\u200d\u2010\u2011\u2028\u2029\u2060\ufeff\u0085\v\u2126\u212a\u212b\uf900-\ufb06{_COMPOSING}]"
)
_ENDS = r"\n\u2028\u2029\u0085\v"
_SPACES = r"\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\u00ad\u2060\ufeff"
# A line of spaces that are not those of ASCII looks empty.
BLANK = re.compile(rf"(?:\A|[{_ENDS}])([ \t]*+[{_SPACES}][ \t{_SPACES}]*+)(?=[{_ENDS}]|\Z)")


class Replacement(NamedTuple):
    """``text[start:end]`` is written as ``text``."""

    start: int
    end: int
    text: str


def normalize_characters(text: str) -> str:
    """Return ``text`` as its reader sees it: letters composed, and without invisible characters."""
    return _replaced(text, _changes(text))


def _replaced(text: str, changes: Iterable[Replacement]) -> str:
    parts, end = [], 0
    for change in changes:
        parts += [text[end : change.start], change.text]
        end = change.end
    return "".join([*parts, text[end:]]) if parts else text


def normalize_draft(draft: Draft) -> Draft:
    """Return the draft with the characters that its reader sees; its formatting, clutter and pictures move along."""
    changes = list(_changes(draft.text))
    if not changes:
        return draft
    starts, ends = [change.start for change in changes], [change.end for change in changes]
    shifts = [0]
    for change in changes:
        shifts.append(shifts[-1] + len(change.text) - (change.end - change.start))

    def new_start(offset: int) -> int:
        before = bisect_right(ends, offset)
        inside = before < len(changes) and starts[before] < offset
        return (starts[before] if inside else offset) + shifts[before]

    def new_end(offset: int) -> int:
        before = bisect_left(starts, offset)
        return max(offset, ends[before - 1] if before else 0) + shifts[before]

    return replace(
        draft,
        text=_replaced(draft.text, changes),
        title=normalize_characters(draft.title),
        byline=normalize_characters(draft.byline),
        publication=normalize_characters(draft.publication),
        formatting=normalize_formatting(
            replace(f, start=new_start(f.start), end=new_end(f.end)) for f in draft.formatting
        ),
        clutter=tuple(
            replace(c, start=start, end=end)
            for c in draft.clutter
            if (start := new_start(c.start)) < (end := new_end(c.end))
        ),
        pictures=tuple(replace(p, offset=new_start(p.offset)) for p in draft.pictures),
    )


def _changes(text: str) -> Iterator[Replacement]:
    """Yield what is written otherwise, in order."""
    if text.isascii() and "\v" not in text:
        return
    end = 0
    for change in merge(_blank_lines(text), _characters(text)):
        if change.start >= end:
            yield change
            end = change.end


def _blank_lines(text: str) -> Iterator[Replacement]:
    for match in BLANK.finditer(text):
        yield Replacement(match.start(1), match.end(1), "")


def _characters(text: str) -> Iterator[Replacement]:
    end = 0
    for match in RARE.finditer(text):
        start, character = match.start(), match[0]
        if start < end:
            continue
        end = start + 1
        if (simple := SIMPLE.get(character)) is not None:
            yield Replacement(start, end, simple)
        elif character == ZERO_WIDTH_SPACE:
            if not start or not SPACED.match(text[start - 1]):
                yield Replacement(start, end, "")
        elif character in JOINERS:
            if (
                start > 0
                and end < len(text)
                and UNJOINED.match(text[start - 1])
                and UNJOINED.match(text[end])
            ):
                yield Replacement(start, end, "")
        elif start and (run := COMPOSING.match(text, start)):
            end = run.end()
            composed = unicodedata.normalize("NFC", text[start - 1 : end])
            if composed != text[start - 1 : end]:
                yield Replacement(start - 1, end, composed)

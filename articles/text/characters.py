"""Write characters as a reader sees them: without those that are not seen, and each letter in one way only."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import regex

from articles.text.draft import Draft, normalize_formatting

# Scripts in which letters change their shape at a joiner, and in which a zero-width space parts words.
_JOINED = (
    r"\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}\p{Hebrew}\p{Georgian}\p{Han}\p{Hiragana}\p{Katakana}\p{Nd}"
)
_SPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# Soft hyphens, word joiners, byte order marks and zero-width spaces; joiners between letters that never join.
UNSEEN = rf"[\u00ad\u2060\ufeff]|(?<![{_SPACED}])\u200b|(?<=[{_JOINED}])[\u200c\u200d]+(?=[{_JOINED}])"
LINE_ENDS = {"\u2028": "\n", "\u0085": "\n", "\v": "\n", "\u2029": "\n\n"}
_ENDS = r"\n\u2028\u2029\u0085\v"
# A line of spaces that are not those of ASCII looks empty.
BLANK = (
    rf"(?<![^{_ENDS}])[ \t]*+[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\u00ad\u2060\ufeff]"
    rf"[ \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\u00ad\u2060\ufeff]*+(?![^{_ENDS}])"
)
# What composes: accents after their letter (more than a few are a joke), parts of Hangul, letters that are others'
# doubles (the ångström sign).
DECOMPOSED = (
    r"[^\p{M}]\p{M}{1,30}+|[\u1100-\u11ff]{2,30}+|[\u2126\u212a\u212b\uf900-\ufaff\U0002f800-\U0002fa1f]"
)
CHANGED = regex.compile(
    rf"(?P<blank>{BLANK})|(?P<unseen>{UNSEEN})|(?P<line>[\u2028\u2029\u0085\v])|(?P<hyphen>[\u2010\u2011])"
    rf"|(?P<ligature>[\ufb00-\ufb06])|(?P<decomposed>{DECOMPOSED})"
)
REPLACEMENTS: dict[str, Callable[[str], str]] = {
    "unseen": lambda found: "",
    "line": lambda found: LINE_ENDS[found],
    "blank": lambda found: "",
    "hyphen": lambda found: "-",
    "ligature": lambda found: unicodedata.normalize("NFKC", found),
    "decomposed": lambda found: unicodedata.normalize("NFC", found),
}


class Replacement(NamedTuple):
    """``text[start:end]`` is written as ``text``."""

    start: int
    end: int
    text: str


def normalize_characters(text: str) -> str:
    """Return ``text`` as its reader sees it: letters composed, and without invisible characters."""
    if text.isascii() and "\v" not in text:
        return text
    parts, end = [], 0
    for change in _changes(text):
        parts += [text[end : change.start], change.text]
        end = change.end
    return "".join([*parts, text[end:]])


def normalize_draft(draft: Draft) -> Draft:
    """Return the draft with the characters that its reader sees; its formatting and clutter move along."""
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
        text=normalize_characters(draft.text),
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
    )


def _changes(text: str) -> Iterator[Replacement]:
    """Yield what is written otherwise, in order."""
    if text.isascii() and "\v" not in text:
        return
    for match in CHANGED.finditer(text):
        replacement = REPLACEMENTS[match.lastgroup](match[0])
        if replacement != match[0]:
            yield Replacement(match.start(), match.end(), replacement)

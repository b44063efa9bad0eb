"""What the details of a passage that somebody has just highlighted may be: sources, cues and neutral wordings near it.

Only the paragraphs of the passage are looked at, whatever the length of the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.hints import OwnWord, hints
from articles.hints.hint import Extent
from articles.hints.loaded.neutral import neutral_wordings

MOST = 5
# How much of the text on either side of the passage, and of the passage, is looked at, in code points.
MAX_BESIDE, MAX_PASSAGE = 1500, 3000


@dataclass(frozen=True, slots=True)
class Around:
    """The extents of sources and cues, the nearest first, and neutral wordings; at most ``MOST`` of each."""

    sources: tuple[Extent, ...] = ()
    cues: tuple[Extent, ...] = ()
    neutral: tuple[str, ...] = ()


def around(text: str, language: str, start: int, end: int, own_words: Iterable[OwnWord] = ()) -> Around:
    """Return what stands in the paragraphs of ``text[start:end]``; nothing in a language without rules."""
    end = min(end, start + MAX_PASSAGE)
    first, last = _window(text, start, end)
    found = hints(text[first:last], language, own_words)
    passage = start - first, end - first
    allegations = sorted(
        (hint for hint in found if hint.tag == "attributed-allegation"),
        key=lambda hint: (_gap(passage, (hint.start, hint.end)), _gap(passage, hint.cue), hint.cue),
    )
    touched = (hint for hint in found if _gap(passage, hint.cue) == 0)
    of_hints = [wording for hint in touched for wording in hint.details.get("neutral", ())]
    neutral = [*of_hints, *neutral_wordings(text[start:end], language)]
    return Around(
        _distinct(text, first, (source for hint in allegations if (source := hint.details.get("source")))),
        _distinct(text, first, (hint.cue for hint in allegations)),
        tuple(dict.fromkeys(neutral))[:MOST],
    )


def one_line(text: str, extent: Extent) -> str:
    """Return the words in an extent, on one line."""
    return " ".join(text[slice(*extent)].split())


def _window(text: str, start: int, end: int) -> Extent:
    """Return the extent of the paragraphs of a passage. Of long ones, whole words near it."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > MAX_BESIDE:
        first = max(start - MAX_BESIDE, text.find(" ", start - MAX_BESIDE, start) + 1)
    if last - end > MAX_BESIDE:
        last = max(end, text.rfind(" ", end, end + MAX_BESIDE))
    return first, last


def _gap(one: Extent, other: Extent) -> int:
    """Return the number of code points between two extents; 0 if they overlap or touch."""
    return max(0, other[0] - one[1], one[0] - other[1])


def _distinct(text: str, first: int, extents: Iterable[Extent]) -> tuple[Extent, ...]:
    """Return the extents in the whole text, those with the same words once."""
    found: dict[str, Extent] = {}
    for start, end in extents:
        extent = first + start, first + end
        found.setdefault(one_line(text, extent).casefold(), extent)
    return tuple(found.values())[:MOST]

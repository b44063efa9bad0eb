"""Captions that roll up a screen: each cue repeats lines of the one before it, or the words of its line so far."""

from collections.abc import Sequence
from itertools import pairwise

from articles.parsing.subtitles.cues import Cue

# Milliseconds between two cues of which one goes on with the other, and how many of a file's cues do so if it rolls.
GAP, SHARE = 100, 0.5


def without_repeated_lines(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues with each word once, if the captions roll; people who say a thing twice are left alone."""
    cues = [cue for cue in cues if cue.lines]
    # A cue that is the same as the one before it may be a chorus.
    rolling = sum(
        _continues(before, cue) and before.lines != cue.lines and _new_lines(before, cue) != cue.lines
        for before, cue in pairwise(cues)
    )
    if len(cues) < 3 or rolling < SHARE * (len(cues) - 1):
        return cues
    rolled = [
        Cue(cue.start, cue.end, _new_lines(before, cue) if _continues(before, cue) else cue.lines)
        for before, cue in pairwise(cues)
    ]
    return [cue for cue in (cues[0], *rolled) if cue.lines]


def _continues(before: Cue, cue: Cue) -> bool:
    return before.start <= cue.start <= before.end + GAP


def _new_lines(before: Cue, cue: Cue) -> list[str]:
    """Return what a cue shows that the one before it did not show."""
    shown, lines = before.lines, cue.lines
    for count in range(min(len(shown), len(lines)), 0, -1):
        if shown[-count:] == lines[:count]:
            return lines[count:]
        if shown[-count:-1] == lines[: count - 1] and lines[count - 1].startswith(f"{shown[-1]} "):
            return [lines[count - 1][len(shown[-1]) + 1 :], *lines[count:]]
    return lines

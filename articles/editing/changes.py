"""How much was changed by hand, for people who read the text or a report on it."""

from collections import Counter
from collections.abc import Iterable

from articles.editing.compose import Composed

# What is counted, in the order in which it is told.
CHANGES = ("removed", "corrected", "split", "joined", "headings")


def count_changes(composed: Composed) -> dict[str, int]:
    """Return how many passages were removed or corrected, paragraphs split or joined, and headings set or unset."""
    edits = [(composed.cleaned_text(edit.start, edit.end), edit.replacement) for edit in composed.hand.edits]
    return count_edits(edits) | ({"headings": len(composed.levels)} if composed.levels else {})


def count_edits(edits: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return how many edits there are of each kind; an edit is the old and the new words."""
    counts = Counter(map(_kind_of, edits))
    return {kind: counts[kind] for kind in CHANGES if counts[kind]}


def _kind_of(edit: tuple[str, str]) -> str:
    old, new = edit
    if old.strip() or new.strip():
        return "corrected" if new.strip() else "removed"
    return "split" if new.count("\n") > old.count("\n") else "joined"

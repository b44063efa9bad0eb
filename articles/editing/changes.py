"""How much was changed by hand, for people who read the text or a report on it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from articles.editing.compose import Composed
from articles.editing.formatting import edit_formatting
from articles.editing.text_edit import TextEdit, apply_edits
from articles.text.draft import Formatting

# What is counted, in the order in which it is told.
CHANGES = ("removed", "corrected", "split", "joined", "headings")


def count_changes(composed: Composed) -> dict[str, int]:
    """Return how many passages were removed or corrected, paragraphs split or joined, and headings set or unset."""
    edits = [(composed.cleaned_text(edit.start, edit.end), edit.replacement) for edit in composed.hand.edits]
    return count_edits(edits) | ({"headings": len(composed.levels)} if composed.levels else {})


def add_counts(before: Mapping[str, int] | None, after: Mapping[str, int]) -> dict[str, int]:
    """Return the counts of two steps together."""
    return dict(Counter(before or {}) + Counter(after))


def subtract_counts(both: Mapping[str, int] | None, before: Mapping[str, int] | None) -> dict[str, int]:
    """Return the counts of the second of two steps from those of both."""
    return dict(Counter(both or {}) - Counter(before or {}))


def count_correction(
    text: str,
    formatting: Sequence[Formatting],
    edits: Sequence[TextEdit],
    formatting_after: Sequence[Formatting],
) -> dict[str, int]:
    """Return the same for the edits of a text and its formatting afterwards."""
    counts = count_edits((text[edit.start : edit.end], edit.replacement) for edit in edits)
    moved = edit_formatting(text, formatting, edits, apply_edits(text, edits))
    before, after = ({f for f in rows if f.kind == "heading"} for rows in (moved, formatting_after))
    headings = len({f.start for f in before ^ after})
    return counts | ({"headings": headings} if headings else {})


def count_edits(edits: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return how many edits there are of each kind; an edit is the old and the new words."""
    counts = Counter(map(_kind_of, edits))
    return {kind: counts[kind] for kind in CHANGES if counts[kind]}


def _kind_of(edit: tuple[str, str]) -> str:
    old, new = edit
    if old.strip() or new.strip():
        return "corrected" if new.strip() else "removed"
    return "split" if new.count("\n") > old.count("\n") else "joined"

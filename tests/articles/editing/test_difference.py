"""What edits change is shown with the words around it."""

from articles.editing.difference import changed_passages
from articles.editing.text_edit import TextEdit

LONG = "A sentence that is here to fill the line. " * 6
TEXT = f"The counsil met.\n\n{LONG}\n\nIt ended."


def edit(words: str, replacement: str) -> TextEdit:
    start = TEXT.index(words)
    return TextEdit(start, start + len(words), replacement)


def shown(*edits: TextEdit) -> list[list[tuple[str, str]]]:
    return [[(part.state, part.shown) for part in parts] for parts in changed_passages(TEXT, edits)]


def test_changes_far_from_each_other_are_passages_of_their_own():
    first, last = shown(edit("counsil", "council"), edit("ended", "began"))
    assert first[:3] == [("kept", "The "), ("removed", "counsil"), ("inserted", "council")]
    assert first[-1][1].startswith(" met.\nA sentence")
    assert first[-1][1].endswith("…")
    assert last[-3:] == [("removed", "ended"), ("inserted", "began"), ("kept", ".")]
    assert last[0][1].startswith("…")


def test_changes_near_each_other_are_one_passage():
    (passage,) = shown(edit("counsil", "council"), edit("met", "meets"))
    assert [state for state, _ in passage] == [
        "kept",
        "removed",
        "inserted",
        "kept",
        "removed",
        "inserted",
        "kept",
    ]


def test_a_break_that_goes_is_seen():
    (passage,) = shown(edit(".\n\nA", ". A"))[:1]
    assert ("removed", ".\nA") in passage
    (passage,) = shown(edit("\n\n", " "))[:1]
    assert ("removed", "¶") in passage


def test_no_edits_change_nothing():
    assert shown() == []

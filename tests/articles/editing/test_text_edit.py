"""Edit scripts: laws of applying, reversing and moving offsets."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.editing.text_edit import (
    EditError,
    OffsetMap,
    TextEdit,
    apply_edits,
    check_edits,
    reverse_edits,
)


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """Return a text and edits that fit it."""
    text = draw(st.text("ab\n é😀", max_size=40))
    edits, end = [], -1
    for _ in range(draw(st.integers(0, 4))):
        if end + 1 > len(text):
            break
        start = draw(st.integers(end + 1, len(text)))
        end = draw(st.integers(start, len(text)))
        replacement = draw(st.text("xy\n", max_size=5))
        if replacement == text[start:end]:
            continue
        edits.append(TextEdit(start, end, replacement))
    return text, edits


@given(edited_texts())
def test_reverse_edits_give_the_text_back(case):
    text, edits = case
    check_edits(text, edits)
    changed = apply_edits(text, edits)
    back = reverse_edits(text, edits)
    check_edits(changed, back)
    assert apply_edits(changed, back) == text


@given(edited_texts(), st.data())
def test_a_span_that_no_edit_touches_keeps_its_words(case, data):
    text, edits = case
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    moved = OffsetMap(edits).span(start, end)
    touched = any(edit.start < end and edit.end > start for edit in edits)
    assert (moved is None) == touched
    if moved:
        assert apply_edits(text, edits)[slice(*moved)] == text[start:end]
        assert OffsetMap(reverse_edits(text, edits)).span(*moved) in ((start, end), None)


@given(edited_texts(), st.data())
def test_edits_before_shift_by_the_change_in_length_and_edits_after_by_nothing(case, data):
    text, edits = case
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(start + 1, len(text)), len(text)))
    moved = OffsetMap(edits).span(start, end)
    if moved and start < end:
        shift = sum(edit.shift for edit in edits if edit.end <= start)
        assert moved == (start + shift, end + shift)


@pytest.mark.parametrize(
    "edits",
    [
        [TextEdit(-1, 2, "x")],
        [TextEdit(3, 2, "x")],
        [TextEdit(0, 7, "x")],
        [TextEdit(0, 2, "ab")],
        [TextEdit(0, 2, "x"), TextEdit(1, 3, "y")],
        [TextEdit(0, 2, "x"), TextEdit(2, 3, "y")],
        [TextEdit(3, 4, "x"), TextEdit(0, 1, "y")],
    ],
    ids=["before", "backwards", "after", "nothing", "overlap", "touch", "order"],
)
def test_edits_that_do_not_fit_are_refused(edits):
    with pytest.raises(EditError):
        check_edits("abcdef", edits)

"""Changes that stand apart from a correction are the same after it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.cleaning import as_read
from articles.editing.compose import compose
from articles.editing.hand_edits import HandEdits, ParagraphLevel
from articles.editing.rebase import rebase
from articles.editing.text_edit import TextEdit, apply_edits
from articles.text.draft import Draft

WORDS = [f"word{number}" for number in range(10, 22)]
TEXT = " ".join(WORDS)


def edits(words: list[str], replacement: str) -> tuple[TextEdit, ...]:
    starts = sorted(TEXT.index(word) for word in words)
    return tuple(TextEdit(start, start + 6, replacement) for start in starts)


@settings(max_examples=50, deadline=None)
@given(st.permutations(WORDS), st.integers(0, 6), st.integers(0, 6), st.sampled_from(["x", "two words"]))
def test_changes_of_other_words_are_made_in_either_order(words, mine, theirs, replacement):
    hand = HandEdits(edits(words[:mine], "mine"))
    others = edits(words[mine : mine + theirs], replacement)
    moved, rest = rebase(hand, [others], HandEdits())
    assert rest == HandEdits()
    after = compose(as_read(Draft(apply_edits(TEXT, others))), moved).draft.text
    assert after == apply_edits(TEXT, sorted([*hand.edits, *others]))


def test_changes_of_the_same_words_are_left_over_as_they_were():
    hand = HandEdits(edits(["word10", "word12"], "mine"), (ParagraphLevel(0, "2"),))
    moved, rest = rebase(hand, [edits(["word11"], "x"), (TextEdit(0, 3, "a"),)], HandEdits())
    assert rest == HandEdits((TextEdit(0, 6, "mine"),), (ParagraphLevel(0, "2"),))
    assert moved == HandEdits((TextEdit(14 - 5 - 2, 20 - 5 - 2, "mine"),))


def test_what_is_there_already_is_not_overwritten():
    onto = HandEdits((TextEdit(0, 6, "newer"),))
    moved, rest = rebase(HandEdits((TextEdit(0, 6, "older"),)), [], onto)
    assert (moved, rest) == (onto, HandEdits((TextEdit(0, 6, "older"),)))

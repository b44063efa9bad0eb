"""Carrying spans over from one revision to the next: examples of each rule, and laws."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.carrying.carry import SpanCarrier
from articles.carrying.edges import is_grapheme_edge, is_word_edge
from articles.carrying.refine import Budget, refine_edits
from articles.editing.text_edit import TextEdit, apply_edits, check_edits, reverse_edits
from tests.articles.editing.test_text_edit import edited_texts

OLD = (
    "The mayor did recieve the money. Nobody should be surprised by that.\n\n"
    "A globalist agenda, said the 👩‍👩‍👧 family of Jose\u0301."
)
MOVED = "Nobody should be surprised by that."


def carried(quote: str, *pairs: tuple[str, str], text: str = OLD, nth: int = 0) -> str | None:
    """Return the words on which a highlight of ``quote`` is after the replacements."""
    starts = [(text.index(words), words, new) for words, new in pairs]
    edits = [TextEdit(start, start + len(words), new) for start, words, new in sorted(starts)]
    check_edits(text, edits)
    start = text.index(quote)
    new = apply_edits(text, edits)
    span = SpanCarrier(text, new, edits).carry(start, start + len(quote))
    return None if span is None else new[slice(*span)]


@pytest.mark.parametrize(
    ("quote", "pairs", "words"),
    [
        ("recieve", [("The", "Our")], "recieve"),
        ("recieve", [("recieve", "receive")], "receive"),
        ("recieve the money", [("recieve", "receive")], "receive the money"),
        ("did recieve", [("the money", "no money")], "did recieve"),
        ("Nobody should be surprised", [("should be", "was")], "Nobody was surprised"),
        ("Nobody should be surprised", [("Nobody should ", "")], "be surprised"),
        ("did recieve the money", [("the money. Nobody", "it. Nobody")], "did recieve it"),
        ("globalist", [("globalist", "elected")], None),
        ("A globalist agenda", [("globalist", "hidden")], "A hidden agenda"),
        ("globalist", [("globalist", "")], None),
        ("Jose\u0301", [("Jose\u0301", "José")], "José"),
        ("👩‍👩‍👧 family", [("👩‍👩‍👧 family", "👩‍👩‍👧‍👦 family")], "👩‍👩‍👧‍👦 family"),
        ("money", [("money", "monies")], "monies"),
        (MOVED, [("The mayor", f"{MOVED} The mayor"), (f" {MOVED}\n", "\n")], MOVED),
        (
            MOVED,
            [("The mayor", "Nobody ought to be surprised by that. The mayor"), (f" {MOVED}\n", "\n")],
            "Nobody ought to be surprised by that",
        ),
        (MOVED, [(f" {MOVED}", "")], None),
        ("A globalist agenda", [(OLD, "Nothing of this is true any more.")], None),
    ],
    ids=[
        "before", "typo", "typo inside", "behind", "inside", "first words gone", "last words replaced", "other word",
        "other word inside", "gone", "accent", "grapheme", "ending", "moved", "moved and rewritten", "sentence gone",
        "all new",
    ],
)  # fmt: skip
def test_each_rule(quote: str, pairs: list[tuple[str, str]], words: str | None) -> None:
    assert carried(quote, *pairs) == words


def test_a_text_written_anew_keeps_what_it_repeats() -> None:
    new = OLD.replace("recieve", "receive").replace("A globalist", "An international")
    assert carried("Nobody should be", (OLD, new)) == "Nobody should be"
    assert carried("agenda", (OLD, new)) == "agenda"


def test_scripts_share_the_time_that_there_is() -> None:
    new = OLD.replace("recieve", "receive")
    edit = TextEdit(0, len(OLD), new)
    budget = Budget(pairs=1_000)
    SpanCarrier(OLD, new, [edit], budget).carry(0, 20)
    assert budget.pairs < 1_000
    assert refine_edits(OLD, [edit], budget) != (edit,)
    budget.pairs = 0
    assert refine_edits(OLD, [edit], budget) == (edit,)


def test_of_two_places_the_one_between_the_same_words_counts() -> None:
    text = "He lied to us all, they say. Then he lied to them.\n\nEnd of the story."
    both = "He lied to us all, they say. Then he lied to them."
    edits = ((both, ""), ("End of the story.", f"End of the story.\n\n{both}"))
    assert carried("he lied", *edits, text=text) == "he lied"
    new = text.replace(both, "").replace("End of the story.", f"End of the story.\n\n{both}")
    start = text.index("he lied")
    script = [TextEdit(0, len(both), ""), TextEdit(len(text), len(text), f"\n\n{both}")]
    span = SpanCarrier(text, new, script).carry(start, start + 7)
    assert span
    assert new[: span[0]].endswith("Then ")


@given(edited_texts())
def test_refined_edits_have_the_same_result(case: tuple[str, list[TextEdit]]) -> None:
    text, edits = case
    fine = refine_edits(text, edits)
    check_edits(text, fine)
    assert apply_edits(text, fine) == apply_edits(text, edits)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """Return a span that could be highlighted."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    return start, end


@given(edited_texts(), st.data())
def test_a_place_is_a_span_that_could_be_highlighted(
    case: tuple[str, list[TextEdit]], data: st.DataObject
) -> None:
    text, edits = case
    assume(text)
    span = data.draw(spans(text))
    new = apply_edits(text, edits)
    place = SpanCarrier(text, new, edits).carry(*span)
    touched = [edit for edit in edits if edit.start < span[1] and edit.end > span[0]]
    if not touched:
        shift = sum(edit.shift for edit in edits if edit.end <= span[0])
        assert place == (span[0] + shift, span[1] + shift)
    elif place:
        assert 0 <= place[0] < place[1] <= len(new)
        assert new[slice(*place)].strip()
        for edge, offset in zip(span, place, strict=True):
            assert is_word_edge(new, offset) or not is_word_edge(text, edge)
            assert is_grapheme_edge(new, offset) or not is_grapheme_edge(text, edge)


@given(edited_texts(), st.data())
def test_what_touches_no_span_is_undone_by_its_reverse(
    case: tuple[str, list[TextEdit]], data: st.DataObject
) -> None:
    text, edits = case
    assume(text)
    start, end = data.draw(spans(text))
    edits = [edit for edit in edits if edit.end < start or edit.start > end]
    new = apply_edits(text, edits)
    there = SpanCarrier(text, new, edits).carry(start, end)
    assert there
    assert SpanCarrier(new, text, reverse_edits(text, edits)).carry(*there) == (start, end)


@given(edited_texts(), st.data())
def test_the_place_of_a_span_does_not_depend_on_others(
    case: tuple[str, list[TextEdit]], data: st.DataObject
) -> None:
    text, edits = case
    assume(text)
    some = data.draw(st.lists(spans(text), min_size=2, max_size=5))
    new = apply_edits(text, edits)
    carrier, backwards = SpanCarrier(text, new, edits), SpanCarrier(text, new, edits)
    places = [carrier.carry(*span) for span in some]
    assert places == [backwards.carry(*span) for span in reversed(some)][::-1]

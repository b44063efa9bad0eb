"""The formatting of a draft stays on its words, whatever is edited around and inside them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.draft import Draft, Formatting, normalize_formatting
from tests.texts import TEXTS
from web.i18n.lazy_message import Message

KINDS = st.sampled_from(["heading", "emphasis", "strong", "link", "quotation", "item", "time"])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Return a text with formatting anywhere."""
    text = draw(TEXTS)
    edges = st.integers(0, len(text))
    rows = draw(st.lists(st.tuples(edges, edges, KINDS), max_size=6))
    return Draft(text, formatting=normalize_formatting(Formatting(s, e, kind) for s, e, kind in rows))


@st.composite
def edits(draw: st.DrawFn) -> tuple[Draft, int, int, str]:
    """Return a draft, the offsets of a passage, and its replacement."""
    draft = draw(drafts())
    start = draw(st.integers(0, len(draft.text)))
    end = draw(st.integers(start, len(draft.text)))
    return draft, start, end, draw(TEXTS)


@given(edits())
def test_an_edit_replaces_its_stretch_and_nothing_else(edit: tuple[Draft, int, int, str]) -> None:
    draft, start, end, replacement = edit
    after = draft.with_edit(start, end, replacement)
    assert after.text == draft.text[:start] + replacement + draft.text[end:]
    for f in after.formatting:
        assert 0 <= f.start < f.end <= len(after.text)
    assert after.formatting == normalize_formatting(after.formatting)


@given(edits())
def test_formatting_keeps_the_words_that_stay(edit: tuple[Draft, int, int, str]) -> None:
    draft, start, end, replacement = edit
    after = draft.with_edit(start, end, replacement)
    kept = [(f.kind, after.text[f.start : f.end]) for f in after.formatting]
    for f in draft.formatting:
        if f.end <= start or f.start >= max(end, start + 1):
            assert (f.kind, draft.text[f.start : f.end]) in kept
        if f.start <= start and end < f.end:
            changed = draft.text[f.start : start] + replacement + draft.text[end : f.end]
            assert not changed or (f.kind, changed) in kept


@given(edits())
def test_an_edit_that_changes_nothing(edit: tuple[Draft, int, int, str]) -> None:
    draft, start, *_ = edit
    assert draft.with_edit(start, start, "") == draft


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        pytest.param((0, 4, ""), (0, 5), id="before"),
        pytest.param((9, 14, ""), (4, 9), id="right behind"),
        pytest.param((6, 7, "🌉🌉"), (4, 10), id="inside"),
        pytest.param((2, 6, ""), (2, 5), id="over its start"),
        pytest.param((2, 6, "xy"), (4, 7), id="its start replaced"),
        pytest.param((7, 12, ""), (4, 7), id="over its end"),
        pytest.param((4, 9, ""), None, id="exactly its words"),
        pytest.param((0, 14, "new"), None, id="around it"),
    ],
)
def test_where_formatting_goes(edit: tuple[int, int, str], left: tuple[int, int] | None) -> None:
    draft = Draft("The quick 🌉fox", formatting=(Formatting(4, 9, "strong"),))
    after = draft.with_edit(*edit)
    assert [(f.start, f.end) for f in after.formatting] == ([left] if left else [])


@given(drafts())
def test_json_and_back(draft: Draft) -> None:
    assert Draft.from_json(draft.to_json()) == draft


def test_json_keeps_the_facts() -> None:
    draft = Draft(
        "x",
        "T",
        "B",
        "P",
        "https://example.org/",
        date(2026, 2, 28),
        "he",
        (),
        (Message("Page {page} is empty.").format(page=3),),
    )
    assert Draft.from_json(draft.to_json()) == draft

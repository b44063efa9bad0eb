"""Laws of changes by hand: each can be undone alone, in any order, and nothing else changes."""

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from articles.cleaning import Cleaned, Segment, as_read
from articles.editing.commands import correct, cross_out, join, set_level, split
from articles.editing.compose import Composed, compose
from articles.editing.display import shown_blocks
from articles.editing.hand_edits import HandEdits, edit_id, level_id
from articles.editing.text_edit import apply_edits, check_edits
from articles.text.draft import Draft, Formatting, check_formatting
from tests.articles.editing.hand_edited import REASON, Command, commands, composed_texts

FEW = settings(max_examples=60, deadline=None)


@FEW
@given(composed_texts())
def test_the_pieces_the_edits_and_the_text_agree(composed):
    text, cleaned = composed.draft.text, composed.cleaned
    assert text == "".join(piece.text for piece in composed.pieces if piece.stays)
    check_edits(cleaned.draft.text, composed.edits)
    assert text == apply_edits(cleaned.draft.text, composed.edits)
    check_formatting(text, composed.draft.formatting)


@FEW
@given(composed_texts())
def test_the_pieces_still_cover_the_original(composed):
    original = "".join(s.text for s in composed.cleaned.segments if s.state != "inserted")
    assert [piece.start for piece in composed.pieces[:1]] == [0]
    assert composed.pieces[-1].end == len(original)
    assert all(before.end == after.start for before, after in pairwise(composed.pieces))
    for piece in composed.pieces:
        if piece.state == "kept":
            assert original[piece.start : piece.end] == piece.text


@FEW
@given(composed_texts(), st.randoms(use_true_random=False))
def test_undoing_all_changes_in_any_order_gives_the_cleaned_text_again(composed, random):
    hand = composed.hand
    for name in random.sample(hand.ids, len(hand.ids)):
        hand = hand.undo(name)
    assert hand == HandEdits()
    assert compose(composed.cleaned, hand).draft == composed.cleaned.draft


WORDS = [f"word{number}" for number in range(12)]


@FEW
@given(st.lists(st.sampled_from(WORDS[::2]), unique=True), st.data())
def test_the_order_of_changes_makes_no_difference(chosen, data):
    text = " ".join(WORDS[:6]) + "\n\n" + " ".join(WORDS[6:])
    cleaned = as_read(Draft(text))
    replacements = {word: data.draw(st.sampled_from(["", "other", "two words"])) for word in chosen}

    def changed(words: list[str]) -> HandEdits:
        composed = compose(cleaned, HandEdits())
        for word in words:
            start = text.index(word)
            hand = correct(composed, start, start + len(word), replacements[word])
            composed = compose(cleaned, hand)
        return composed.hand

    assert changed(chosen) == changed(data.draw(st.permutations(chosen)))


@FEW
@given(composed_texts(), commands)
def test_the_last_change_is_undone_exactly(composed, command):
    after = command.run(composed)
    added = [name for name in after.ids if name not in composed.hand.ids]
    removed = [name for name in composed.hand.ids if name not in after.ids]
    if len(added) == 1 and not removed:
        assert after.undo(added[0]) == composed.hand


@FEW
@given(composed_texts())
def test_the_page_shows_all_of_the_text_in_its_blocks(composed):
    shown = [block for block in shown_blocks(composed) if block.kind != "removed"]
    assert [(b.kind, b.level) for b in shown] == [(b.kind, b.level) for b in composed.blocks]
    for block, whole in zip(shown, composed.blocks, strict=True):
        parts = [p for p in block.pieces if p.kind in ("text", "offered", "joined", "new")]
        words = fromstring(f"<div>{''.join(p.html for p in parts)}</div>").text_content()
        assert words == composed.draft.text[whole.start : whole.end]


@FEW
@given(composed_texts())
def test_the_page_can_undo_each_change_that_has_an_effect(composed):
    blocks = shown_blocks(composed)
    offered = {p.edit for block in blocks for p in block.pieces if p.last} | {b.undo for b in blocks}
    effective = {edit_id(edit) for edit in composed.hand.edits}
    assert effective <= offered
    assert {level_id(level.at) for level in composed.levels.values()} <= offered


@FEW
@given(composed_texts())
def test_changes_are_read_as_they_were_stored(composed):
    assert HandEdits.from_json(json.loads(json.dumps(composed.hand.to_json()))) == composed.hand


TEXT = "The bridge\n\nThe counsil voted yes. It is closed, said Ana.\n\nAdvertisement\n\nThe end."
LINK = Formatting(TEXT.index("Ana"), TEXT.index("Ana") + 3, "link", "https://example.org/ana")
PLAIN = compose(as_read(Draft(TEXT, formatting=(Formatting(0, 10, "heading", "1"), LINK))), HandEdits())


def at(words: str, composed: Composed = PLAIN) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def after(hand: HandEdits) -> str:
    return compose(PLAIN.cleaned, hand).draft.text


def test_a_crossed_out_paragraph_leaves_one_break():
    hand = cross_out(PLAIN, *at("Advertisement"))
    assert after(hand) == TEXT.replace("Advertisement\n\n", "")
    assert [(e.start, e.end) for e in hand.edits] == [at("Advertisement")]


def test_a_crossed_out_sentence_leaves_one_space_and_none_before_a_comma():
    assert "\n\nIt is closed" in after(cross_out(PLAIN, *at("The counsil voted yes.")))
    assert "It is, said Ana" in after(cross_out(PLAIN, *at("closed")))
    assert "counsil yes" in after(cross_out(PLAIN, *at("voted")))


def test_a_correction_replaces_the_words_that_differ_only():
    hand = correct(PLAIN, *at("The counsil voted"), "The council voted")
    assert [(TEXT[e.start : e.end], e.replacement) for e in hand.edits] == [("counsil", "council")]


def test_what_is_corrected_to_the_old_words_is_no_change_any_more():
    hand = correct(PLAIN, *at("counsil"), "council")
    assert correct(compose(PLAIN.cleaned, hand), *at("counsil"), "counsil") == HandEdits()


def test_a_corrected_link_stays_a_link():
    draft = compose(PLAIN.cleaned, correct(PLAIN, *at("Ana"), "Anna")).draft
    assert [draft.text[f.start : f.end] for f in draft.formatting if f.kind == "link"] == ["Anna"]


def test_a_split_is_undone_by_joining():
    hand = split(PLAIN, TEXT.index("It is closed"))
    assert "voted yes.\n\nIt is closed" in after(hand)
    assert join(compose(PLAIN.cleaned, hand), TEXT.index("It is closed")) == HandEdits()


def test_a_heading_that_is_joined_to_a_paragraph_is_none():
    first = set_level(PLAIN, TEXT.index("Advertisement"), "2")
    hand = join(compose(PLAIN.cleaned, first), TEXT.index("Advertisement"))
    draft = compose(PLAIN.cleaned, hand).draft
    assert [f.value for f in draft.formatting if f.kind == "heading"] == ["1"]
    assert first.levels == hand.levels


def test_a_heading_stays_one_without_its_first_word_and_its_neighbour_becomes_none():
    hand = set_level(PLAIN, TEXT.index("The counsil"), "2")
    shorter = cross_out(compose(PLAIN.cleaned, hand), *at("The counsil"))
    gone = cross_out(compose(PLAIN.cleaned, hand), *at("The counsil voted yes. It is closed, said Ana."))
    assert levels(shorter) == ["1", "2"]
    assert levels(gone) == ["1"]


def levels(hand: HandEdits) -> list[str]:
    formatting = compose(PLAIN.cleaned, hand).draft.formatting
    return [f.value for f in formatting if f.kind == "heading"]


def test_a_heading_can_become_a_paragraph():
    assert levels(set_level(PLAIN, 0, "")) == []


def test_a_change_over_clutter_is_undone_with_the_clutter_as_it_was():
    segments = (
        Segment("One "),
        Segment("AD ", "removed", "ad-1", REASON),
        Segment("two three"),
    )
    cleaned = Cleaned(Draft("One two three"), segments)
    hand = cross_out(compose(cleaned, HandEdits()), 0, 10)
    composed = compose(cleaned, hand)
    assert composed.draft.text == "three"
    assert [(p.state, p.text) for p in composed.pieces if p.shown] == [("removed", "One AD two")]
    assert compose(cleaned, hand.undo(hand.ids[0])).draft == cleaned.draft


def test_commands_beside_the_text_are_refused():
    assert Command("cross_out", 3, 0, "").run(PLAIN) == HandEdits()
    assert Command("split", 0, 0, "").run(PLAIN) == HandEdits()
    assert Command("join", 0, 0, "").run(PLAIN) == HandEdits()

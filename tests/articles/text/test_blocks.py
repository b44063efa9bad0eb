"""Blocks cover the text except newlines, in order, each with its formatting."""

from hypothesis import given

from articles.text.blocks import BLOCK_KINDS, TIME, Block, blocks
from articles.text.draft import Draft, Formatting
from tests.articles.text.test_draft import drafts
from tests.world import BODY, FORMATTING, HEADLINE, QUOTATION


@given(drafts())
def test_everything_outside_blocks_is_newlines(draft: Draft) -> None:
    result = blocks(draft.text, draft.formatting)
    at = 0
    for block in result:
        assert at <= block.start < block.end
        assert set(draft.text[at : block.start]) <= {"\n"}
        at = block.end
    assert set(draft.text[at:]) <= {"\n"}


@given(drafts())
def test_a_block_is_one_paragraph(draft: Draft) -> None:
    for block in blocks(draft.text, draft.formatting):
        words = draft.text[block.start : block.end]
        assert "\n\n" not in words
        assert words == words.strip("\n")


@given(drafts())
def test_inline_formatting_is_cut_to_its_block_and_none_is_lost(draft: Draft) -> None:
    result = blocks(draft.text, draft.formatting)
    for block in result:
        expected = [
            (max(f.start, block.start), min(f.end, block.end), f.kind)
            for f in draft.formatting
            if f.kind not in (*BLOCK_KINDS, TIME) and f.start < block.end and f.end > block.start
        ]
        assert sorted((f.start, f.end, f.kind) for f in block.inline) == sorted(expected)


@given(drafts())
def test_the_kind_of_a_block_lies_on_it(draft: Draft) -> None:
    for block in blocks(draft.text, draft.formatting):
        on = {f.kind for f in draft.formatting if f.start < block.end and f.end > block.start}
        on &= set(BLOCK_KINDS)
        assert block.kind in on if on else block.kind == "paragraph"
        assert bool(block.level) == (block.kind == "heading")


def test_the_blocks_of_an_article() -> None:
    result = blocks(BODY, FORMATTING)
    assert [(block.kind, block.level) for block in result] == [
        ("heading", 1), ("paragraph", 0), ("paragraph", 0), ("quotation", 0), ("paragraph", 0),
    ]  # fmt: skip
    assert BODY[result[0].start : result[0].end] == HEADLINE
    assert BODY[result[3].start : result[3].end] == QUOTATION
    assert [BODY[f.start : f.end] for f in result[4].inline] == ["Taxes fell by four per cent"]


def test_inline_formatting_over_several_blocks_is_on_each() -> None:
    result = blocks("ab\n\ncd\n\nef", [Formatting(1, 9, "strong")])
    assert [(f.start, f.end) for block in result for f in block.inline] == [(1, 2), (4, 6), (8, 9)]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks("") == blocks("\n\n\n") == []


def test_a_heading_without_a_level_is_a_second_one() -> None:
    assert blocks("a", [Formatting(0, 1, "heading")]) == [Block(0, 1, "heading", 2, ())]


def test_a_block_has_the_time_at_which_it_begins() -> None:
    times = (Formatting(0, 5, "time", "0"), Formatting(6, 23, "time", "3600999"))
    # The second one goes on over two blocks: only the first of them begins at that time.
    assert [block.time for block in blocks("Ann.\n\nBob says:\n\nYes.\n\nNo.", times)] == [
        "0:00",
        "1:00:00",
        "",
        "",
    ]

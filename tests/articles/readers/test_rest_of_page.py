"""The page before and after an article is crossed out part by part, and each part can be kept."""

import pytest

from articles.cleaning import as_read, clean
from articles.editing.compose import compose
from articles.editing.display import shown_blocks
from articles.editing.hand_edits import HandEdits
from articles.readers import html
from articles.readers.html import HtmlReader
from tests.articles.readers.test_web_pages import FOOT, HEADLINE, MENU, P1, P2, P3, P4

ABOVE = "<div><p>The Tide: the paper of the coast since 1884</p></div>"
BELOW = (
    '<div class="comments"><p>First! What a mess.</p><p>Second! It is not.</p></div>'
    "<div><h2>Elsewhere</h2><p>By Tamsin Orrel</p><p>A correction: the bridge will open in <b>July</b>, not in June, "
    "the harbour office wrote to us after this article was printed.</p></div>"
)
PAGE = (
    f"<html lang=en><head><title>{HEADLINE}</title></head><body>{MENU}{ABOVE}"
    f"<article><h1>{HEADLINE}</h1>{P1}{P2}{P3}{P4}</article>{BELOW}{FOOT}</body></html>"
).encode()
SEEN = (
    "Home News Sport",
    "The Tide: the paper",
    "What a mess",
    "It is not",
    "Tamsin Orrel",
    "July",
    "All rights",
)


def test_all_of_the_page_is_shown_and_the_article_alone_is_the_text() -> None:
    draft = HtmlReader().read(PAGE)
    cleaned = clean(draft)
    assert cleaned.draft.text.startswith(HEADLINE)
    assert cleaned.draft.text.endswith("a paper of the council.")
    crossed_out = "".join(segment.text for segment in cleaned.segments if segment.state == "removed")
    assert [words for words in SEEN if words not in crossed_out] == []
    assert cleaned.draft.byline == ""


def test_a_part_can_be_kept_with_its_formatting() -> None:
    draft = HtmlReader().read(PAGE)
    edit = next(segment.edit for segment in clean(draft).segments if "A correction" in segment.text)
    kept = clean(draft, frozenset([edit])).draft
    assert "paper of the council.\n\nElsewhere\n\nBy Tamsin Orrel\n\nA correction" in kept.text
    assert "What a mess" not in kept.text
    assert [kept.text[f.start : f.end] for f in kept.formatting if f.kind == "strong"] == ["July"]


def test_a_text_that_is_not_cleaned_is_without_the_rest_of_the_page() -> None:
    draft = HtmlReader().read(PAGE)
    assert as_read(draft).draft.text == clean(draft).draft.text


def test_the_review_folds_it_once_above_and_once_below() -> None:
    blocks = shown_blocks(compose(clean(HtmlReader().read(PAGE)), HandEdits()))
    assert [n for n, block in enumerate(blocks) if block.fold] == [0, 7]
    assert [n for n, block in enumerate(blocks) if block.fold_ends] == [1, len(blocks) - 1]
    assert [block.kind for block in blocks[2:7]] == ["heading", *["paragraph"] * 4]


def test_a_very_long_rest_is_left_out_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_REST", 100)
    draft = HtmlReader().read(PAGE)
    assert draft.text.endswith("a paper of the council.")
    assert html.LONG_REST in draft.notes

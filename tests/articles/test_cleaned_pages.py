"""A whole page is cleaned without a hand, and what a reader keeps comes back."""

from datetime import date

from articles.cleaning import clean
from articles.cleaning.steps import (
    bylines,
    page_breaks,
    photo_credits,
    subscriptions,
)
from articles.readers.text import read_text
from articles.text.draft import Formatting
from tests.articles.cleaning_cases import JOINED, MORE, PROSE

SCRAPE = f"""



Written by [Jane Doe](https://example.org/jane) on May 3, 2024

Report: Council to Close the “Harbour Bridge” for Good

{PROSE}



Ana Pérez/iStock/Getty Images Plus

The *Harbour Post* printed a [long letter](https://example.org/letter) about it. "Not one of us was asked," it said.



Written by [Jane Doe](https://example.org/jane) on May 3, 2024

{MORE}

"To date, despite the large number of bridges on its soil, the government is



Written by [Jane Doe](https://example.org/jane) on May 3, 2024

among the **very few** that have not counted them,” the letter went on.

The mayor said that “nobody fell in.”



Subscribe to the Harbour Post

Get exclusive digital access to the only paper in town!

Discover the tide tables, the letters and the weather in the pages of "The Harbour Post" magazine.

From fish to finance, we bring you everything that floats.



[Subscribe](#)

What's Included?

- 24 Issues Per Year
- Coming Soon! Ad FREE
- Cancel anytime."""


CLEANED = f"""Report: Council to Close the “Harbour Bridge” for Good

{PROSE}

The Harbour Post printed a long letter about it. "Not one of us was asked," it said.

{MORE}

{JOINED}

The mayor said that “nobody fell in.”"""


def test_a_scraped_page_is_clean_without_a_hand():
    found = clean(read_text(SCRAPE))
    assert found.draft.text == CLEANED
    assert found.draft.title == "Report: Council to Close the “Harbour Bridge” for Good"
    assert (found.draft.byline, found.draft.published) == ("Jane Doe", date(2024, 5, 3))
    assert [(f.kind, f.value, CLEANED[f.start : f.end]) for f in found.draft.formatting] == [
        ("heading", "1", "Report: Council to Close the “Harbour Bridge” for Good"),
        ("emphasis", "", "Harbour Post"),
        ("link", "https://example.org/letter", "long letter"),
        ("strong", "", "very few"),
    ]
    assert [(s.state, s.reason) for s in found.segments if s.shown] == [
        ("removed", bylines.BYLINE),
        ("removed", photo_credits.REASON),
        ("removed", bylines.REPEATED),
        ("inserted", page_breaks.REASON),
        ("removed", bylines.REPEATED),
        ("removed", subscriptions.REASON),
    ]


def test_what_is_kept_comes_back_and_nothing_else_changes():
    draft = read_text(SCRAPE)
    box = clean(draft).segments[-1]
    found = clean(draft, frozenset([box.edit]))
    assert found.draft.text == CLEANED + draft.text[draft.text.index("\n\nSubscribe to") :]
    assert found.segments[-1].offered
    assert found.segments[-1].text == box.text


def test_a_sentence_is_not_joined_over_a_byline_that_is_kept():
    draft = read_text(SCRAPE)
    last = [s for s in clean(draft).segments if s.reason in (bylines.BYLINE, bylines.REPEATED)][-1]
    found = clean(draft, frozenset([last.edit]))
    assert "the government is\n\nWritten by Jane Doe on May 3, 2024\n\namong the very few" in found.draft.text
    link = next(f for f in found.draft.formatting if f.value == "https://example.org/jane")
    assert found.draft.text[link.start : link.end] == "Jane Doe"
    assert Formatting(0, 54, "heading", "1") in found.draft.formatting


def test_a_joined_sentence_can_be_parted_again():
    draft = read_text(SCRAPE)
    joint = next(s for s in clean(draft).segments if s.state == "inserted")
    found = clean(draft, frozenset([joint.edit]))
    assert "the government is\n\namong the very few" in found.draft.text
    assert [s.reason for s in found.segments if s.offered and s.shown] == [joint.reason]

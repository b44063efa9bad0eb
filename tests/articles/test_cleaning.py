"""What each cleaning step takes off, and what looks alike and has to stay."""

from datetime import date

import pytest

from articles.cleaning import Edit, Step, clean
from articles.readers.text import read_text
from articles.text.draft import Draft
from tests.articles.cleaning_cases import MORE, NEAR_MISSES, PROSE, REMOVED, REST, STEPS


def removed(text: str, slug: str) -> tuple[list[str], set[str]]:
    segments = [s for s in clean(read_text(text), steps=[STEPS[slug]]).segments if s.state == "removed"]
    return [s.text for s in segments], {s.reason for s in segments}


def test_every_step_has_its_table():
    # What a page's reader found is tested in test_web_pages.py.
    assert {*REMOVED, "page-clutter", "rest-of-page"} == set(STEPS)


@pytest.mark.parametrize(
    ("slug", "text", "gone", "reason"), [(slug, *row) for slug, rows in REMOVED.items() for row in rows]
)
def test_what_is_taken_out(slug, text, gone, reason):
    quotes, reasons = removed(text, slug)
    white = not gone.strip("\n\t §")
    assert [quote if white else quote.strip() for quote in quotes] == gone.split("§")
    assert reasons == {reason}


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_what_looks_alike_stays(line):
    draft = Draft(f"Bridge to Close in May\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{line}\n\n{MORE}\n\n{PROSE}")
    found = clean(draft)
    assert found.draft.text == draft.text
    assert [segment.state for segment in found.segments] == ["kept"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n1\n\n{MORE}\n\n2\n\n{PROSE}\n\n3\n\n{MORE}",
        f"{PROSE}\n\n1\n\n2\n\n3\n\n{MORE}",
        f"{PROSE}\n\nPage 9\n\n{MORE}\n\nPage 4\n\n{PROSE}",
        "I never saw one again\n\nand a bridge that was as grey as the\n\nmoon that hangs over the people who",
        "I think that I have never seen\n\na bridge as lovely as the\n\nmoon that hangs between\n\nthe harbour and sea",
        f"{PROSE}\n\nSome went by the long road that winds above the sea and\nthey\n\n{REST}",
        f"{PROSE}\n\nA Long Look at the Books of the Harbour and What They Mean\n\nbell hooks was not one of them.",
        f"{PROSE}\n\nWhat's Included?\n\n- a bridge\n- a tunnel\n\n{MORE}",
        f"{PROSE}\n\nSign up now\n\nThe magazine lost half of its subscribers last year, the mayor said.\n\n{MORE}",
        f"{PROSE}\n\nFacebook\n\n{MORE}\n\nTwitter\n\n{PROSE}",
        f"Bridge to Close\n\nBy Jane Doe’s Own Brother\n\n{PROSE}",
        f"Letters\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\nBy Jane Doe\n\n{MORE}\n\n{PROSE}\n\nBy John Roe\n\n{MORE}",
        f"{PROSE}\n\nThe oldest drawings of the harbour and of the bridge over it are on\n\nhttp://example.org/harbour",
        "Rose is a rose\nis a rose\nis a rose\n\nand the\n\nrose is a rose",
        "Page one\nBy the sea\nPhoto: none\nand so on",
    ],
)
def test_shapes_of_prose_that_stay(text):
    assert clean(Draft(text)).draft.text == text


@pytest.mark.parametrize(
    ("head", "left"),
    [
        ("Bridge to Close\nBy Jane Doe\nMay 3, 2024", "Bridge to Close\n\n"),
        ("By Jane Doe\nMay 3, 2024\nBridge to Close", "Bridge to Close\n\n"),
        ("Bridge to Close\nBy Jane Doe\nNobody is to cross", "Bridge to Close\nNobody is to cross\n\n"),
        ("By Jane Doe\nMay 3, 2024", ""),
        ("Bridge to Close\nTweet\n\nEmail\n\nPrint", "Bridge to Close\n\n"),
        ("Tweet\nEmail\n\nPrint", ""),
    ],
)
def test_the_lines_of_the_head_are_told_apart(head, left):
    draft = Draft(f"{head}\n\n{PROSE}\n\n{MORE}")
    found = clean(draft)
    assert found.draft.text == f"{left}{PROSE}\n\n{MORE}"
    assert clean(draft, frozenset(s.edit for s in found.segments)).draft.text == draft.text


def test_an_indent_stays_with_its_paragraph():
    assert clean(Draft(f"{PROSE}\n\n  Advertisement\n\n    {MORE}")).draft.text == f"{PROSE}\n\n    {MORE}"


def test_a_box_in_the_middle_leaves_the_article_after_it():
    box = "Sign up for our newsletter\n\nGet the news in your inbox every morning!\n\nSign up"
    text = f"{PROSE}\n\n{box}\n\nWhat the mayor knew\n\n{MORE}\n\n{box}\n\n{PROSE}"
    assert clean(Draft(text)).draft.text == f"{PROSE}\n\nWhat the mayor knew\n\n{MORE}\n\n{PROSE}"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (f"Written by Jane Doe on December 15, 2022\n\nBridge to Close\n\n{PROSE}",
         ("Bridge to Close", "Jane Doe", date(2022, 12, 15))),
        (f"Bridge to Close\n\nBy JANE DOE and JOHN ROE | May 3, 2024\n\n{PROSE}",
         ("Bridge to Close", "JANE DOE, JOHN ROE", date(2024, 5, 3))),
        (f"Bridge to Close\n\nBy Jane Doe\n\n3 May 2024\n\n{PROSE}", ("Bridge to Close", "Jane Doe", date(2024, 5, 3))),
        (f"Por Ana Pérez, 2024-05-03\n\nEl puente se cierra\n\n{PROSE}",
         ("El puente se cierra", "Ana Pérez", date(2024, 5, 3))),
        (f"Politics\n\nThe Bridge Is to Close\n\nPublished on 3 May 2024\n\n{PROSE}",
         ("The Bridge Is to Close", "", date(2024, 5, 3))),
        (f"Politics\n\n# Bridge to *Close*\n\n{PROSE}", ("Bridge to Close", "", None)),
        (f"{PROSE}\n\n## What the mayor knew\n\n{MORE}", ("What the mayor knew", "", None)),
        (f"{PROSE}\n\n{MORE}", ("", "", None)),
        (f"Bridge to Close\nBy Jane Doe\nMay 3, 2024\n\n{PROSE}", ("Bridge to Close", "Jane Doe", date(2024, 5, 3))),
        (f"Home\n\nNews\n\nThe Bridge Is to Close\n\nBy Jane Doe, Harbour Post\n\n{PROSE}",
         ("The Bridge Is to Close", "Jane Doe", None)),
        (f"By Jane Doe on February 31, 2024\n\n{PROSE}", ("By Jane Doe on February 31, 2024", "", None)),
        (PROSE, ("", "", None)),
    ],
)  # fmt: skip
def test_what_is_learned(text, fields):
    found = clean(read_text(text)).draft
    assert (found.title, found.byline, found.published) == fields


def test_what_a_reader_knew_is_left_as_it_was():
    draft = Draft(f"Bridge to Close\n\nBy Jane Doe | May 3, 2024\n\n{PROSE}", title="T", byline="John Roe")
    found = clean(draft).draft
    assert (found.title, found.byline) == ("T", "John Roe")
    assert found.text == draft.text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"Bridge to Close\n\n{PROSE}", ["Bridge to Close"]),
        (f"\n\nBy Jane Doe | May 3, 2024\n\nBridge to Close\n\n{PROSE}", ["Bridge to Close"]),
        (f"# Bridge to Close\n\n{PROSE}", ["Bridge to Close"]),
        (f"Bridge to Close\n{PROSE}", ["Bridge to Close"]),
        (f"{PROSE}\n\n{MORE}", []),
    ],
)
def test_the_headline_is_a_heading_of_the_text(text, marked):
    draft = clean(read_text(text)).draft
    headings = [f for f in draft.formatting if f.kind == "heading"]
    assert [draft.text[f.start : f.end] for f in headings] == marked
    assert {f.value for f in headings} <= {"1"}


class Eats(Step):
    slug = "eats"
    title = "Eats"
    order = 0

    def __init__(self, *edits):
        self.edits = edits

    def find(self, draft):
        return self.edits


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 1, "same length", "b")],
        [Edit(0, 1, "longer", "bb")],
        [Edit(1, 1, "nothing")],
        [Edit(0, 2, "one"), Edit(1, 3, "overlaps")],
        [Edit(2, 9, "outside")],
    ],
)
def test_a_step_that_makes_no_way_is_refused(edits):
    with pytest.raises(ValueError, match="eats"):
        clean(Draft("abcd"), steps=[Eats(*edits)])

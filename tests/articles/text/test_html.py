"""The HTML of a text contains exactly its characters, and nothing that runs or misleads."""

import re

import pytest
from hypothesis import given, settings
from lxml import html

from articles.text.blocks import blocks
from articles.text.draft import Draft, Formatting
from articles.text.html import inline_runs, text_html
from tests.articles.text.test_draft import drafts
from tests.world import BODY, FORMATTING, HEADLINE, QUOTATION

TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote", "div", "em", "strong", "span", "a")
CONTROL = re.compile("&#([0-9]+);")
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></article><h1>",
    "<!-- --!> <![CDATA[ ]]>",
    "<style>*{display:none}</style>",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &nosuch; &copy",
    "javascript:alert(1) data:text/html,x",
    "{{ user.password }} {% debug %}",
    "\"'`<b x=\"'>",
    "<svg><use href=#x></svg>",
]


def rows(formatting: tuple[Formatting, ...]) -> tuple[tuple[int, int, str, str], ...]:
    """Return formatting as ``Text`` stores it."""
    return tuple((f.start, f.end, f.kind, f.value) for f in formatting)


def parsed(body: str, formatting: tuple[Formatting, ...] = (), follow: bool = False) -> html.HtmlElement:
    """Parse the rendered text like a browser; libxml2 alone would drop control characters."""
    rendered = CONTROL.sub(
        lambda match: chr(0xE000 + int(match[1])), text_html(body, rows(formatting), follow)
    )
    return html.fromstring(f"<main>{rendered}</main>")


def letters(element: html.HtmlElement) -> str:
    """Return the text that the element shows."""
    return element.text_content().translate({0xE000 + control: control for control in range(32)})


def check_letters(body: str, root: html.HtmlElement, formatting: tuple[Formatting, ...] = ()) -> None:
    """Check that each element is a block with its offset and its text."""
    expected = blocks(body, formatting)
    assert [int(element.get("data-start")) for element in root] == [block.start for block in expected]
    assert [letters(element) for element in root] == [body[b.start : b.end] for b in expected]


@settings(max_examples=200)
@given(drafts())
def test_the_letters_are_all_there(draft: Draft) -> None:
    for follow in (False, True):
        check_letters(draft.text, parsed(draft.text, draft.formatting, follow), draft.formatting)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("kind", ["", "strong", "link", "heading"])
def test_a_hostile_text_is_only_letters(hostile: str, kind: str) -> None:
    formatting = (Formatting(0, len(hostile), kind, "1" if kind == "heading" else ""),) if kind else ()
    root = parsed(hostile, formatting, follow=True)
    check_letters(hostile, root, formatting)
    assert {element.tag for element in root.iter()} <= {"main", *TAGS}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "blob:x",
        '" onmouseover="alert(1)', "'><script>alert(1)</script>",
    ],
)  # fmt: skip
def test_a_hostile_address_leads_nowhere(address: str) -> None:
    for follow in (False, True):
        root = parsed("a link", (Formatting(0, 6, "link", address),), follow)
        assert root.text_content() == "a link"
        for element in root.iter():
            assert set(element.attrib) <= {"class", "data-start", "dir", "title", "href", "rel"}
            href = element.get("href", "")
            assert not href or href.startswith(("http:", "https:"))


def test_links_are_followed_only_where_wanted() -> None:
    link = (Formatting(0, 6, "link", "https://example.org/?a=1&b=2"),)
    assert [a.get("href") for a in parsed("a link", link, follow=True).iter("a")] == [link[0].value]
    assert list(parsed("a link", link).iter("a")) == []
    assert [span.get("title") for span in parsed("a link", link).iter("span")] == [link[0].value]


def test_the_shapes_of_an_article() -> None:
    root = parsed(BODY, FORMATTING)
    check_letters(BODY, root, FORMATTING)
    assert [element.tag for element in root] == ["h1", "p", "p", "blockquote", "p"]
    assert root[0].text_content() == HEADLINE
    assert root[3].text_content() == QUOTATION
    assert [em.text_content() for em in root.iter("em")] == ["Taxes fell by four per cent"]
    assert {element.get("dir") for element in root} == {"auto"}


@given(drafts())
def test_runs_cut_a_block_without_a_gap(draft: Draft) -> None:
    for block in blocks(draft.text, draft.formatting):
        cut = inline_runs(block)
        assert [start for start, *_ in cut] == [block.start, *(end for _, end, _ in cut)][:-1]
        assert cut[-1][1] == block.end


def test_overlapping_formatting_nests_properly() -> None:
    both = (
        Formatting(0, 4, "strong"),
        Formatting(2, 6, "emphasis"),
        Formatting(1, 5, "link", "https://a.example/"),
    )
    check_letters("abcdef", parsed("abcdef", both, follow=True), both)


def test_the_most_formatting_a_file_may_bring_is_shown() -> None:
    """When each piece of a paragraph was compared with all its formatting, this took a quarter of an hour."""
    body = "a b " * 50_000
    bold = tuple(Formatting(4 * number, 4 * number + 1, "strong") for number in range(50_000))
    check_letters(body, parsed(body, bold), bold)


@pytest.mark.parametrize("kind", ["strong", "link", "quotation"])
def test_formatting_that_nests_without_end_is_shown(kind: str) -> None:
    """The same, when each piece of each block was wrapped in all its formatting."""
    body = "a b\n\n" * 3_000
    nested = tuple(Formatting(0, len(body) - number, kind) for number in range(3_000))
    check_letters(body, parsed(body, nested), nested)


def test_the_innermost_of_two_links_is_shown() -> None:
    outer, inner = (
        Formatting(0, 9, "link", "https://a.example/"),
        Formatting(3, 5, "link", "https://b.example/"),
    )
    root = parsed("One two x", (outer, inner), follow=True)
    assert [(a.text_content(), a.get("href")) for a in root.iter("a")] == [
        ("One", outer.value),
        (" t", inner.value),
        ("wo x", outer.value),
    ]

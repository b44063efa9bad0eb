"""The HTML in a clipboard: all of it is the article, styles are formatting, and clutter of the programs goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.errors import Unreadable
from articles.readers.html import read_clipboard
from articles.sandbox.read import WITHOUT_FORMATTING, read_pasted
from articles.text.draft import Draft, check_formatting
from tests.articles.drafts import shapes
from tests.articles.readers import clipboards


def formatting(draft: Draft, kind: str) -> list[str]:
    """The words with one kind of formatting."""
    return [words for name, _value, words in shapes(draft) if name == kind]


def test_word_is_read_with_its_lists_headings_and_quotations() -> None:
    draft = read_clipboard(clipboards.WORD)
    assert draft.text == clipboards.WORD_TEXT
    assert draft.title == "The ferry to Port Alder stops"
    assert shapes(draft) == [
        ("heading", "1", "The ferry to Port Alder stops"),
        ("strong", "", "council"),
        ("emphasis", "", "on Monday"),
        ("link", "https://alder.example/ferry", "the ferry"),
        ("item", "", "It was built in 1961."),
        ("item", "", "It carries forty cars."),
        ("quotation", "", "“Nobody asked the islanders,” said Ines Moro."),
        ("heading", "2", "2. What comes next"),
        ("link", "", "[1]"),
    ]


def test_google_docs_is_read_by_its_styles() -> None:
    draft = read_clipboard(clipboards.GOOGLE_DOCS)
    assert draft.text == (
        "The ferry to Port Alder stops\n\nThe council said that the ferry costs 10⁶ or nothing.\n\n"
        "It is old.\n\nIt is slow."
    )
    assert shapes(draft) == [
        ("heading", "1", "The ferry to Port Alder stops"),
        ("strong", "", "council said"),
        ("emphasis", "", "said"),
        ("link", "https://alder.example/ferry", "the ferry"),
        ("item", "", "It is old."),
        ("item", "", "It is slow."),
    ]
    assert [draft.text[c.start : c.end] for c in draft.clutter] == ["or nothing"]


def test_all_that_was_selected_on_a_page_is_the_article() -> None:
    draft = read_clipboard(f"<nav>A menu</nav>{clipboards.WEB_PAGE}<footer>Words at the end</footer>")
    assert draft.text.startswith("A menu\n\n")
    assert draft.text.endswith("Year\tRiders\n1990\t4,000\n\nWords at the end")
    assert draft.title == "The ferry to Port Alder stops"
    assert formatting(draft, "emphasis") == ["on Monday that the ferry is"]
    assert formatting(draft, "strong") == ["council", "bridge"]
    assert formatting(draft, "quotation") == ["Nobody asked the islanders."]


@pytest.mark.parametrize(
    ("html", "bold"),
    [
        ("<b>one <span style='font-weight:400'>two</span> three</b>", ["one", "three"]),
        ("<p style='font-weight: bold !important'>one</p><p>two</p>", ["one"]),
        ("<b style='font-weight:normal'>one <b>two</b></b>", ["two"]),
        ("<span style='mso-bidi-font-weight:bold'>one</span>", []),
        ("<h2>one <b>two</b></h2>", []),
        ("<b>one </b><b>two</b>", ["one two"]),
        ("<b>one</b><p><b>two</b></p>", ["one", "two"]),
    ],
    ids=["cancelled", "paragraph", "wrapper", "other scripts", "heading", "joined", "apart"],
)
def test_what_is_bold_is_what_a_browser_shows_bold(html: str, bold: list[str]) -> None:
    assert formatting(read_clipboard(html), "strong") == bold


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div style='white-space: pre-wrap'>one\ntwo\n\nthree</div>", "one\ntwo\n\nthree"),
        ("<div style='white-space: pre'><p style='white-space:normal'>one\ntwo</p></div>", "one two"),
        ("<p>one\ntwo</p>", "one two"),
        ("<pre style='white-space: pre'>one\ntwo</pre>", "one\ntwo"),
    ],
    ids=["kept", "not in an inner element", "wrapped source", "preformatted"],
)
def test_lines_are_those_that_a_browser_shows(html: str, text: str) -> None:
    assert read_clipboard(html).text == text


def test_headings_by_their_role_and_outline_level() -> None:
    html = (
        '<p role="heading" aria-level="2">One</p><p style="mso-outline-level:3">Two</p>'
        '<p class="MsoTitle">Three</p><p style="mso-outline-level:body-text">Four</p>'
    )
    assert [(value, words) for kind, value, words in shapes(read_clipboard(html)) if kind == "heading"] == [
        ("2", "One"),
        ("3", "Two"),
        ("1", "Three"),
    ]


@pytest.mark.parametrize(
    ("sizes", "title"),
    [
        (("26pt", "11pt"), "The ferry stops"),
        (("24pt", "24pt"), ""),
        (("26pt", "x"), ""),
        (("inf", "1pt"), ""),
    ],
    ids=["a title", "large print", "no size", "no number"],
)
def test_a_title_is_the_first_paragraph_if_it_is_set_much_larger(sizes: tuple[str, str], title: str) -> None:
    first, second = (f"<span style='font-size:{size}'>" for size in sizes)
    draft = read_clipboard(f"<p>{first}The ferry stops</span></p><p>{second}It is old.</span></p>")
    assert draft.title == title


def test_spaces_that_programs_put_at_the_end_or_between_are_spaces() -> None:
    html = (
        '<p>One<span class="EOP SCXW1">&nbsp;</span></p>'
        '<p>two<span class="Apple-converted-space">&nbsp;</span> three</p>'
    )
    assert read_clipboard(html).text == "One\n\ntwo three"


HOSTILE = """<p onclick="steal()">Seen <a href="java\nscript:alert(1)">one</a> <a href="data:text/html,x">two</a>
<a href="file:///etc/passwd">three</a></p><script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1)>
<iframe src="javascript:alert(1)">frame</iframe><svg><script>alert(2)</script><text>drawn</text></svg>
<p style="display:none">hidden</p><p hidden>hidden too</p><span style="font-size:0">tiny</span>
<math><mtext><img src=x onerror=alert(3)></mtext></math><noscript><p title="</noscript><img onerror=alert(4)>">
</noscript><form><input value="typed"><textarea>typed</textarea></form><template>later</template>"""


def test_nothing_hostile_or_hidden_comes_through() -> None:
    draft = read_clipboard(HOSTILE)
    assert draft.text.split() == ["Seen", "one", "two", "three"]
    assert formatting(draft, "link") == []


@pytest.mark.parametrize(
    "html",
    [
        "<p style='" + "a:b;" * 400_000 + "'>words</p>",
        "<b>" * 3_000 + "words",
        "<p><b>x</b> " * 30_000,
        "<!--" * 100_000 + "words",
        "<![if x]>" * 100_000 + "words",
        "a\0b" + "<span style='font-weight:bold'>" * 200 + "words",
    ],
    ids=["style", "deep", "many", "comments", "conditions", "nul"],
)
def test_what_is_made_to_break_is_read_or_refused(html: str) -> None:
    try:
        draft = read_pasted("words", html)
    except Unreadable:
        return
    assert "words" in draft.text or "x" in draft.text


PIECES = st.sampled_from(
    [
        "<b>", "</b>", "<i style='font-weight:bold'>", "</i>", "<p style='mso-list:l0 level1'>", "</p>", "one ", "two",
        "<span style='font-weight:normal;vertical-align:super'>", "</span>", "\n", "<o:p>&nbsp;</o:p>",
        "<table><tr><td>",
        "<h1>", "</h1>", "<br>", "<div style='white-space:pre'>", "</div>", "<span style='mso-list:Ignore'>", "é\u0301",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_formatting_always_fits_its_text(pieces: list[str]) -> None:
    draft = read_clipboard("<p>Words</p>" + "".join(pieces))
    check_formatting(draft.text, draft.formatting)


class TestBesideItsText:
    """The plain text comes with the HTML, and counts where the HTML is no good."""

    def test_html_that_lacks_much_of_the_text_is_not_trusted(self) -> None:
        draft = read_pasted("The ferry stops. " * 20, "<p>The <b>ferry</b></p>")
        assert (draft.text.count("ferry"), draft.formatting) == (20, ())
        assert WITHOUT_FORMATTING in draft.notes

    def test_html_without_words_leaves_the_text(self) -> None:
        assert read_pasted("The ferry stops.", "<img src=x>").text == "The ferry stops."

    def test_html_alone_is_enough(self) -> None:
        assert read_pasted("", clipboards.WORD).text == clipboards.WORD_TEXT

    def test_signs_of_lists_in_the_text_do_not_count_against_it(self) -> None:
        assert read_pasted(clipboards.plain(clipboards.WORD), clipboards.WORD).text == clipboards.WORD_TEXT

"""What stands around an article in PDFs: lines of browsers, running heads, page numbers, footnotes, metadata."""

from datetime import date

import pytest

from articles.cleaning import clean
from articles.parsing.pdf.page_edges import BROWSER, PAGE_NUMBER, RUNNING_HEAD
from articles.readers.pdf import PdfReader
from articles.text.draft import Draft
from tests.articles.readers.make_pdfs import Drawn, drawn, set_in_columns, typeset
from tests.articles.readers.test_pdf_columns import ENGLISH
from web.i18n.lazy_message import Message

HEADLINE: Drawn = (60, 760, 22, "Ferry on Lake Umbra stopped")
TITLE = "Ferry on Lake Umbra stopped - Umbra Courier"
ADDRESS = "https://courier.example/ferry-stopped?from=home"
# What browsers print at the top and the foot: left and right parts.
BROWSERS = {
    "Chromium": (("11/29/26, 6:30 PM", TITLE), (ADDRESS, "{n}/{all}")),
    "Chromium in German": (("29.11.26, 18:30", TITLE), (ADDRESS, "{n}/{all}")),
    "Firefox": ((TITLE, ADDRESS), ("{n} of {all}", "11/29/2026, 6:30 PM")),
    "Safari": (("29/11/2026, 18:30", TITLE), (ADDRESS, "Page {n} of {all}")),
}


def clutter(draft: Draft) -> list[tuple[str, Message]]:
    return [(" ".join(draft.text[c.start : c.end].split()), c.reason) for c in draft.clutter]


def printed(browser: str, pages: int) -> bytes:
    top, foot = BROWSERS[browser]
    result = []
    for n in range(1, pages + 1):
        [lines] = set_in_columns(ENGLISH[n - 1 :: pages], 1)
        edges: list[Drawn] = []
        for baseline, parts in ((825, top), (15, foot)):
            for left, part in zip((25, 300), parts, strict=True):
                edges.append((left, baseline, 6, part.format(n=n, all=pages)))
        result.append([*edges, *([HEADLINE] if n == 1 else []), *lines])
    return drawn(*result, Title=TITLE, CreationDate="D:20261129183000+00'00'", Creator="Browser")


@pytest.mark.parametrize("pages", [1, 2, 3])
@pytest.mark.parametrize("browser", BROWSERS)
def test_what_a_browser_prints_is_struck_through(browser: str, pages: int) -> None:
    draft = PdfReader().read(printed(browser, pages))
    assert [reason for _, reason in clutter(draft)] == [BROWSER] * 2 * pages
    assert clean(draft).draft.text.split("\n\n")[1:] == [t for n in range(pages) for t in ENGLISH[n::pages]]
    assert (draft.title, draft.url) == (HEADLINE[3], ADDRESS)
    # The day of printing is not that of the article.
    assert draft.published is None


def test_dates_and_addresses_in_an_article_are_not_a_browsers() -> None:
    lines: list[Drawn] = [
        HEADLINE,
        (60, 700, 9, "More at https://courier.example, where all of it is updated every day."),
        (60, 688, 9, "The first boat left at 6:30 on 29/11/2026, and the last one soon after."),
    ]
    assert not PdfReader().read(drawn(lines)).clutter


@pytest.mark.parametrize(
    "number", ["{n}", "– {n} –", "Page {n}", "{n}/3", "Umbra Courier | {n}", "Seite {n} von 3"]
)
@pytest.mark.parametrize("baseline", [20, 825])
def test_page_numbers_and_running_heads(number: str, baseline: float) -> None:
    pages = []
    for n in range(1, 4):
        [lines] = set_in_columns(ENGLISH[n - 1 : n], 1)
        pages.append([*lines, (280.0, baseline, 8.0, number.format(n=n))])
    draft = PdfReader().read(drawn(*pages))
    reason = RUNNING_HEAD if "|" in number else PAGE_NUMBER
    assert clutter(draft) == [(number.format(n=n), reason) for n in range(1, 4)]
    assert clean(draft).draft.text.split("\n\n") == ENGLISH[:3]


def test_a_sentence_goes_on_over_a_page_with_footnote_and_number() -> None:
    data = typeset(
        "#set page(width: 11cm, height: 9cm, footer: context align(center, counter(page).display()))\n"
        '#set text(size: 10pt, lang: "en", hyphenate: true)\n#set par(justify: true)\n'
        + " ".join(
            f"Sentence {word} of the long text says little, and so does the next." for word in "abcdefgh"
        )
        + "#footnote[Minutes of the council, 3 May.] "
        + " ".join(
            f"Sentence {word} of the long text says little, and so does the next." for word in "ijklmnop"
        )
        + "#footnote[Budget of 2024, page 12, which was printed much later than the law says, and in\n"
        "12 parts.]"
    )
    draft = PdfReader().read(data)
    blocks = clean(draft).draft.text.split("\n\n")
    sentences = [
        f"Sentence {word} of the long text says little, and so does the next." for word in "abcdefghijklmnop"
    ]
    sentences[7] += "¹"
    sentences[15] += "²"
    assert blocks[0] == " ".join(sentences)
    assert blocks[1] == "¹ Minutes of the council, 3 May."
    assert blocks[2].startswith("² Budget of 2024, page 12,")
    assert blocks[2].endswith("12 parts.")
    assert len(blocks) == 3


@pytest.mark.parametrize("sign", ["1", "1.", "*", "†"])
def test_footnotes_with_any_sign(sign: str) -> None:
    [lines] = set_in_columns(ENGLISH[:2], 1)
    notes: list[Drawn] = [
        (60, 60, 6, f"{sign} The company was asked twice and gave no answer"),
        (60, 52, 6, "before this page went to print."),
    ]
    if sign == "†":
        # cp1252 has it.
        assert sign.encode("cp1252")
    blocks = PdfReader().read(drawn([*lines, *notes])).text.split("\n\n")
    assert blocks == [
        *ENGLISH[:2],
        f"{sign} The company was asked twice and gave no answer before this page went to print.",
    ]


@pytest.mark.parametrize(
    ("lines", "byline", "published"),
    [
        (["By Jane Roe", "May 12, 2026"], "Jane Roe", date(2026, 5, 12)),
        (["By Jane Roe"], "Jane Roe", date(2026, 11, 29)),
        (["12 May 2026"], "typist7 Sam", date(2026, 5, 12)),
        ([], "typist7 Sam", date(2026, 11, 29)),
    ],
)
def test_the_text_beats_the_files_metadata(lines: list[str], byline: str, published: date) -> None:
    [body] = set_in_columns(ENGLISH, 1)
    head: list[Drawn] = [(60, 740 - 18 * n, 9, line) for n, line in enumerate(lines)]
    facts = {"Author": "typist7 Sam", "CreationDate": "D:20261129183000Z"}
    draft = PdfReader().read(drawn([HEADLINE, *head, *body], **facts))
    assert (draft.byline, draft.published) == (byline, published)


def test_the_files_title_tells_which_line_is_the_headline() -> None:
    [body] = set_in_columns(ENGLISH, 1)
    masthead: Drawn = (60, 800, 40, "UMBRA COURIER")
    lines = [masthead, HEADLINE, *body]
    assert PdfReader().read(drawn(lines, Title=TITLE)).title == HEADLINE[3]
